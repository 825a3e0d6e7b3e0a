"""What is wrong with an input, described so that its author can correct it.

Whatever reads an input collects every `Problem` and raises one `InputError` with all of them; the
command line prints them and exits with status 2.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple, TypeVar, overload

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, Text, both

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
D = TypeVar("D")
_QUOTE_LENGTH = 60


class Problem(NamedTuple):
    """One thing that is wrong: where, what was found, what was expected, and how to correct it."""

    place: str | Text
    """Where: `enterprise.credit_level`, `--on`, "line 3, column 7"; empty: the input as a whole."""
    found: Text
    expected: Text
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


def describe(problem: Problem, lang: Lang) -> str:
    """Return a problem on one line, in one language, without the name of the file."""
    place = problem.place if isinstance(problem.place, str) else problem.place[lang]
    parts = (
        (both("实际：{text}", "found: {text}"), problem.found),
        (both("应为：{text}", "expected: {text}"), problem.expected),
        (both("提示：{text}", "hint: {text}"), problem.hint),
    )
    sentence = _SEPARATOR[lang].join(label.fill(text=text)[lang] for label, text in parts if text)
    return ": ".join(filter(None, (visible(place)[:_MAX_PLACE_LENGTH], visible(sentence))))


_MAX_PLACE_LENGTH = 200
_SEPARATOR = both("；", "; ")


def quoted(value: object) -> Text:
    """Return a value as an input would state it, shortened and with unsafe characters escaped."""
    match value:
        case bool():
            return _same(str(value).lower())
        case str():
            excerpt = value if len(value) <= _QUOTE_LENGTH else value[:_QUOTE_LENGTH] + "…"
            return _same(f'"{visible(excerpt)}"')
        case date():
            return _same(value.isoformat())
        case tuple():
            return _same("[" + ", ".join(quoted(member).en for member in value) + "]")
        case Mapping():
            return both("一个表", "a table")
        case list():
            return both("一个列表", "a list")
        case None:
            return both("空值（null）", "null")
        case _:
            return _same(str(value)[:_QUOTE_LENGTH])


def _same(text: str) -> Text:
    return both(text, text)


NOTHING = both("没有内容", "nothing")


def did_you_mean(word: str, options: Mapping[str, Text | None]) -> Text | None:
    """Return a hint at the option that a word seems to mean; None: it is like none of them.

    A label that equals the word counts first, then the only label that the word abbreviates, and
    last the option that is spelled most like it.

    Args:
        word: what the author wrote.
        options: the correct spellings, each with its label in both languages.
    """
    wanted = word.strip().casefold()
    labels = {
        key: (label.zh.casefold(), label.en.casefold()) for key, label in options.items() if label
    }
    exact = [key for key, pair in labels.items() if wanted in pair]
    abbreviated = [
        key for key, pair in labels.items() if any(_abbreviates(wanted, label) for label in pair)
    ]
    similar = get_close_matches(wanted, options, n=1)
    key = next(iter(exact or (abbreviated if len(abbreviated) == 1 else similar)), None)
    if key is None:
        return None
    label = options[key]
    if label is None:
        return both("是否想写 {key}？", "did you mean {key}?").fill(key=key)
    return both("是否想写 {key}（{label}）？", "did you mean {key} ({label})?").fill(
        key=key, label=label
    )


def _abbreviates(word: str, label: str) -> bool:
    """Return whether a word is a label with something left out: 特殊物品审批 of a longer name.

    A word never abbreviates a label that is shorter or merely similar: 一般认证企业 is not
    认证企业. An English word must be part of the label as it is, and not too short.
    """
    if word.isascii():
        return len(word) >= _MIN_ASCII_LENGTH and word in label
    rest = iter(label)  # each `in` continues after the last match, so the order counts
    return len(word) > 1 and all(character in rest for character in word)


_MIN_ASCII_LENGTH = 4


def one_of(options: Iterable[str]) -> Text:
    """Return "one of: ..." with all options."""
    names = list(options)
    text = both("以下之一：{zh}", "one of: {en}")
    return text.fill(zh="、".join(names), en=", ".join(names))


@overload
def read_together(first: Callable[[], A], second: Callable[[], B], /) -> tuple[A, B]: ...


@overload
def read_together(
    first: Callable[[], A], second: Callable[[], B], third: Callable[[], C], /
) -> tuple[A, B, C]: ...


@overload
def read_together(
    first: Callable[[], A],
    second: Callable[[], B],
    third: Callable[[], C],
    fourth: Callable[[], D],
    /,
) -> tuple[A, B, C, D]: ...


def read_together(*readers: Callable[[], object]) -> tuple[object, ...]:
    """Return what each reader returns, after all have been called.

    For inputs that do not depend on each other, so that the problems of all are reported at once.

    Raises:
        InputError: with the problems of all readers.
    """
    problems: list[Problem] = []

    def attempt(reader: Callable[[], object]) -> object:
        try:
            return reader()
        except InputError as error:
            problems.extend(error.problems)
            return None

    results = tuple(map(attempt, readers))
    if problems:
        raise InputError(problems)
    return results


@contextmanager
def naming_file(file: str) -> Iterator[None]:
    """Add the name of a file to every problem that is raised inside the `with` block."""
    try:
        yield
    except InputError as error:
        raise error.within(visible(file)) from error
