"""Parses TOML, and finds all errors of its syntax that do not follow from one another.

Where a statement is wrong, it is left out, and the rest is parsed again. An error counts only if it
would remain after the first is mended: where the end of a wrong statement is uncertain,
all up to the next heading is left out with it, and a wrong heading still parts what is before it
from what follows.
"""

import re
from typing import Any, NamedTuple

import tomli

from aeo_cli.documents.numbers import WrittenFloat, WrittenInteger
from aeo_cli.documents.problems import Problem
from aeo_cli.documents.syntax_errors import MAX_ERRORS, BrokenDocumentError, bare, syntax_problem

_MAX_SIZE, _MAX_PARSES = 2**20, 200
"""How large a document may be, and how often it is parsed, to find more errors than the first."""


def parse_toml(text: str) -> dict[str, Any]:
    """Return the document in a text.

    Raises:
        BrokenDocumentError: the syntax is wrong, or a key is repeated.
        ValueError: a number has so many digits that Python refuses to convert it.
        RecursionError: it is nested too deeply.
    """
    try:
        return _parsed(text)
    except tomli.TOMLDecodeError as error:
        raise _Recovery(text).broken_document(error) from error


def _parsed(text: str) -> dict[str, Any]:
    document = tomli.loads(text, parse_float=WrittenFloat.of)
    if not _UNUSUAL_INTEGER.search(text):
        return document
    # The parser hands over only the texts of floats, so each such integer is made to look like one.
    texts: list[str] = []

    def as_float(match: re.Match[str]) -> str:
        texts.append(match[0])
        return f"{len(texts) - 1}{_MARK}"

    try:
        twin = tomli.loads(_UNUSUAL_INTEGER.sub(as_float, text), parse_float=WrittenFloat.of)
    except tomli.TOMLDecodeError:  # such a number is a key, and twice one now
        return document
    _restore(document, twin, texts)
    return document


_UNUSUAL_INTEGER = re.compile(
    # The first character first: the rest is tried only where a number may begin.
    r"[0-9+-](?<![\w.+-].)"
    r"(?:(?<=0)[xob][0-9a-fA-F_]+|[0-9]*(?:_[0-9]+)+|(?<=\+)[0-9]+|(?<=-)0+)(?![\w.:-])"
)
_MARK = "e-987654321"


def _restore(part: Any, twin: Any, texts: list[str]) -> None:  # noqa: ANN401  any part of a document
    """Give each integer of a document its text, by a copy in which it is a marked float."""
    entries: list[Any] = []
    if isinstance(part, dict) and isinstance(twin, dict):
        entries = list(part.items())
    elif isinstance(part, list) and isinstance(twin, list):
        entries = list(enumerate(part))
    for key, value in entries:
        other = twin.get(key) if isinstance(twin, dict) else twin[key]
        if type(value) is int and isinstance(other, WrittenFloat) and other.text.endswith(_MARK):
            part[key] = WrittenInteger.of(value, texts[int(other.text.removesuffix(_MARK))])
        _restore(value, other, texts)


class _Statement(NamedTuple):
    """A wrong statement: where it begins, and where what is certain again begins."""

    begin: int
    end: int | None
    """None: it is uncertain, as after an unclosed text of many lines."""
    is_heading: bool


class _Recovery:
    """Finds the errors of a document one after another, leaving out each wrong statement."""

    def __init__(self, text: str) -> None:
        self.text = self.current = text
        self.left_out = 0
        """How many characters more than `current` the document has so far."""
        self.headings: list[str] = []
        """The headings that stand for wrong ones."""
        self.has_all_tables = True
        self.parses = _MAX_PARSES if len(text) <= _MAX_SIZE else 0
        self.problems: list[Problem] = []

    def broken_document(self, error: tomli.TOMLDecodeError) -> BrokenDocumentError:
        """Return all that is wrong, and what is left."""
        while True:
            statement = self._statement(error)
            if statement is None or not self._may_follow(error, statement):
                position, message = self._place(error, statement)
                position += self.left_out
                self.problems.append(syntax_problem("TOML", self.text, position, message))
            if statement is None or statement.end is None or len(self.problems) >= MAX_ERRORS:
                return BrokenDocumentError(self.problems)
            self._leave_out(statement.begin, statement.end, is_heading=statement.is_heading)
            try:
                document = _parsed(self.current)
            except tomli.TOMLDecodeError as next_error:
                error = next_error
            except (ValueError, RecursionError):  # a number or a nesting that cannot be parsed
                return BrokenDocumentError(self.problems)
            else:
                rest = {key: part for key, part in document.items() if key not in self.headings}
                return BrokenDocumentError(self.problems, rest, has_all_tables=self.has_all_tables)

    def _statement(self, error: tomli.TOMLDecodeError) -> _Statement | None:
        """Return the statement in which the parser stopped; None: it takes too long to find."""
        line_begin = self.current.rfind("\n", 0, error.pos) + 1
        if (begin := self._begin(line_begin)) is None:
            return None
        first_line = _line(self.current, begin)
        # Whatever does not begin as a key with a value may be a wrong heading: `enterprise]`.
        if not re.match(_KEY_AND_SIGN, first_line):
            return _Statement(begin, begin + len(first_line), is_heading=True)
        line_end = line_begin + len(_line(self.current, line_begin))
        if re.search("\"{3}|'{3}", self.current[begin:line_end]):
            return _Statement(begin, None, is_heading=False)
        outside = bare(first_line)
        is_one_line = sum(map(outside.count, "[{")) <= sum(map(outside.count, "]}"))
        if begin == line_begin and is_one_line:
            return _Statement(begin, line_end, is_heading=False)
        if self._is_unclosed(error, begin, line_begin):  # the next statement is not part of it
            return _Statement(begin, line_begin, is_heading=False)
        heading_after = re.compile(_HEADING).search(self.current, line_end)
        end = heading_after.start() if heading_after else len(self.current)
        return _Statement(begin, end, is_heading=False)

    def _begin(self, line_begin: int) -> int | None:
        """Return where the statement begins that reaches into a line: what is before it is TOML."""
        while self.parses > 0:
            self.parses -= 1
            try:
                tomli.loads(self.current[:line_begin])
            except tomli.TOMLDecodeError:
                line_begin = self.current.rfind("\n", 0, line_begin - 1) + 1
            else:
                return line_begin
        return None

    def _is_unclosed(self, error: tomli.TOMLDecodeError, begin: int, line_begin: int) -> bool:
        """Return whether a list is not closed before a line that begins the next statement."""
        if begin == line_begin:
            return False
        is_at_begin = not self.current[line_begin : error.pos].strip()
        may_be_key = is_at_begin and error.msg.startswith((_UNCLOSED, "Invalid value"))
        forms = (_HEADING, _KEY) if may_be_key else (_HEADING,)
        return any(re.compile(form).match(self.current, line_begin) for form in forms)

    def _place(self, error: tomli.TOMLDecodeError, statement: _Statement | None) -> tuple[int, str]:
        """Return the position and the message: what is not closed is wrong where it begins."""
        line_begin = self.current.rfind("\n", 0, error.pos) + 1
        if statement and self._is_unclosed(error, statement.begin, line_begin):
            return statement.begin, _UNCLOSED
        is_at_end = not self.current[error.pos :].strip()
        if statement and is_at_end and statement.begin < line_begin:
            return statement.begin, error.msg
        return error.pos, error.msg

    def _may_follow(self, error: tomli.TOMLDecodeError, statement: _Statement) -> bool:
        """Return whether a key may stand twice only because a wrong heading was left out."""
        name = _line(self.current, statement.begin).partition("=")[0]
        is_path = statement.is_heading or "." in name
        return bool(self.headings) and is_path and error.msg.startswith("Cannot")

    def _leave_out(self, begin: int, end: int, *, is_heading: bool) -> None:
        left_out, filler = self.current[begin:end], ""
        if is_heading:
            self.headings.append(f"aeo-unreadable-{len(self.headings)}")
            filler = f"[{self.headings[-1]}]"
        is_table = left_out.lstrip().startswith("[") and not re.search(r"\[\s*\[|\]\]", left_out)
        if not is_table if is_heading else re.search(r"^\s*\[\[", left_out, re.MULTILINE):
            self.has_all_tables = False
        self.current = self.current[:begin] + filler + self.current[end:]
        self.left_out += len(left_out) - len(filler)


def _line(text: str, begin: int) -> str:
    return text[begin:].partition("\n")[0]


_UNCLOSED = "Unclosed array"
_PART = r"(?:[A-Za-z0-9_-]+|\"[^\"\n]*\"|'[^'\n]*')"
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_KEY = rf"[ \t]*{_NAME}[ \t]*="
_KEY_AND_SIGN = r"[^\[\]=:＝：]*[^\[\]=:＝：\s][^\[\]=:＝：]*[=:＝：]"
"""The beginning of a line that is meant as a key with a value, even if with signs of full width."""
_HEADING = rf"(?m)^[ \t]*\[\[?[ \t]*{_NAME}[ \t]*\]\]?[ \t\r]*(?:#.*)?$"
