"""Writing a report or a difference: in which format, which part of it, and where to."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from aeo_cli.cli import console, paging
from aeo_cli.cli.option_types import Encoding, Pager
from aeo_cli.cli.option_values import Settings
from aeo_cli.documents.extras import installing
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.presentation.formats import (
    DIFFERENCE_FORMATS,
    WORK_LIST_FORMATS,
    Format,
    json,
    renderer,
)

if TYPE_CHECKING:
    from aeo_cli.assessment.calendar import Calendar
    from aeo_cli.assessment.report import Report
    from aeo_cli.catalogue.model import Catalogue
    from aeo_cli.comparison.document import Difference
    from aeo_cli.presentation.wording.work_list import WorkList


class ReportOutput(NamedTuple):
    """How a report is written."""

    format: Format
    settings: Settings
    working_days: int | None = None
    """How many working days a work list looks ahead; None: it is the report that is written."""

    def write(
        self,
        report: "Report",
        catalogue: "Catalogue",
        calendar: "Calendar",
        profile: str | None = None,
    ) -> list[Text]:
        """Write a report, and return what a reader of the file has to know.

        Args:
            report: the report.
            catalogue: the available catalogue, for its words.
            calendar: the calendar, for the progress of deadlines.
            profile: the file of the profile, if it has one.

        Raises:
            InputError: it cannot be written.
        """
        settings, work_list = self.settings, None
        if self.working_days is not None:
            from aeo_cli.presentation.wording.report import ReportWords
            from aeo_cli.presentation.wording.work_list import WorkList

            report_words = ReportWords(report, catalogue, settings.lang)
            work_list = WorkList(report_words, calendar, self.working_days)
        content = self._content(report, catalogue, calendar, profile, work_list)
        is_shown = self.format is Format.TERMINAL and settings.output is None
        if is_shown and settings.pager is Pager.AUTO and isinstance(content, str):
            paging.emit(content)
        else:
            console.write_output(content, settings.output)
        return list(self._notes(report, catalogue, work_list))

    def _content(
        self,
        report: "Report",
        catalogue: "Catalogue",
        calendar: "Calendar",
        profile: str | None,
        work_list: "WorkList | None",
    ) -> bytes | str:
        """Return a report in its format, or the view of it that is asked for."""
        settings = self.settings
        encoding = settings.encoding or Encoding.UTF8
        page = settings.page()._replace(encoding=encoding.value)
        if work_list:
            return renderer(self.format).render_work_list(work_list, page)
        if not (settings.full or settings.deadlines or settings.questions):
            return renderer(self.format).render(report, catalogue, calendar, page)
        from aeo_cli.presentation.formats import terminal

        if settings.deadlines:
            return terminal.show_deadlines(report, catalogue, calendar, page)
        if settings.questions:
            return terminal.show_questions(report, catalogue, page, profile)
        return terminal.show_full(report, catalogue, page)

    def _notes(
        self, report: "Report", catalogue: "Catalogue", work_list: "WorkList | None"
    ) -> Iterator[Text]:
        """Yield that a work list or a calendar is empty, or that nothing identifies its events."""
        if self.format is not Format.TERMINAL and work_list and not work_list.limits:
            yield work_list.nothing_due()
        elif self.format is Format.ICS:
            from aeo_cli.assessment.report import item_answers
            from aeo_cli.presentation.event_identity import enterprise_marks
            from aeo_cli.presentation.wording.labels import NO_DEADLINES

            if not (work_list or any(item.deadline for *_, item in item_answers(report))):
                yield _EMPTY.fill(why=NO_DEADLINES)
            elif not enterprise_marks(report.profile, catalogue):
                yield _UNMARKED


def report_output(settings: Settings) -> ReportOutput:
    """Return how a report is written, as the options say.

    Raises:
        InputError: they contradict each other, or the library of the format is not installed.
    """
    chosen, output = settings.format(tuple(Format)), settings.output
    problems, working_days = missing_library(chosen), None
    try:
        working_days = settings.working_days()
    except InputError as error:
        problems += error.problems
    views = {
        "--full": settings.full,
        "--deadlines": settings.deadlines,
        "--questions": settings.questions,
        "--due-within": settings.due_within is not None,
    }
    chosen_views = [option for option, is_chosen in views.items() if is_chosen]
    if len(chosen_views) > 1:
        problems.append(Problem("", _ONE_VIEW.fill(views=listed(chosen_views)), None, _KEEP_ONE))
    for view in chosen_views:
        if view != "--due-within" and chosen is not Format.TERMINAL:
            found = _TERMINAL_ONLY.fill(view=view, form=chosen)
            problems.append(Problem("", found, None, _NO_VIEW))
        elif view == "--due-within" and chosen not in WORK_LIST_FORMATS:
            hint = _WORK_LISTS.fill(forms=listed(WORK_LIST_FORMATS))
            problems.append(Problem("", _NO_WORK_LIST.fill(form=chosen), None, hint))
    if settings.encoding and chosen is not Format.CSV:
        problems.append(Problem("", _CSV_ONLY.fill(form=chosen), None, _NO_ENCODING_OPTION))
    if chosen is Format.XLSX and output is None and console.is_terminal(sys.stdout):
        problems.append(Problem("", _WORKBOOK, None, _AS_WORKBOOK))
    if problems:
        raise InputError(problems)
    return ReportOutput(chosen, settings, working_days)


def missing_library(form: Format) -> list[Problem]:
    """Return the problem that the library of a format is not installed; nothing if it is."""
    if form.is_installed:
        return []
    found = _NOT_INSTALLED.fill(form=form, library=form.library or "")
    return [Problem("", found, None, installing(form))]


def require_library(form: Format) -> None:
    """Make sure that the library of a format is installed.

    Raises:
        InputError: it is not.
    """
    if problems := missing_library(form):
        raise InputError(problems)


def write_difference(
    difference: "Difference",
    reports: "tuple[Report, Report]",
    catalogue: "Catalogue",
    settings: Settings,
    *,
    supposed: bool = False,
) -> None:
    """Write a difference between two reports.

    Args:
        difference: what differs.
        reports: the two reports.
        catalogue: the available one, for its words.
        settings: the format, the file and the page.
        supposed: whether the second report rests on assumptions, as of `aeo whatif`.

    Raises:
        InputError: it cannot be written.
    """
    form = settings.format(DIFFERENCE_FORMATS)
    content: bytes | str
    if form is Format.JSON:
        content = json.document(difference)
    else:
        from aeo_cli.presentation.wording.difference import DifferenceDigest

        lang = settings.lang
        digest = DifferenceDigest(difference, reports, catalogue, lang, supposed=supposed)
        content = renderer(form).differ(digest, settings.page())
    console.write_output(content, settings.output)


_EMPTY = both("日历是空的：{why}", "the calendar is empty: {why}")
_UNMARKED = both(
    "企业情况中没有 ref、代码或名称，日历事件只能按所填内容识别，内容一改就会生成新的事件；"
    "填写 ref 可避免重复",
    "the profile has no ref, code or name, so calendar events are identified by its content, and "
    "any change creates new ones; add a ref to avoid duplicates",
)
_ONE_VIEW = both("{views} 不能同用", "{views} do not work together")
_KEEP_ONE = both("请只用其中一个", "keep one of them")
_NOT_INSTALLED = both(
    "格式 {form} 需要 {library}，尚未安装",
    "the format {form} requires {library}, which is not installed",
)
_TERMINAL_ONLY = both(
    "{view} 仅用于终端格式，不能与格式 {form} 同用",
    "{view} works with the terminal format only, not with {form}",
)
_NO_VIEW = both(
    "其他格式都是完整报告，请去掉这一选项",
    "remove it: every other format is a full report",
)
_NO_WORK_LIST = both(
    "--due-within 不能与格式 {form} 同用", "--due-within does not work with the format {form}"
)
_WORK_LISTS = both(
    "请改用 {forms}；其他格式都是完整报告", "use {forms}; every other format is a full report"
)
_CSV_ONLY = both(
    "--encoding 仅用于 CSV，不能与格式 {form} 同用",
    "--encoding works with csv only, not with {form}",
)
_NO_ENCODING_OPTION = both(
    "其他格式的编码是固定的，请去掉 --encoding",
    "remove it: every other format has a fixed encoding",
)
_WORKBOOK = both("工作簿不能显示在终端上", "a workbook cannot be shown in a terminal")
_AS_WORKBOOK = both("请写入文件，如 -o report.xlsx", "write it to a file: -o report.xlsx")
