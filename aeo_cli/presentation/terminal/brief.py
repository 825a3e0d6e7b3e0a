"""The report in brief, for one screen: nothing wraps that need not."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.brief import Brief, BriefSection
from aeo_cli.presentation.wording.brief_entries import BriefEntry, DueDay
from aeo_cli.presentation.wording.labels import EXPLAIN_HINT

_URGENT, _MARGIN = "! ", "  "
"""What stands before an urgent day, and before everything else."""
_GAP = 2
"""Between two columns."""
_TWO_COLUMNS = 70
"""The page width from which a day has a column of its own."""


class BriefLayout:
    """The layout of a report in brief."""

    def __init__(self, brief: Brief, page: Page) -> None:
        self.brief, self.page, self.say = brief, page, brief.say

    def content(self) -> RenderableType:
        """Return the report in brief."""
        counts = Prose(self.brief.counts())
        return Stack(
            self.head(), counts, "", *section_lines(self.brief.sections(), self.page), *self.foot()
        )

    def head(self) -> RenderableType:
        """Return the enterprise and the day of assessment."""
        name, *others = self.brief.head()
        head = [(name, STRONG), *((value, "") for value in others)]
        return blocks.flowed(head, self.page.width)

    def foot(self) -> Iterator[RenderableType]:
        """Yield a line for what has no matching business, for what is not for the reader, and more.

        What does not fit in a line is counted: the full report has it.
        """
        heading, items = self.brief.nothing_for_items()
        if items:
            yield Prose(self.shortened(heading, items, _MORE_ITEMS))
        if note := self.brief.pending_note():
            yield Prose(note)
        for heading, phrases in (self.brief.no_business(), self.brief.not_for_you()):
            if phrases:
                yield Prose(self.shortened(heading, phrases, _MORE_KINDS), QUIET)
        yield self.hints()

    def hints(self) -> RenderableType:
        """Return how many caveats there are, and where to read more."""
        full = self.brief.language.labelled(self.brief.caveats(), "--full")
        hints = [full, self.say(EXPLAIN_HINT)]
        return blocks.flowed([(hint, QUIET) for hint in hints], self.page.width)

    def shortened(self, heading: str, phrases: Sequence[str], more_words: Text) -> str:
        """Return a heading and the phrases that fit beside it in a line, and how many more."""
        language, shown = self.brief.language, list[str]()

        def line(phrases_shown: list[str]) -> str:
            rest = len(phrases) - len(phrases_shown)
            more = [self.say(more_words, n=rest)] if rest else []
            return language.labelled(heading, language.listed([*phrases_shown, *more]))

        for phrase in phrases:
            if cell_len(line([*shown, phrase])) <= self.page.width:
                shown.append(phrase)
        return line(shown)


def section_lines(sections: Iterable[BriefSection], page: Page) -> Iterator[RenderableType]:
    """Yield each section: its heading, and a line or two for each entry or question."""
    for section in sections:
        yield blocks.rule(section.heading, page)
        yield from _entry_lines(section, page)
        rows = [(question.provisions, question.question) for question in section.questions]
        if rows:
            cells = ((Prose(f"{_MARGIN}{ids}", STRONG), Prose(text)) for ids, text in rows)
            yield Grid(cells)


def _entry_lines(section: BriefSection, page: Page) -> Iterator[RenderableType]:
    """Yield the entries with a day, and then the others."""
    are_beside = page.width >= _TWO_COLUMNS
    dated = [(entry, entry.due) for entry in section.entries if entry.due and are_beside]
    if dated:
        days = [_day(due) for _, due in dated]
        ids = max(cell_len(entry.id) for entry, _ in dated)
        width = page.width - max(day.widest for day in days) - ids - 2 * _GAP
        yield Grid(
            (day, Prose(entry.id, STRONG), blocks.flowed(_fragments(entry), width))
            for day, (entry, _) in zip(days, dated, strict=True)
        )
    others = [entry for entry in section.entries if not (entry.due and are_beside)]
    if others:
        ids = max(cell_len(entry.id) for entry in others)
        width = page.width - cell_len(_MARGIN) - ids - _GAP
        yield Grid(
            (
                Prose(f"{_mark(entry.due)}{entry.id}", STRONG),
                blocks.flowed([*_day_fragments(entry.due), *_fragments(entry)], width),
            )
            for entry in others
        )


def _fragments(entry: BriefEntry) -> Iterator[blocks.StyledPhrase]:
    yield entry.text, STRONG if entry.due else ""
    yield from ((detail, "") for detail in entry.details)
    yield entry.label, ACCENT
    if entry.advice:
        yield entry.advice, ""


def _mark(due: DueDay | None) -> str:
    return _URGENT if due and due.is_urgent else _MARGIN


def _day(due: DueDay) -> Prose:
    """Return a day and how far it is, below one another."""
    style = QUIET if due.is_over and not due.is_urgent else STRONG
    day = Prose().append(f"{_mark(due)}{due.words}", style)
    return day.append(f"\n{_MARGIN}{due.distance}", QUIET)


def _day_fragments(due: DueDay | None) -> list[blocks.StyledPhrase]:
    """Return a day and how far it is, one after the other."""
    return [(due.words, STRONG), (due.distance, QUIET)] if due else []


_MORE_ITEMS = both("其他 {n} 项", "{n} more")
_MORE_KINDS = both("其他 {n} 种业务", "{n} more kinds")
