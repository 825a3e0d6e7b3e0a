"""A codec for code page 936 and GB18030 at once: Python has none for the € sign of code page 936.

Code page 936, in which Chinese Windows saves text, is GBK with the single byte 0x80 as €. GB18030
is GBK with four bytes for each of all other characters, and 0xA2 0xE3 as €. They do not contradict
each other: no sequence of GB18030 begins with 0x80. So this codec reads GB18030, and reads 0x80 as
€ where a character begins. Browsers do so under both names: WHATWG, Encoding Standard, section
10.2.1. The byte 0xFF, and a first byte without those that must follow it, remain errors.
"""

import codecs
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

NAME = "aeo_code_page_936"
"""The name of the codec, for `open` and `codecs`."""
_EURO = b"\x80"
_MAX_INCOMPLETE = 3
"""The length of the longest sequence that lacks a byte."""


def _read_euro(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        start = error.start
        if error.object[start : start + 1] == _EURO:
            return "€", start + 1
    raise error


codecs.register_error(NAME, _read_euro)


def _decode(content: "ReadableBuffer", errors: str = "strict", /) -> tuple[str, int]:  # noqa: ARG001  always strict
    return codecs.getdecoder("gb18030")(content, NAME)


class _IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    """Decodes chunk by chunk.

    Python's own incremental decoder loses what follows a 0x80 at the end of a file: of `€1`, the 1.
    """

    def _buffer_decode(
        self,
        input: "ReadableBuffer",  # noqa: A002  as the base class has it
        errors: str,
        final: bool,
    ) -> tuple[str, int]:
        content = bytes(input)
        try:
            return _decode(content, errors)
        except UnicodeDecodeError as error:
            if final or error.start < len(content) - _MAX_INCOMPLETE:
                raise
            return _decode(content[: error.start], errors)


def _search(name: str) -> codecs.CodecInfo | None:
    if name != NAME:
        return None
    encode = codecs.getencoder("gb18030")
    return codecs.CodecInfo(encode, _decode, name=NAME, incrementaldecoder=_IncrementalDecoder)


codecs.register(_search)
