"""What is due in a portfolio, in each format of a work list. Only its libraries are imported."""

from aeo_cli.presentation.formats import Format
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.portfolio_work import PortfolioWorkList


def render(form: Format, work_list: PortfolioWorkList, tool: str, page: Page) -> bytes | str:
    """Return what is due, in one of `WORK_LIST_FORMATS`.

    Args:
        form: the format.
        work_list: what is due.
        tool: what made it.
        page: the page.
    """
    title, on = work_list.say(work_list.catalogue.title), work_list.due.window.on
    match form:
        case Format.CSV:
            from aeo_cli.presentation.formats.csv import table_lines  # noqa: PLC0415

            return table_lines(work_list.table(), page)
        case Format.XLSX:
            from aeo_cli.presentation.formats.workbook import TableBook  # noqa: PLC0415

            return TableBook([work_list.table()], title, tool, on, page.lang).content()
        case Format.ICS:
            from aeo_cli.presentation.formats.calendar_file import calendar_file  # noqa: PLC0415
            from aeo_cli.presentation.formats.ics import ReportEvents  # noqa: PLC0415

            events = (
                event
                for work in work_list.works
                for event in ReportEvents(work.report_words, work.enterprise).of([work.limit])
            )
            description = (work_list.heading(), *work_list.remarks())
            return calendar_file(events, title, description, tool, page.lang)
        case _:
            from aeo_cli.presentation.terminal.blocks import printed  # noqa: PLC0415
            from aeo_cli.presentation.terminal.work_list import portfolio_work  # noqa: PLC0415

            return printed(portfolio_work(work_list, page), page)
