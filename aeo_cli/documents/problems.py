"""What is wrong with an input, said so that its author can mend it.

A reader of input collects every `Problem` it meets and raises one `InputError` with them all; the
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
    """One thing that is wrong: where, what stands there, what should, and a way out."""

    place: str | Text
    """Where in the input: `enterprise.credit_level`, `--on`, "line 3, column 7"; empty: all."""
    found: Text
    expected: Text
    hint: Text | None = None
    file: str | None = None
    """The file, `-` for standard input, None for the command line."""


class InputError(Exception):
    """An input cannot be used. `problems` holds every reason found, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: Sequence[Problem] = tuple(problems)
        super().__init__(self.problems)

    def within(self, file: str) -> "InputError":
        """Return the same error with `file` named in each problem."""
        return InputError(problem._replace(file=file) for problem in self.problems)


def describe(problem: Problem, lang: Lang) -> str:
    """Return what is wrong on one line, in one language; the file is not named."""
    place = problem.place if isinstance(problem.place, str) else problem.place[lang]
    told = (
        (both("实际：{text}", "found: {text}"), problem.found),
        (both("应为：{text}", "expected: {text}"), problem.expected),
        (both("提示：{text}", "hint: {text}"), problem.hint),
    )
    words = _SEPARATOR[lang].join(name.fill(text=text)[lang] for name, text in told if text)
    return ": ".join(filter(None, (visible(place)[:_PLACE_LENGTH], visible(words))))


_PLACE_LENGTH = 200
_SEPARATOR = both("；", "; ")


def quoted(value: object) -> Text:
    """Return what stands in an input as it would be written there, cut short and harmless."""
    match value:
        case bool():
            return _same(str(value).lower())
        case str():
            cut = value if len(value) <= _QUOTE_LENGTH else value[:_QUOTE_LENGTH] + "…"
            return _same(f'"{visible(cut)}"')
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


def _same(word: str) -> Text:
    return both(word, word)


NOTHING = both("没有内容", "nothing")


def did_you_mean(word: str, options: Mapping[str, Text | None]) -> Text | None:
    """Return a hint that names the option meant by `word`: by its label, or nearly spelled so.

    Args:
        word: what the author wrote.
        options: the right spellings, each with its label in both languages.
    """
    wanted = word.strip().casefold()
    labels = {
        key: (label.zh.casefold(), label.en.casefold()) for key, label in options.items() if label
    }
    named = [key for key, spoken in labels.items() if wanted in spoken]
    short = [key for key, spoken in labels.items() if any(_shortens(wanted, one) for one in spoken)]
    near = get_close_matches(wanted, options, n=1)
    key = next(iter(named or (short if len(short) == 1 else near)), None)
    if key is None:
        return None
    label = options[key]
    if label is None:
        return both("是否想写 {key}？", "did you mean {key}?").fill(key=key)
    return both("是否想写 {key}（{label}）？", "did you mean {key} ({label})?").fill(
        key=key, label=label
    )


def _shortens(word: str, label: str) -> bool:
    """Say whether a word is a label with something left out, as 特殊物品审批 of a longer name.

    A label is never meant by something longer than itself, nor by another word that is merely like
    it: 一般认证企业 is not 认证企业.
    """
    if word.isascii():
        return len(word) > _SHORTEST and word in label
    rest = iter(label)
    return len(word) > 1 and all(character in rest for character in word)


_SHORTEST = 3


def one_of(options: Iterable[str]) -> Text:
    """Return "one of these", naming them all."""
    named = list(options)
    words = both("以下之一：{zh}", "one of: {en}")
    return words.fill(zh="、".join(named), en=", ".join(named))


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
    """Read inputs that do not depend on each other.

    Raises:
        InputError: with the problems of them all.
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
    """Name the file in every problem that is found in it."""
    try:
        yield
    except InputError as error:
        raise error.within(visible(file)) from error
