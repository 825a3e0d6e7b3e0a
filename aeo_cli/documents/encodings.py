"""The encodings of what is read: in which one a file is, and which byte of it is wrong.

Without a byte-order mark, a file is UTF-8 if it is valid UTF-8; else GBK, GB18030 or code page 936,
in that order, with a note. UTF-16 needs its mark, and is read with a note too. A file with a few
wrong bytes in much valid UTF-8 is refused, for read as GBK all its Chinese would be other Chinese.
"""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from enum import Enum
from typing import BinaryIO, NamedTuple

from aeo_cli.documents import code_page_936
from aeo_cli.documents.binary_formats import TEXT, binary, named_format
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.mojibake import lookalike
from aeo_cli.documents.problems import InputError, Problem, line_and_column
from aeo_cli.documents.text import Text, both, same

MARK = "\ufeff"
"""The byte-order mark, as a character. Files that are glued together have it in the middle too."""


class Encoding(Enum):
    """An encoding that is read; the value is the name of Python's codec."""

    UTF_8 = "utf-8"
    GBK = "gbk"
    GB18030 = "gb18030"
    CODE_PAGE_936 = code_page_936.NAME
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"

    @property
    def label(self) -> Text:
        """The name to show."""
        return _LABELS[self]

    def decode(self, content: bytes) -> str:
        """Return the text that bytes encode, with its byte-order mark if it has one."""
        return content.decode(self.value)


_LABELS = {
    Encoding.UTF_8: same("UTF-8"),
    Encoding.GBK: same("GBK"),
    Encoding.GB18030: same("GB18030"),
    Encoding.CODE_PAGE_936: both("CP936", "code page 936"),
    Encoding.UTF_16_LE: same("UTF-16"),
    Encoding.UTF_16_BE: same("UTF-16"),
}


class Detected(NamedTuple):
    """The encoding of a file, and a note for the user if it is not certainly UTF-8."""

    encoding: Encoding
    note: Text | None = None


def detect(file: BinaryIO, *, is_utf8: bool = False, chunk_size: int = 2**23) -> Detected:
    """Return the encoding of a file, reading chunk by chunk.

    Args:
        file: the file, which is read more than once.
        is_utf8: whether it is known to be valid UTF-8.
        chunk_size: how many bytes are read at a time.

    Raises:
        InputError: it is in no encoding that is read. The place is that of the first wrong byte in
            the encoding that it most likely is in.
    """
    head = file.read(_HEAD_SIZE)
    if b"\0" in head and (error := named_format(head)):
        raise error
    marked = _marked(head)
    if marked is None and (foreign := _unmarked_wide(head)):
        raise _refused(foreign)
    faults: dict[Encoding, _Fault] = {}
    for encoding in (marked,) if marked else _UNMARKED:
        fault = None
        if not (is_utf8 and encoding is Encoding.UTF_8):
            fault = _first_fault(file, encoding, chunk_size)
        if fault is None:
            return Detected(encoding, _note(file, encoding, chunk_size))
        faults[encoding] = fault
        if encoding is Encoding.UTF_8 and _is_mostly_utf8(file, fault):
            break
    if b"\0" in head and not marked:
        raise binary()
    # One that is read further is likelier; of two that are read as far, it is the first.
    encoding, fault = max(faults.items(), key=lambda item: item[1].offset)
    found = _INVALID.fill(bytes=fault.wrong_bytes, encoding=encoding.label)
    raise InputError([Problem(line_and_column(fault.line, fault.column), found, TEXT, _SAVE_AS)])


_HEAD_SIZE = 2**16
_UNMARKED = (Encoding.UTF_8, Encoding.GBK, Encoding.GB18030, Encoding.CODE_PAGE_936)
_MARKS = {
    codecs.BOM_UTF8: Encoding.UTF_8,
    codecs.BOM_UTF16_LE: Encoding.UTF_16_LE,
    codecs.BOM_UTF16_BE: Encoding.UTF_16_BE,
    b"\x84\x31\x95\x33": Encoding.GB18030,
}


def _marked(head: bytes) -> Encoding | None:
    """Return the encoding of which a file has the byte-order mark, if any.

    Raises:
        InputError: it is UTF-32, whose mark begins with that of UTF-16.
    """
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise _refused(_UTF_32)
    return next((encoding for mark, encoding in _MARKS.items() if head.startswith(mark)), None)


def _unmarked_wide(head: bytes) -> Text | None:
    """Return the name of the encoding of a text with zeros in each ASCII character, or None.

    In one that is no text, most characters would be other ones, or zeros.
    """
    if b"\0" not in head:
        return None
    for codec, name in _WIDE.items():
        with suppress(UnicodeDecodeError):
            text = codecs.getincrementaldecoder(codec)().decode(head)
            if "\0" not in text and sum(map(str.isascii, text)) * 8 >= max(len(text), 1):
                return name
    return None


class _Fault(NamedTuple):
    """The first wrong byte of a file in an encoding."""

    offset: int
    line: int
    column: int
    wrong_bytes: str
    """`0xe5 0x85`"""


def _first_fault(file: BinaryIO, encoding: Encoding, chunk_size: int) -> _Fault | None:
    decoder = codecs.getincrementaldecoder(encoding.value)()
    offset, line, column = 0, 1, 1
    file.seek(0)
    while True:
        chunk = file.read(chunk_size)
        fault = None
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            fault, text = error, encoding.decode(error.object[: error.start])
        if lines := text.count("\n"):
            line, column = line + lines, 1
        column += len(text[text.rfind("\n") + 1 :].replace(MARK, ""))
        if fault:
            kept = len(fault.object) - len(chunk)  # of the chunk before: part of a character
            wrong = fault.object[fault.start : fault.end]
            wrong_bytes = " ".join(f"0x{byte:02x}" for byte in wrong)
            return _Fault(offset - kept + fault.start, line, column, wrong_bytes)
        if not chunk:
            return None
        offset += len(chunk)


def _is_mostly_utf8(file: BinaryIO, fault: _Fault) -> bool:
    """Return whether there are more characters of three or four bytes than wrong bytes, around one.

    In text in GBK, whatever it is about, nearly every byte is wrong.
    """
    file.seek(max(0, fault.offset - _HEAD_SIZE))
    text = file.read(2 * _HEAD_SIZE).decode(errors="surrogateescape")
    wrong = len(re.findall("[\udc80-\udcff]", text))
    return len(re.findall("[\u0800-\ud7ff\ue000-\U0010ffff]", text)) > wrong


def _note(file: BinaryIO, encoding: Encoding, chunk_size: int) -> Text | None:
    if encoding is not Encoding.UTF_8:
        return _READ_AS.fill(encoding=encoding.label)
    if found := lookalike(_characters(file, chunk_size)):
        return _LOOKS_LIKE_GBK.fill(utf8=visible(found.as_utf8), gbk=found.as_gbk)
    return None


def _characters(file: BinaryIO, chunk_size: int) -> Iterator[bytes]:
    """Yield a file in chunks that do not end between the two bytes of a character."""
    file.seek(0)
    while chunk := file.read(chunk_size):
        yield chunk + file.read(1) if chunk[-1] >= _FIRST_OF_TWO else chunk


_FIRST_OF_TWO = 0xC2


def _refused(encoding: Text) -> InputError:
    return InputError([Problem("", encoding, TEXT, both("请另存为 UTF-8", "save it as UTF-8"))])


_UTF_32 = both("UTF-32 编码的文本", "text in UTF-32")
_UTF_16 = both("没有字节顺序标记的 UTF-16 文本", "text in UTF-16 without a byte-order mark")
_WIDE = {
    **dict.fromkeys(("utf-32-le", "utf-32-be"), _UTF_32),
    **dict.fromkeys(("utf-16-le", "utf-16-be"), _UTF_16),
}
_INVALID = both(
    "在 {encoding} 中无效的字节 {bytes}", "byte {bytes}, which is not valid in {encoding}"
)
_SAVE_AS = both("请另存为 UTF-8（也可用 GBK）", "save it as UTF-8 (GBK also works)")
_READ_AS = both("不是 UTF-8，已按 {encoding} 读取", "not UTF-8; read as {encoding}")
_LOOKS_LIKE_GBK = both(
    "已按 UTF-8 读取，但可能是 GBK：“{utf8}”按 GBK 为“{gbk}”。如为 GBK，请另存为 "
    "UTF-8；如确为 UTF-8，请另存为带字节顺序标记（BOM）的 UTF-8",
    "read as UTF-8, but it may be GBK, where “{utf8}” reads “{gbk}”: if it is GBK, "
    "save it as UTF-8; if not, save it as UTF-8 with a byte-order mark",
)
