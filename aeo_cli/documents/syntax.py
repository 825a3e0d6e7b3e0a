"""Parses documents: their encoding, and which of TOML and JSON they are.

A document is JSON if its first character, after a byte-order mark and white space, is `{`, and
TOML otherwise. `encodings` says in which encodings it may be.
"""

import re
from io import BytesIO
from typing import Any

from aeo_cli.documents.binary_formats import binary
from aeo_cli.documents.encodings import MARK, detect
from aeo_cli.documents.json_syntax import parse_json
from aeo_cli.documents.numbers import is_too_long
from aeo_cli.documents.places import entries
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.syntax_errors import BrokenDocumentError, place_after
from aeo_cli.documents.text import Text, both
from aeo_cli.documents.toml_syntax import parse_toml

RawDocument = dict[str, Any]
"""A parsed document: tables, lists and plain values."""


def decode(content: bytes) -> tuple[str, tuple[Text, ...]]:
    """Return the text that bytes encode, and notes about the encoding for the user.

    Byte-order marks at the start or the end of a line are left out.

    Raises:
        InputError: it is empty, binary, or in an encoding that is not read.
    """
    encoding, note = detect(BytesIO(content))
    text = encoding.decode(content)
    if "\0" in text:
        raise binary()
    if MARK in text:
        text = re.sub(_MARKS, "", text)
    if not text.strip():
        hint = both("格式见 aeo schema", "see aeo schema for the formats")
        raise InputError([Problem("", both("内容为空", "the document is empty"), None, hint)])
    return text, (note,) if note else ()


_MARKS = f"(?m)^{MARK}+|{MARK}+(?=\r?$)"


def is_json(text: str) -> bool:
    """Return whether a document is JSON; otherwise it is TOML."""
    return text.lstrip(" \t\r\n").startswith("{")


def parse(text: str, if_many: Text | None = None) -> RawDocument:
    """Return the document in a text, which is JSON or TOML (`is_json`).

    Args:
        text: the document.
        if_many: a hint where it is a list of documents, or one after another.

    Raises:
        BrokenDocumentError: the syntax is wrong, a key is repeated, a number is too long, or the
            document is nested too deeply.
    """
    text = with_line_feeds(text)
    if text.lstrip().startswith("<"):  # a report, or a spreadsheet in an open format as text
        raise BrokenDocumentError([Problem("", _MARKUP, _TOML_OR_JSON, _SAVE_AS)])
    has_lines = "\n" in text.strip()
    if has_lines and not (is_json(text) or _MAY_BE_TOML.search(text[:_BEGINNING])):
        raise BrokenDocumentError([Problem("", _ANY_TEXT, _TOML_OR_JSON, _SAVE_AS)])
    try:
        document, broken = _parsed(text, if_many), BrokenDocumentError(())
    except BrokenDocumentError as error:
        if error.rest is None:
            raise
        document, broken = error.rest, error
    except RecursionError as error:
        found = both("嵌套层数过多", "nested too deeply")
        hint = both("只需几层即可", "a few levels are enough")
        raise BrokenDocumentError([Problem("", found, None, hint)]) from error
    except ValueError as error:  # more digits than Python converts
        digits = re.search(r"[0-9][0-9_]{4300,}", text)
        place = place_after(text[: digits.start()]) if digits else ""
        raise BrokenDocumentError([Problem(place, _MANY_DIGITS, None, _CHECK_NUMBER)]) from error
    problems = list(broken.problems)
    for entry in entries(document) if _MAY_BE_TOO_LONG.search(text) else ():
        if is_too_long(entry.value):
            problems.append(Problem(entry.place, _MANY_DIGITS, None, _CHECK_NUMBER))
            entry.container[entry.key] = None
    if problems:
        raise BrokenDocumentError(problems, document, has_all_tables=broken.has_all_tables)
    return document


_MAY_BE_TOML = re.compile(r"[=＝]|^[^\S\n]*[\[【]|^[^\S\n]*#", re.MULTILINE)
"""What stands in the first lines of TOML, even in a mistaken one."""
_BEGINNING = 2000
_MAY_BE_TOO_LONG = re.compile("[0-9][0-9A-Fa-fxob_]{18}")
"""What stands in a document where a number has more than 64 bits: 20 digits, or 0x and 17."""
_ANY_TEXT = both("其他文本，如表格或报告", "other text, such as a table or a report")
_MARKUP = both("HTML 或 XML 文件", "an HTML or XML file")
_TOML_OR_JSON = both("TOML 或 JSON", "TOML or JSON")
_SAVE_AS = both(
    "多家企业的列表请用 aeo screen；填写的工作簿请存为 .xlsx；报告请存为 .json",
    "use aeo screen for a list of enterprises; save a workbook as .xlsx, a report as .json",
)
_MANY_DIGITS = both("数字位数过多", "the number has too many digits")
_CHECK_NUMBER = both("请核对该数", "check the number")


def with_line_feeds(text: str) -> str:
    """Return a text whose lines end with a carriage return alone, as on old Macs, with line feeds.

    Any other text is returned as it is.
    """
    return text if "\n" in text else text.replace("\r", "\n")


def _parsed(text: str, if_many: Text | None) -> RawDocument:
    if is_json(text):
        document: RawDocument = parse_json(text, if_many)
        return document
    try:
        return parse_toml(text)
    except BrokenDocumentError as error:
        if (found := _json_in_words(text)) is None:
            raise
        hint = if_many if found is _JSON_LIST else None
        raise BrokenDocumentError([Problem("", found, _JSON_OBJECT, hint)]) from error


def _json_in_words(text: str) -> Text | None:
    """Return what a text is that is JSON but no object; None: it is no JSON.

    A heading of TOML begins with a bracket too, but no name in it begins with a brace.
    """
    if re.match(r"\s*\[[\s\[]*[{\]]", text):
        return _JSON_LIST
    try:
        return _JSON_LIST if isinstance(parse_json(text), list) else _JSON_VALUE
    except InputError:
        return None


_JSON_LIST = both("一个 JSON 列表", "a JSON list")
_JSON_VALUE = both("单个 JSON 值", "a single JSON value")
_JSON_OBJECT = both("一个 JSON 对象 {…}，或 TOML", "one JSON object, {…}, or TOML")
