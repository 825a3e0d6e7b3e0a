"""How many enterprises of a portfolio each measure reaches, as bars."""

from collections.abc import Iterator

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding

from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.model import Force
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.labels import DAY_OF_ASSESSMENT, VERDICTS, label
from aeo_cli.screening.document import MeasureReach, Screening

_ROOM = 24
"""Parts of a bar."""
ENTERPRISES, REJECTS = both("企业", "enterprises"), both("未接受的行", "rows refused")
_KEY = both(
    "■ 适用　□ 待定，缺少事实或解读。“适用”的确定程度见各条标注；每家企业的完整报告："
    "aeo screen … --explain REF",
    "■ applies  □ undetermined, for want of facts or readings. How firmly it applies stands beside "
    "each measure; the report of one enterprise: aeo screen … --explain REF",
)


def layout(screening: Screening, words: CatalogueWords, page: Page) -> RenderableType:
    """Return the bars of every measure, under its category."""
    return _ScreeningLayout(screening, words, page).whole()


class _ScreeningLayout:
    def __init__(self, screening: Screening, words: CatalogueWords, page: Page) -> None:
        self.screening, self.words, self.say, self.page = screening, words, words.say, page

    def whole(self) -> RenderableType:
        head = [
            (self.say(ENTERPRISES), f"{self.screening.enterprises:,}"),
            (self.say(REJECTS), f"{self.screening.rejects:,}"),
            (self.say(DAY_OF_ASSESSMENT), self.screening.on.isoformat()),
        ]
        foot = Padding(Prose(self.say(_KEY), QUIET), (1, 0, 0, 0))
        return Stack(blocks.rows(head, self.page), *self.categories(), foot)

    def categories(self) -> Iterator[RenderableType]:
        for key, category in self.words.catalogue.categories.items():
            measures = [one for one in self.screening.measures if one.category == key]
            if measures:
                yield blocks.heading(self.say(category.title), self.page)
                yield blocks.table(line for one in measures for line in self.measure(one))

    def measure(self, reach: MeasureReach) -> Iterator[tuple[RenderableType, RenderableType]]:
        applies, open_ = reach.verdicts.applies, reach.verdicts.undetermined
        number, title = Prose(f"{reach.number:>2}", STRONG), self.say(reach.title)
        if not applies and not open_:
            yield number, Prose(f"{title} · 0", QUIET)
            return
        yield number, Prose(title)
        whole = self.screening.enterprises
        full = round(_ROOM * applies / whole)
        half = round(_ROOM * (applies + open_) / whole) - full
        line = Prose()
        line.append("■" * full, ACCENT).append("□" * half)
        line.append("·" * (_ROOM - full - half), QUIET)
        if applies:
            line.append(f" {applies:,}", STRONG).append(f" ({_share(applies, whole)})")
            line.append(f" · {' / '.join(self.labels(reach))}", QUIET)
        if open_:
            told = f" {self.say(VERDICTS[Verdict.UNDETERMINED])} {open_:,}"
            line.append(" ·" * bool(applies)).append(told)
        yield Prose(), line

    def labels(self, reach: MeasureReach) -> list[str]:
        """Return how those provisions are had that reach an enterprise, and how firmly."""
        applying = [provision for provision in reach.provisions if provision.verdicts.applies]
        # A statement gives nothing by itself: it counts only if the measure has nothing else.
        others = [provision for provision in applying if provision.force is not Force.STATEMENT]
        return list(
            dict.fromkeys(
                self.say(label(provision.route, provision.force))
                for provision in others or applying
            )
        )


def _share(part: int, whole: int) -> str:
    """Return a share as a percentage that is none only where there is nothing."""
    return f"{part / whole:.0%}" if 2 * 100 * part >= whole else "<1%"
