"""How phrases are put together in one language, whatever they are about."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, Text, both

T = TypeVar("T")


def spaced(phrase: str) -> str:
    """Return a phrase to stand after Chinese, with a space if it begins with a letter or digit."""
    return f" {phrase}" if phrase[:1].isascii() else phrase


def ranges(numbers: Iterable[int]) -> Iterator[str]:
    """Yield ascending numbers, and those that follow one another as a range: `1–5`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"


def ids_by_line(lines: Iterable[tuple[str, Iterable[T]]]) -> dict[T, list[str]]:
    """Return each distinct line with the ids of the provisions or items that have it."""
    ids = defaultdict[T, list[str]](list)
    for id_, parts in lines:
        for line in dict.fromkeys(parts):
            ids[line].append(id_)
    return ids


def with_ids(line: str, ids: Sequence[str], total: int) -> str:
    """Return a line preceded by the ids it concerns, unless it concerns all."""
    return line if len(ids) == total else f"{' '.join(ids)} {line}"


class Language:
    """The punctuation and word order of one language: lists, labels, remarks in brackets."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._comma, self._semicolon, self._colon, self._opening, self._closing = _MARKS[lang]

    def say(self, text: Text, **values: "str | int | Text") -> str:
        """Return a text in this language, its places filled and control characters escaped."""
        return visible(text.filled(self.lang, values) if values else text[self.lang])

    def listed(self, phrases: Iterable[str]) -> str:
        """Return phrases as a list: `a, b, c`."""
        return self._comma.join(phrases)

    def figures(self, numbers: Mapping[Text, int]) -> str:
        """Return the numbers that are not zero, each in its words: `3 for AEO enterprises`."""
        return self.listed(self.say(text, n=f"{n:,}") for text, n in numbers.items() if n)

    def either(self, phrases: Iterable[str]) -> str:
        """Return alternatives, any of which will do: `one of a, b, c`."""
        alternatives = list(phrases)
        if len(alternatives) == 1:
            return alternatives[0]
        return self.say(both("{some}之一", "one of {some}"), some=self.listed(alternatives))

    def sentence_case(self, phrase: str) -> str:
        """Return a phrase that begins with a capital letter, if it begins with a letter."""
        return phrase[:1].upper() + phrase[1:]

    def clauses(self, phrases: Iterable[str]) -> str:
        """Return phrases as clauses of one sentence: `a; b; c`."""
        return self._semicolon.join(phrases)

    def labelled(self, label: str, phrase: str) -> str:
        """Return a phrase with its label: `label: phrase`."""
        return visible(f"{label}{self._colon}{phrase}")

    def with_remark(self, phrase: str, remark: str) -> str:
        """Return a phrase with a remark, if there is one, in brackets: `phrase (remark)`."""
        return visible(f"{phrase}{self._opening}{remark}{self._closing}") if remark else phrase

    def arrow(self, before: str, after: str) -> str:
        """Return a change: `before → after`."""
        return f"{before} → {after}"

    def counted(self, heading: Text, count: int) -> str:
        """Return a heading with the number of lines under it: `Deadlines (3)`."""
        return self.with_remark(self.say(heading), str(count))

    def counted_provisions(self, heading: Text, count: int) -> str:
        """Return a heading with the number of provisions under it: `Now applies (2 provisions)`."""
        title = self.say(heading)
        number = both("{n} 个条款", "{n} provision" if count == 1 else "{n} provisions")
        return self.with_remark(self.sentence_case(title), self.say(number, n=count))


_MARKS = {Lang.ZH: ("、", "；", "：", "（", "）"), Lang.EN: (", ", "; ", ": ", " (", ")")}
"""Between the phrases of a list, clauses, a label and its phrase, and around a remark."""
