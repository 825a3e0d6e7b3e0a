"""What is wrong with the syntax of a document: where, what is there, and the likely mistake."""

import re
from collections.abc import Iterable
from typing import Any

from aeo_cli.documents.problems import InputError, Problem, line_and_column, quoted
from aeo_cli.documents.suggestions import without_unseen
from aeo_cli.documents.text import Text, both, same

MAX_ERRORS = 20
"""How many errors of syntax are looked for in one document."""


class BrokenDocumentError(InputError):
    """The syntax of a document is wrong, or it holds what no document may hold."""

    def __init__(
        self,
        problems: Iterable[Problem],
        rest: dict[str, Any] | None = None,
        *,
        has_all_tables: bool = True,
    ) -> None:
        """Take the problems, and what is left.

        Args:
            problems: what is wrong.
            rest: the document without what is wrong; None: it is unknown.
            has_all_tables: whether each list in `rest` has all its tables, so that an index counts.
        """
        super().__init__(problems)
        self.rest, self.has_all_tables = rest, has_all_tables


def syntax_problem(language: str, text: str, position: int, message: str) -> Problem:
    """Return an error of syntax with its line and a hint at the likely mistake.

    Args:
        language: TOML or JSON.
        text: the document.
        position: the index of the character at which the parser stopped.
        message: the message of the parser, in English.
    """
    begin = text.rfind("\n", 0, position) + 1
    line = text[begin:].partition("\n")[0]
    expected = both("合法的 {language}", "valid {language}").fill(language=language)
    hint = _hint_at_heading(line) or _hint_at_signs(line)
    hint = hint or _hint_at_value(language, text, position, message)
    if language == "TOML" and (name := re.match(_WIDE_NAME, line)):
        quote_name = _QUOTE_NAME.fill(name=name[1])
        hint = _AND.fill(first=quote_name, second=hint) if hint else quote_name
    if message.startswith(_IN_QUOTES) and text.startswith(("\n", "\r\n"), position):
        hint = hint or _QUOTE
    hint = hint or next((hint for start, hint in _HINTS.items() if message.startswith(start)), None)
    found = _excerpt(line, position - begin)
    place = place_after(text[:position])
    return Problem(place, found, expected, hint or same(message))


def place_after(before: str) -> Text:
    """Return the line and column that a document has reached after the text `before`."""
    return line_and_column(before.count("\n") + 1, len(before) - before.rfind("\n"))


def bare(line: str) -> str:
    """Return what stands in a line outside of quotes and comments."""
    return re.sub(r""""(?:[^"\\]|\\.)*"|'[^']*'|#.*""", "", line)


def _excerpt(line: str, column: int) -> Text:
    """Return a line, or of a long one the part in which the error is."""
    line = line.rstrip(" \t\r")
    if not line.strip():
        return both("此处没有内容", "nothing here")
    begin = max(0, min(column, len(line)) - _BEFORE) if len(line) > _LONG else 0
    return quoted(f"…{line[begin:]}" if begin else line.lstrip(" \t"))


_IN_QUOTES = ("Illegal character", "Invalid control character", "Found invalid character")
_LONG, _BEFORE = 60, 30


def _hint_at_heading(line: str) -> Text | None:
    """Return a hint how to write a heading in brackets of full width; None: it has none."""
    heading = re.fullmatch(_WIDE_HEADING, line)
    return _HEADING_FORM.fill(name=heading[1].strip()) if heading else None


def _hint_at_signs(line: str) -> Text | None:
    """Return a hint at signs outside of quotes that no syntax knows; None: there are none."""
    outside, *inside = re.split("[\"']", bare(line), maxsplit=1)
    # After a quote that is not closed, only a quote of another kind can be to blame.
    if signs := sorted(set(outside) & set(_FULL_WIDTH) | set("".join(inside)) & set(_QUOTES)):
        return _FULL_WIDTH_HINT.fill(found=" ".join(signs))
    return without_unseen(re.sub(r"[\t\r]", " ", outside))


def _hint_at_value(language: str, text: str, position: int, message: str) -> Text | None:
    """Return a hint how to write the value in which the parser stopped; None: it is in none."""
    if not message.startswith(("Expecting value", "Expecting ',", "Expected newline", "Invalid d")):
        return None
    begin, end = word_span(text, position)
    token = text[begin:end]
    if language == "JSON":
        return _JSON_VALUE if token else None
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([Tt ].*)?", token):
        return _NO_SUCH_DATE
    if re.fullmatch(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}.*", token):
        return _DATE_FORM
    is_inside = 0 < position < len(text) and not text[position - 1].isspace()
    return _HINTS["Invalid value"] if is_inside and token[:1].isdigit() else None


def word_span(text: str, position: int) -> tuple[int, int]:
    """Return the begin and the end of the run of characters that could be one bare value."""
    before = re.search(rf"{_IN_WORD}*\Z", text[max(0, position - _MAX_WORD) : position])
    after = re.compile(rf"{_IN_WORD}*").match(text, position, position + _MAX_WORD)
    return position - len(before[0] if before else ""), after.end() if after else position


_IN_WORD = r'[^\s,:=\[\]{}"#]'
_MAX_WORD = 200
_QUOTES = "“”‘’＂＇"
_FULL_WIDTH = f"{_QUOTES}＝：，；［］｛｝（）"
_WIDE_HEADING = r"\s*[【［\[]*[【［]([^【［\[】］\]]+)[】］\]]+\s*"
_HEADING_FORM = both(
    "写成 [{name}]；可有多项的，每项写成 [[{name}]]",
    "write [{name}], or [[{name}]] for each one of several",
)
_WIDE_NAME = r"\s*([^\s\"'#=＝\[【［]*[^\x00-\x7f＝【［\s][^\s\"'#=＝]*)\s*[=＝]"
"""A name that TOML takes in quotes only."""
_QUOTE_NAME = both('名称要加引号："{name}" = …', 'put the name in quotes: "{name}" = …')
_AND = both("{first}；{second}", "{first}; {second}")
_FULL_WIDTH_HINT = both(
    "请将全角或中文标点 {found} 改为半角", "replace {found} with plain ASCII punctuation"
)
_TWICE = both("重复定义，请只保留一处", "defined twice; keep one")
_BREAK = both(
    "引号内不得换行，也不得有控制字符",
    "line breaks and control characters are not allowed inside quotes",
)
_QUOTE = both("缺少右引号", "the closing quote is missing")
_CLOSE = both("缺少右括号", "the closing bracket is missing")
_NO_SUCH_DATE = both(
    "日期或时间无效，日期写成 2026-03-02", "invalid date or time; write dates as 2026-03-02"
)
_DATE_FORM = both("日期写成 2026-03-02", "write dates as 2026-03-02")
_JSON_VALUE = both(
    "文本和日期要加双引号；“是”“否”写成 true、false；整数写成 3",
    "put text and dates in double quotes; write true or false for yes or no; write "
    "whole numbers as 3",
)
_HINTS = {
    "Invalid initial": both(
        "此处缺少字段名，或字段名须加引号", "a key is missing here, or must be quoted"
    ),
    "Unescaped": both("反斜杠须写两个，或改用单引号", "double the backslash, or use single quotes"),
    "Invalid hex": both(
        "\\u 后须有四位十六进制数", "\\u must be followed by four hexadecimal digits"
    ),
    "Found invalid": both(
        "含有不允许的字符，如单独的回车符", "the line contains a character that is not allowed"
    ),
    "Invalid value": both(
        "文本要加引号；“是”“否”写成 true、false；日期写成 2026-03-02",
        "put text in quotes; write true or false for yes or no; write dates as 2026-03-02",
    ),
    "Expected '='": both("每行写成：字段 = 值", "write each line as: key = value"),
    "Expected newline": both("值的后面有多余内容", "unexpected text after the value"),
    "Expected ']": _CLOSE,
    "Unclosed": both("缺少逗号或右括号", "a comma or the closing bracket is missing"),
    "Cannot": _TWICE,
    "Duplicate": _TWICE,
    "Unterminated string": _QUOTE,
    'Expected "\'"': _QUOTE,
    "Expected \"'''\"": _QUOTE,
    "Expected '\"": _QUOTE,
    "Illegal character": _BREAK,
    "Invalid control character": _BREAK,
    "Invalid date": _NO_SUCH_DATE,
    "Invalid statement": both("每行写成：字段 = 值", "write each line as: key = value"),
    "Expecting property name": both(
        "字段名要加双引号，最后一项后面不加逗号",
        "put keys in double quotes; remove any comma after the last one",
    ),
    "Illegal trailing comma": both("最后一项后面不加逗号", "remove the comma after the last item"),
    "Expecting ',' delimiter": both("两项之间缺少逗号", "a comma is missing between two items"),
    "Expecting ':' delimiter": both("字段名和值之间缺少冒号", "a colon is missing after the key"),
    "Expecting value": both("此处缺少值", "a value is missing here"),
    "Extra data": both("右括号之后有多余内容", "unexpected text after the closing brace"),
}
"""Hints by the beginning of the parser's message; a message without a hint is shown as it is."""
