"""The measures of a catalogue by category, and where a search found its words in them."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.catalogue.model import Measure
from aeo_cli.catalogue.search import Query
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, Text, both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import QUIET, STRONG
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.catalogue import CatalogueWords

HIT = "bold underline"
_BRACKETS = both("【{hit}】", "[{hit}]")
"""What marks a hit where there is neither colour nor weight."""


def layout(
    measures: Iterable[Measure], query: Query, words: CatalogueWords, page: Page
) -> RenderableType:
    """Return measures under their categories, with the lines in which the query hits."""
    found = _MeasureLayout(query, words, page)
    parts = [
        found.category(category, list(group))
        for category, group in groupby(measures, key=lambda measure: measure.category)
    ]
    return Stack(*parts, blocks.section(words.say(_MORE if parts else _NOTHING), QUIET))


_MORE = both("详情：aeo explain 编号", "more: aeo explain N")
_NOTHING = both(
    "没有一条措施含有全部这些词；可以少写几个词，或换用较短的词，并用空格隔开",
    "no measure has all of these words; try fewer or shorter ones",
)


class _MeasureLayout:
    def __init__(self, query: Query, words: CatalogueWords, page: Page) -> None:
        self.query, self.words, self.say, self.page = query, words, words.say, page

    def category(self, key: str, measures: list[Measure]) -> RenderableType:
        title = self.words.counted(self.words.catalogue.categories[key].title, len(measures))
        lines = (line for measure in measures for line in self.measure(measure))
        return Stack(blocks.heading(title, self.page), blocks.table(lines))

    def measure(self, measure: Measure) -> Iterator[tuple[RenderableType, RenderableType]]:
        number = self.marked(str(measure.number).rjust(2), STRONG)
        yield number, self.marked(self.say(measure.title), STRONG if self.query.patterns else "")
        if self.query.hits(measure.title) and not self.query.spans(self.say(measure.title)):
            yield Prose(), self.in_hit_language(measure.title)
        for provision in measure.provisions:
            if self.query.spans(provision.id) or self.query.hits(provision.summary):
                line = Prose()
                if len(measure.provisions) > 1:
                    line.append_text(self.marked(f"{provision.id} ", STRONG))
                line.append_text(self.in_hit_language(provision.summary))
                yield Prose(), line
        if self.query.patterns:  # what is found is to be used: a profile names it by its kind
            kinds = dict.fromkeys(
                provision.kind for provision in measure.provisions if provision.kind
            )
            yield from ((Prose(), self.kind(kind)) for kind in kinds)

    def kind(self, key: str) -> Prose:
        """Return a kind of business as it is called, and as a profile names it."""
        line = self.in_hit_language(self.words.catalogue.kinds[key].label)
        line.append(f' · kind = "{key}"', QUIET)
        return line

    def in_hit_language(self, text: Text) -> Prose:
        """Return a text in the page's language, or in the other if only that one has a hit."""
        own = self.words.lang
        return self.marked(
            next((text[lang] for lang in (own, *Lang) if self.query.spans(text[lang])), text[own])
        )

    def marked(self, text: str, style: str = "") -> Prose:
        """Return a text with its hits marked: by weight where there is colour, else by brackets."""
        line, done = Prose(), 0
        for begin, end in self.query.spans(text):
            hit = text[begin:end] if self.page.colour else self.say(_BRACKETS, hit=text[begin:end])
            line.append(visible(text[done:begin]), style).append(visible(hit), f"{style} {HIT}")
            done = end
        line.append(visible(text[done:]), style)
        return line
