"""The encodings in which a text may be: how it is written in each, and what the tool says of it."""

import codecs
import re
from collections.abc import Callable
from typing import NamedTuple


class Written(NamedTuple):
    """A way to write text: how, what the note names, and some characters that not all have."""

    encode: Callable[[str], bytes]
    named: str | None
    characters: str


def code_page_936(text: str, rest: str = "gbk") -> bytes:
    """Encode a text as Chinese Windows does, with € as one byte."""
    return b"\x80".join(part.encode(rest) for part in text.split("€"))


def with_line_ends_of_windows(text: str) -> str:
    """Return a text with the line ends that editors write on Windows."""
    return re.sub(r"\r?\n", "\r\n", text)


READ = {
    "UTF-8": Written(str.encode, None, "㐂𠮷€"),
    "UTF-8 with a mark": Written(lambda text: text.encode("utf-8-sig"), None, "㐂𠮷€"),
    "UTF-8 with line ends of Windows": Written(
        lambda text: with_line_ends_of_windows(text).encode(), None, "㐂𠮷€"
    ),
    "UTF-8 with a mark and line ends of Windows": Written(
        lambda text: with_line_ends_of_windows(text).encode("utf-8-sig"), None, "㐂𠮷€"
    ),
    "GBK with line ends of Windows": Written(
        lambda text: with_line_ends_of_windows(text).encode("gbk"), "GBK", "瑄"
    ),
    "GBK": Written(lambda text: text.encode("gbk"), "GBK", "瑄"),
    "code page 936": Written(code_page_936, "code page 936", "€"),
    "GB18030": Written(lambda text: text.encode("gb18030"), "GB18030", "㐂𠮷€"),
    "GB18030 with a mark": Written(
        lambda text: f"\ufeff{text}".encode("gb18030"), "GB18030", "㐂𠮷€"
    ),
    "GB18030 and the € of code page 936": Written(
        lambda text: code_page_936(text, "gb18030"),
        "code page 936",
        "㐂𠮷€",
    ),
    "UTF-16, little end first": Written(
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"), "UTF-16", "㐂𠮷€"
    ),
    "UTF-16, big end first": Written(
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"), "UTF-16", "㐂𠮷€"
    ),
}
"""The encodings that are read."""

REFUSED: dict[str, tuple[Callable[[str], bytes], str]] = {
    "UTF-16 without a mark": (
        lambda text: text.encode("utf-16-le"),
        "found: text in UTF-16 without a byte-order mark; ",
    ),
    "UTF-16 without a mark, big end first": (
        lambda text: text.encode("utf-16-be"),
        "found: text in UTF-16 without a byte-order mark; ",
    ),
    "UTF-32": (lambda text: text.encode("utf-32"), "found: text in UTF-32; "),
    "UTF-32, big end first": (
        lambda text: codecs.BOM_UTF32_BE + text.encode("utf-32-be"),
        "found: text in UTF-32; ",
    ),
    "UTF-32 without a mark": (
        lambda text: text.encode("utf-32-le"),
        "found: text in UTF-32; ",
    ),
    "UTF-16 that is cut off": (
        lambda text: text.encode("utf-16")[:-1],
        "found: byte 0x0a, which is not valid in UTF-16; ",
    ),
    "UTF-8 with a byte of Latin-1": (
        lambda text: text.encode() + b"\xe9\n",
        "1: found: byte 0xe9, which is not valid in UTF-8; ",
    ),
    "UTF-8 whose Chinese is cut off": (
        lambda text: text.encode() + "上海公".encode()[:-1],
        "3: found: byte 0xe5 0x85, which is not valid in UTF-8; ",
    ),
    "UTF-8 with a mark and Chinese in GBK": (
        lambda text: codecs.BOM_UTF8 + text.encode("gbk"),
        "which is not valid in UTF-8; ",
    ),
    "GBK with a byte that it does not have": (
        lambda text: text.encode("gbk") + "上海".encode("gbk") + b"\xff\n",
        "3: found: byte 0xff, which is not valid in GBK; ",
    ),
    "GB18030 with half a character": (
        lambda text: text.encode("gb18030") + "㐂".encode("gb18030") + b'\xc9"\n',
        "2: found: byte 0xc9, which is not valid in GB18030; ",
    ),
    "the € of code page 936 and half a character": (
        lambda text: code_page_936(text + "€") + b'\xc9"\n',
        "2: found: byte 0xc9, which is not valid in code page 936; ",
    ),
}
"""Texts with Chinese in them that are refused: how they are written, and why they are refused."""
