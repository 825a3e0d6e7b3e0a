"""A work list: what has passed and can still be acted on, then what is due, soonest first."""

from collections.abc import Iterator

from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.documents.text import both
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import QUIET
from aeo_cli.presentation.terminal.brief import BriefLayout, section_lines
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.brief import Brief
from aeo_cli.presentation.wording.deadlines import undated
from aeo_cli.presentation.wording.portfolio_work import PortfolioWorkList
from aeo_cli.presentation.wording.work_list import WorkList


class WorkListLayout:
    """The layout of a work list, like that of a report in brief."""

    def __init__(self, work_list: WorkList, page: Page) -> None:
        self.work_list = work_list
        self.brief_layout = BriefLayout(Brief(work_list.report_words), page)

    def content(self) -> RenderableType:
        """Return the entries, and why other limits have no dates."""
        return Stack(self.brief_layout.head(), "", *self.parts(), "", self.brief_layout.hints())

    def parts(self) -> Iterator[RenderableType]:
        """Yield the sections, or that nothing is due."""
        yield from section_lines(self.work_list.sections(), self.brief_layout.page)
        if nothing := self.work_list.nothing():
            yield Prose(nothing)
        yield from blocks.remarks(list(undated(self.work_list.report_words)))


def portfolio_work(work_list: PortfolioWorkList, page: Page) -> RenderableType:
    """Return what is due in a portfolio, and what is not listed."""
    sections = section_lines(work_list.sections(), page)
    hints = [Prose(work_list.say(_HINT), QUIET)] if work_list.works else []
    return Stack(*sections, *map(Prose, work_list.remarks()), *hints)


_HINT = both(
    "某家企业的判断依据和注意事项：aeo screen … --explain REF --full",
    "reasons and caveats for one enterprise: aeo screen … --explain REF --full",
)
