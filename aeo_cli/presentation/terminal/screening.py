"""How many enterprises of a portfolio each measure applies to, as bars."""

from collections.abc import Iterator

from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.modality import decisive
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.labels import (
    DAY_OF_ASSESSMENT,
    ENTERPRISES,
    REJECTS,
    VERDICTS,
    audiences,
)
from aeo_cli.screening.document import MeasureReach, Screening

_BAR_WIDTH = 24
"""In parts."""
_KEY = both(
    "■ 适用　□ 待定（尚有情况不明或待海关答复）。各条的确定程度见标注；某家企业的完整报"
    "告：aeo screen … --explain REF",
    "■ applies  □ undetermined (some facts or readings are unknown). The label "
    "beside each measure says how firmly it applies; for the report of one "
    "enterprise: aeo screen … --explain REF",
)


class ScreeningLayout:
    """The layout of the result of a screening."""

    def __init__(self, screening: Screening, words: CatalogueWords, page: Page) -> None:
        self.screening, self.words, self.page = screening, words, page
        self.catalogue = words.catalogue
        self.say = words.language.say

    def content(self) -> RenderableType:
        """Return the bars of every measure, by category."""
        head = [
            (self.say(ENTERPRISES), f"{self.screening.enterprises:,}"),
            (self.say(REJECTS), f"{self.screening.rejects:,}"),
            (self.say(DAY_OF_ASSESSMENT), self.screening.on.isoformat()),
        ]
        key = blocks.section(self.say(_KEY), QUIET)
        return Stack(blocks.rows(head, self.page), *self.categories(), key)

    def categories(self) -> Iterator[RenderableType]:
        """Yield the measures of each category under its title."""
        for key, category in self.catalogue.categories.items():
            measures = [measure for measure in self.screening.measures if measure.category == key]
            if measures:
                yield blocks.heading(self.say(category.title), self.page)
                yield Grid(line for measure in measures for line in self.measure(measure))

    def measure(self, reach: MeasureReach) -> Iterator[tuple[RenderableType, RenderableType]]:
        """Yield a measure, and its bar unless it can apply to no enterprise."""
        applies, undetermined = reach.verdicts.applies, reach.verdicts.undetermined
        number, title = Prose(f"{reach.number:>2}", STRONG), self.say(reach.title)
        if not applies and not undetermined:
            yield number, Prose(f"{title} · 0", QUIET)
            return
        yield number, Prose(title)
        total = self.screening.enterprises
        full = round(_BAR_WIDTH * applies / total)
        # Rounded as a sum, so that both parts together never exceed the bar.
        half = round(_BAR_WIDTH * (applies + undetermined) / total) - full
        line = Prose()
        line.append("■" * full, ACCENT).append("□" * half)
        line.append("·" * (_BAR_WIDTH - full - half), QUIET)
        if applies:
            line.append(f" {applies:,}", STRONG).append(f" ({_share(applies, total)})")
            if reach.for_everybody:
                numbers = audiences(applies, reach.for_everybody)
                line.append(f": {self.words.language.figures(numbers)}")
            line.append(f" · {' / '.join(self.labels(reach))}", QUIET)
        if undetermined:
            verdict = self.say(VERDICTS[Verdict.UNDETERMINED])
            line.append(" ·" if applies else "").append(f" {verdict} {undetermined:,}")
        yield Prose(), line

    def labels(self, reach: MeasureReach) -> list[str]:
        """Return route and force of the provisions that apply to an enterprise, each once."""
        applying = (
            provision for provision in decisive(reach.provisions) if provision.verdicts.applies
        )
        labels = (self.words.label(provision) for provision in applying)
        return list(dict.fromkeys(labels))


def _share(part: int, whole: int) -> str:
    """Return a share as a percentage; one that would round to zero as `<1%`."""
    return f"{part / whole:.0%}" if 2 * 100 * part >= whole else "<1%"
