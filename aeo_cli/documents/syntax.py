"""Parses documents: their encoding, TOML or JSON, and where the syntax is wrong.

A document is JSON if its first character, after a byte-order mark and white space, is `{`, and
TOML otherwise. `encodings` says in which encodings it may be.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any, NoReturn

import tomli

from aeo_cli.documents.encodings import MARK, binary, detect
from aeo_cli.documents.problems import NOTHING, InputError, Problem, line_and_column, quoted
from aeo_cli.documents.text import Text, both

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
        text = _MARKS.sub("", text)
    if not text.strip():
        hint = both("格式见 aeo schema", "aeo schema tells the format of each document")
        raise InputError([Problem("", NOTHING, both("一份 TOML 或 JSON 文档", "a document"), hint)])
    return text, (note,) if note else ()


_MARKS = re.compile(f"^{MARK}+|{MARK}+(?=\r?$)", re.MULTILINE)


def is_json(text: str) -> bool:
    """Return whether a document is JSON; otherwise it is TOML."""
    return text.lstrip(" \t\r\n").startswith("{")


def parse(text: str) -> RawDocument:
    """Return the document in a text, which is JSON or TOML (`is_json`).

    Raises:
        InputError: the syntax is wrong, a key is repeated, a number is too long, or the document is
            nested too deeply.
    """
    try:
        document = _parse_json(text) if is_json(text) else tomli.loads(text)
        _refuse_long_integers(document)
    except tomli.TOMLDecodeError as error:
        raise _syntax_error("TOML", text, error.pos, error.msg) from error
    except RecursionError as error:
        found = both("嵌套层数过多", "nested too deeply")
        expected = both("不超过几层的嵌套", "a few levels at most")
        raise InputError([Problem("", found, expected)]) from error
    except ValueError as error:  # a long integer, or one whose digits Python refuses to convert
        found = both("位数过多的数", "a number with too many digits")
        expected = both("普通大小的数", "a number of ordinary size")
        raise InputError([Problem("", found, expected)]) from error
    return document


def _parse_json(text: str) -> RawDocument:
    import json  # noqa: PLC0415  most profiles are TOML

    def json_object(pairs: list[tuple[str, object]]) -> RawDocument:
        return _JsonObject(pairs)

    def refuse_constant(constant: str) -> NoReturn:
        # Python's parser accepts NaN and Infinity, which are not JSON.
        raise json.JSONDecodeError("Expecting value", text, text.find(constant))

    try:
        document: RawDocument = json.loads(
            text,
            object_pairs_hook=json_object,
            parse_float=Decimal,
            parse_constant=refuse_constant,
        )
    except json.JSONDecodeError as error:
        raise _syntax_error("JSON", text, error.pos, error.msg) from error
    if problems := list(_repeated_keys(document)):
        raise InputError(problems)
    return document


_INTEGER_BITS = 64


def _refuse_long_integers(document: RawDocument) -> None:
    """Refuse integers that TOML does not allow: a message could not even quote them.

    Raises:
        ValueError: an integer has more than 64 bits.
    """
    stack: list[object] = [document]
    while stack:
        match stack.pop():
            case dict() as table:
                stack += table.values()
            case list() as items:
                stack += items
            case int() as number if number.bit_length() > _INTEGER_BITS:
                raise ValueError(_INTEGER_BITS)
            case _:
                pass


class _JsonObject(RawDocument):
    """A JSON object that remembers which of its keys are repeated, and how often each occurs."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        counts = Counter(key for key, _ in pairs)
        self.repeated = {key: count for key, count in counts.items() if count > 1}


def _repeated_keys(document: RawDocument) -> Iterator[Problem]:
    """Yield a problem for each key that occurs more than once in its object."""
    expected = both("每个键只写一次", "each key once in its object")
    found = both("同一个键写了 {count} 次", "the same key {count} times")
    stack: list[tuple[str, object]] = [("", document)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, _JsonObject):
            for key, count in value.repeated.items():
                key_path = f"{path}.{key}".lstrip(".")
                yield Problem(key_path, found.fill(count=count), expected, _TWICE)
            stack += [(f"{path}.{key}".lstrip("."), entry) for key, entry in value.items()]
        elif isinstance(value, list):
            stack += [(f"{path}[{i}]", item) for i, item in enumerate(value)]


def _syntax_error(language: str, text: str, position: int, message: str) -> InputError:
    """Return a syntax error with the rest of its line and a hint at the likely mistake.

    Args:
        language: TOML or JSON.
        text: the document.
        position: the index of the character at which the parser stopped.
        message: the message of the parser, in English.
    """
    line = text[text.rfind("\n", 0, position) + 1 :].partition("\n")[0].strip()
    expected = both("合法的 {language}", "valid {language}").fill(language=language)
    hint = next((hint for start, hint in _HINTS.items() if message.startswith(start)), None)
    if signs := sorted(set(line) & set(_FULL_WIDTH)):
        hint = _FULL_WIDTH_HINT.fill(found=" ".join(signs))
    elif re.search(r"[=:]\s*[0-9]{1,4}-[0-9]", line):  # meant as a date: 2026-3-2
        hint = _HINTS["Invalid date"]
    place = _line_and_column(text[:position])
    found = quoted(line) if line else both("此处没有内容", "nothing here")
    return InputError([Problem(place, found, expected, hint or both(message, message))])


def _line_and_column(before: str) -> Text:
    """Return the line and column that a document has reached after the text `before`."""
    return line_and_column(before.count("\n") + 1, len(before) - before.rfind("\n"))


_FULL_WIDTH = "“”‘’＂＇＝：，；［］｛｝（）　"
_FULL_WIDTH_HINT = both(
    "有全角或中文标点 {found}，请改用半角的", "use plain ASCII punctuation instead of {found}"
)
_TWICE = both("这个键或表写了两次，留一处", "this key or table stands twice: keep one")
_BREAK = both("引号内不能换行，也不能有控制字符", "no line break or control character in quotes")
_QUOTE = both("缺少右引号", "the closing quote is missing")
_CLOSE = both("缺少右括号", "the closing bracket is missing")
_HINTS = {
    "Invalid initial": both(
        "此处缺少名称，或名称须加引号", "a name is missing here, or needs quotes"
    ),
    "Unescaped": both(
        "反斜杠要写成两个，或改用单引号", "write the backslash twice, or use single quotes"
    ),
    "Invalid hex": both("\\u 后要有四位十六进制数", "four hexadecimal digits follow \\u"),
    "Found invalid": both("有不允许的字符，如单独的回车符", "a character that is not allowed"),
    "Invalid value": both(
        "文本要加引号；“是”“否”写成 true、false；日期写成 2026-03-02",
        'put text in "quotes"; write true or false; write a date as 2026-03-02',
    ),
    "Expected '='": both("每行写成：键 = 值", "write each line as: key = value"),
    "Expected newline": both("值后面有多余的内容", "something stands after the value"),
    "Expected ']": _CLOSE,
    "Unclosed": _CLOSE,
    "Cannot": _TWICE,
    "Duplicate": _TWICE,
    "Unterminated string": _QUOTE,
    'Expected "\'"': _QUOTE,
    "Illegal character": _BREAK,
    "Invalid control character": _BREAK,
    "Invalid date": both("没有这一天或这一时刻", "there is no such date or time"),
    "Invalid statement": both("每行写成：键 = 值", "write each line as: key = value"),
    "Expecting property name": both(
        "键要加双引号，末项后面不要逗号", "put keys in double quotes; no comma after the last"
    ),
    "Illegal trailing comma": both("末项后面不要逗号", "no comma after the last member"),
    "Expecting ',' delimiter": both("两项之间缺少逗号", "a comma is missing between two members"),
    "Expecting ':' delimiter": both("键和值之间缺少冒号", "a colon is missing after the key"),
    "Expecting value": both("这里缺少一个值", "a value is missing here"),
    "Extra data": both("右括号之后有多余的内容", "something stands after the closing brace"),
}
"""Hints by the beginning of the parser's message; a message without a hint is shown as it is."""
