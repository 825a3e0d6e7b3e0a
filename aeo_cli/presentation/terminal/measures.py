"""The measures of a catalogue by category, with the hits of a search marked."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.catalogue.model import Measure
from aeo_cli.catalogue.search import Query
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, Text, both, listed
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import QUIET, STRONG
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.catalogue import CatalogueWords

_HIT = "bold underline"
_BRACKETS = both("【{hit}】", "[{hit}]")
"""They mark a hit if there is neither colour nor weight."""
_MORE = both("详情：aeo explain 措施编号", "more: aeo explain N")
_FOUND_BY = both("关联词：{words}", "found by: {words}")
_NOTHING = both(
    "没有同时含有这些词的措施；请减少检索词，或换用较短的词，并以空格隔开",
    "no measure matches all of these words; try fewer or shorter ones",
)


class MeasureListLayout:
    """The layout of a list of measures, with the lines that a query hits."""

    def __init__(self, query: Query, words: CatalogueWords, page: Page) -> None:
        self.query, self.catalogue, self.page = query, words.catalogue, page
        self.language, self.say = words.language, words.language.say

    def content(self, measures: Iterable[Measure]) -> RenderableType:
        """Return measures under their categories."""
        parts = [
            self.category(category, list(group))
            for category, group in groupby(measures, key=lambda measure: measure.category)
        ]
        return Stack(*parts, blocks.section(self.say(_MORE if parts else _NOTHING), QUIET))

    def category(self, key: str, measures: list[Measure]) -> RenderableType:
        """Return the measures of a category under its title."""
        title = self.language.counted(self.catalogue.categories[key].title, len(measures))
        lines = (line for measure in measures for line in self.measure(measure))
        return Stack(blocks.heading(title, self.page), Grid(lines))

    def measure(self, measure: Measure) -> Iterator[tuple[RenderableType, RenderableType]]:
        """Yield a measure, and below it whatever else the query hits."""
        number = self.marked(str(measure.number).rjust(2), STRONG)
        yield number, self.marked(self.say(measure.title), STRONG if self.query.terms else "")
        if self.query.hits(measure.title) and not self.query.spans(self.say(measure.title)):
            yield Prose(), self.in_hit_language(measure.title)
        if measure.short and self.query.hits(measure.short) and not self.query.hits(measure.title):
            yield Prose(), self.in_hit_language(measure.short)
        for provision in measure.provisions:
            if self.query.spans(provision.id) or self.query.hits(provision.summary):
                line = Prose()
                if len(measure.provisions) > 1:
                    line.append_text(self.marked(f"{provision.id} ", STRONG))
                line.append_text(self.in_hit_language(provision.summary))
                yield Prose(), line
        if self.query.terms:  # a searcher will need the kinds in a profile
            kinds = dict.fromkeys(
                provision.kind for provision in measure.provisions if provision.kind
            )
            yield from ((Prose(), self.kind(kind)) for kind in kinds)
        if words := self.query.search_words(measure, self.catalogue):
            yield Prose(), Prose(self.say(_FOUND_BY, words=visible(self.say(listed(words)))), QUIET)

    def kind(self, key: str) -> Prose:
        """Return the label of a kind of business, and its key in a profile."""
        line = self.in_hit_language(self.catalogue.kinds[key].label)
        line.append(f' · kind = "{key}"', QUIET)
        return line

    def in_hit_language(self, text: Text) -> Prose:
        """Return a text in the page's language, or in the other if only that one has a hit."""
        own = self.language.lang
        return self.marked(
            next((text[lang] for lang in (own, *Lang) if self.query.spans(text[lang])), text[own])
        )

    def marked(self, text: str, style: str = "") -> Prose:
        """Return a text with its hits marked: by weight if there is colour, else by brackets."""
        line, position = Prose(), 0
        for start, end in self.query.spans(text):
            hit = text[start:end] if self.page.colour else self.say(_BRACKETS, hit=text[start:end])
            line.append(visible(text[position:start]), style)
            line.append(visible(hit), f"{style} {_HIT}")
            position = end
        line.append(visible(text[position:]), style)
        return line
