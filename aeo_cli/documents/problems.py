"""What is wrong with an input, described so that its author can correct it.

Whatever reads an input collects every `Problem` and raises one `InputError` with all of them; the
command line prints them and exits with status 2.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple, ParamSpec, Self, TypeVar, cast

from aeo_cli.documents.escaping import marked, visible
from aeo_cli.documents.text import Lang, Text, both, listed, same

A = TypeVar("A")
P = ParamSpec("P")
_QUOTE_LENGTH = 60


class Problem(NamedTuple):
    """One thing that is wrong: where, what was found, what was expected, and how to correct it."""

    place: str | Text
    """Where: `enterprise.credit_level`, `--on`, "line 3, column 7"; empty: the input as a whole,
    or a sentence that names its place."""
    found: Text
    """What was found; without `expected`, a sentence: "--verdict requires --long"."""
    expected: Text | None = None
    """What was expected; None: the sentence in `found` implies it."""
    hint: Text | None = None
    file: str | None = None
    """The name of the file; `-`: standard input; None: the command line."""


class InputError(Exception):
    """An input cannot be used; `problems` says why, with at least one problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(problems)
        super().__init__(self.problems)

    def within(self, file: str) -> "InputError":
        """Return the same error with the name of the file in each problem."""
        return InputError(problem._replace(file=file) for problem in self.problems)


def error_line(problem: Problem, lang: Lang) -> str:
    """Return a problem on one line, in one language: "error: file: place: ..."."""
    parts = (marked(problem.file or ""), describe(problem, lang))
    return _ERROR[lang] + ": ".join(filter(None, parts))


_ERROR = both("错误：", "error: ")


def describe(problem: Problem, lang: Lang) -> str:
    """Return a problem on one line, in one language, without the name of the file."""
    place = problem.place if isinstance(problem.place, str) else problem.place[lang]
    if problem.expected is None:
        clauses = [text[lang] for text in (problem.found, problem.hint) if text]
        return _line(place, _COMMA[lang].join(clauses))
    parts = (
        (both("实际：{text}", "found: {text}"), problem.found),
        (EXPECTED, problem.expected),
        (both("提示：{text}", "hint: {text}"), problem.hint),
    )
    sentence = _SEPARATOR[lang].join(label.fill(text=text)[lang] for label, text in parts if text)
    return _line(place, sentence)


def _line(place: str, sentence: str) -> str:
    return ": ".join(filter(None, (marked(place)[:_MAX_PLACE_LENGTH], visible(sentence))))


EXPECTED = both("应为：{text}", "expected: {text}")
"""What was expected instead of what was found."""
_MAX_PLACE_LENGTH = 200
_SEPARATOR = both("；", "; ")
_COMMA = both("，", "; ")


def quoted(value: object) -> Text:
    """Return a value as an input would state it, shortened and with unseen characters escaped."""
    match value:
        case bool():
            return same(str(value).lower())
        case str():
            return same(f'"{marked(shortened(value))}"')
        case date():
            return same(value.isoformat())
        case tuple():
            return same("[" + ", ".join(quoted(member).en for member in value) + "]")
        case Mapping():
            return A_TABLE
        case list():
            return both("一个列表", "a list")
        case None:
            return both("空值（null）", "null")
        case _:
            return same(str(value)[:_QUOTE_LENGTH])


def shortened(text: str, length: int = _QUOTE_LENGTH) -> str:
    """Return a text from outside, cut where it is too long for a message of one line."""
    return text if len(text) <= length else text[:length] + "…"


def line_and_column(line: int, column: int) -> Text:
    """Return a place in a text; both are counted from 1."""
    place = both("第 {line} 行第 {column} 列", "line {line}, column {column}")
    return place.fill(line=line, column=column)


NOTHING = both("没有内容", "nothing")
A_FILE = both("一个文件", "a file")
A_TABLE = both("一个对象（TOML 中为表）", "an object (a table in TOML)")


def one_of(options: Iterable[str]) -> Text:
    """Return "one of: ..." with all options, the only one, or that there is none."""
    names = list(options)
    if not names:
        return both("空", "no value")
    if len(names) == 1:
        return listed(names)
    return both("以下之一：{options}", "one of: {options}").fill(options=listed(names))


class Attempts:
    """Reads several inputs that do not depend on one another, so that all problems are reported.

        with Attempts() as attempt:
            day = attempt(read_day, "2026-02-30")
            profile = attempt(load_profile, "profile.toml", catalogue)

    What an attempt returns may be used only after the block, which raises an `InputError` with the
    problems of every attempt that failed.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __enter__(self) -> Self:
        """Return what makes an attempt."""
        return self

    def __call__(self, read: Callable[P, A], *args: P.args, **kwargs: P.kwargs) -> A:
        """Return what `read` returns; if it fails, nothing that may be used."""
        try:
            return read(*args, **kwargs)
        except InputError as error:
            self.problems.extend(error.problems)
            return cast(A, None)

    def __exit__(self, *raised: object) -> None:
        """Raise an `InputError` with the problems of every attempt that failed, if any did."""
        if self.problems and raised[0] is None:
            raise InputError(self.problems)


@contextmanager
def naming_file(file: str) -> Iterator[None]:
    """Add the name of a file to every problem that is raised inside the `with` block."""
    try:
        yield
    except InputError as error:
        raise error.within(visible(file)) from error
