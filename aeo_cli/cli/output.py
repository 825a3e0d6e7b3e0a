"""Writing a report or a difference: in which format, which part of it, and where to."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report, item_answers
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import console, paging
from aeo_cli.cli.option_types import Encoding, Pager
from aeo_cli.cli.option_values import Settings
from aeo_cli.documents.problems import A_FILE, InputError, Problem
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.presentation.event_identity import enterprise_mark
from aeo_cli.presentation.formats import Format, json, render
from aeo_cli.presentation.wording.labels import NO_DEADLINES

if TYPE_CHECKING:
    from aeo_cli.comparison.document import Difference


class ReportOutput(NamedTuple):
    """How a report is written."""

    format: Format
    settings: Settings

    def write(self, report: Report, catalogue: Catalogue, calendar: Calendar) -> None:
        """Write a report.

        Raises:
            InputError: it cannot be written.
        """
        settings, page = self.settings, self.settings.page()
        if settings.full:
            from aeo_cli.presentation.formats import terminal  # noqa: PLC0415

            text = terminal.show_full(report, catalogue, page)
            if settings.output is None and settings.pager is Pager.AUTO:
                paging.emit(text)
            else:
                console.write_output(text, settings.output)
            return
        if settings.deadlines:
            from aeo_cli.presentation.formats import terminal  # noqa: PLC0415

            content: bytes | str = terminal.show_deadlines(report, catalogue, calendar, page)
        else:
            encoding = settings.encoding or Encoding.UTF8
            page = page._replace(encoding=encoding.value)
            content = render(self.format, report, catalogue, calendar, page)
        console.write_output(content, settings.output)

    def notes(self, report: Report, catalogue: Catalogue) -> Iterator[Text]:
        """Yield what a reader of the file has to know.

        A calendar may be empty, or its events may be known by no mark of the enterprise.
        """
        if self.format is not Format.ICS:
            return
        if not any(item.deadline for *_, item in item_answers(report)):
            yield _EMPTY.fill(why=NO_DEADLINES)
        elif enterprise_mark(report.profile, catalogue) is None:
            yield _UNMARKED


def report_output(settings: Settings) -> ReportOutput:
    """Return how a report is written, as the options say.

    Raises:
        InputError: they contradict each other, or the library of the format is not installed.
    """
    chosen, output = settings.format(tuple(Format)), settings.output
    problems = []
    if not chosen.is_installed:
        found = both("未安装 {library}", "{library} is not installed").fill(
            library=chosen.library or ""
        )
        expected = both("格式 {form} 所需的组件", "what the format {form} needs").fill(form=chosen)
        problems.append(Problem("--format", found, expected, installing(chosen)))
    views = {"--full": settings.full, "--deadlines": settings.deadlines}
    chosen_views = [option for option, is_chosen in views.items() if is_chosen]
    if len(chosen_views) > 1:
        problems.append(Problem(chosen_views[0], listed(chosen_views), _ONE_VIEW))
    if chosen is not Format.TERMINAL:
        found = both("{view} 与格式 {form}", "{view} and the format {form}")
        problems += [
            Problem(view, found.fill(view=view, form=chosen), _IN_TERMINAL, _NOT_NEEDED)
            for view in chosen_views
        ]
    if settings.encoding and chosen is not Format.CSV:
        found = both("--encoding 与格式 {form}", "--encoding and the format {form}")
        problems.append(Problem("--encoding", found.fill(form=chosen), _OF_CSV, _UTF8))
    if chosen is Format.XLSX and output is None and console.is_terminal(sys.stdout):
        hint = both("如 -o report.xlsx", "as in -o report.xlsx")
        problems.append(Problem("-o", _BINARY, A_FILE, hint))
    if problems:
        raise InputError(problems)
    return ReportOutput(chosen, settings)


def installing(extra: str) -> Text:
    """Return the one command that installs an extra of the tool, as a hint."""
    from importlib.util import find_spec  # noqa: PLC0415  seldom anything is missing
    from shlex import quote  # noqa: PLC0415
    from subprocess import list2cmdline  # noqa: PLC0415

    python = sys.executable or "python"
    quoted = list2cmdline([python]) if os.name == "nt" else quote(python)
    # An environment that uv made has no pip.
    pip = f"{quoted} -m pip install" if find_spec("pip") else f"uv pip install --python {quoted}"
    hint = both("安装：{command}", "install it: {command}")
    return hint.fill(command=f'{pip} "aeo-cli[{extra}]"')


def write_difference(
    difference: "Difference",
    reports: tuple[Report, Report],
    catalogue: Catalogue,
    settings: Settings,
    *,
    supposed: bool = False,
) -> None:
    """Write a difference between two reports.

    Args:
        difference: what differs.
        reports: the two reports.
        catalogue: the one at hand, for its words.
        settings: the format, the file and the page.
        supposed: whether the second report rests on assumptions, as of `aeo whatif`.

    Raises:
        InputError: it cannot be written.
    """
    if settings.format() is Format.JSON:
        console.write_output(json.document(difference), settings.output)
        return
    from aeo_cli.presentation.formats import terminal  # noqa: PLC0415  a script needs no terminal

    text = terminal.differ(difference, reports, catalogue, settings.page(), supposed=supposed)
    console.write_output(text, settings.output)


_EMPTY = both("日历是空的：{why}", "the calendar is empty: {why}")
_UNMARKED = both(
    "企业情况中没有 ref、代码或名称：日历事件按所填内容识别，内容改动后会成为新的事件；"
    "填写 ref 可保持不变",
    "the profile has no ref, code or name: its events are identified by its content, and a change "
    "makes new ones; add a ref to keep them the same",
)
_ONE_VIEW = both("其中之一", "one of them")
_IN_TERMINAL = both("终端格式", "the format terminal")
_NOT_NEEDED = both(
    "其他格式都是完整报告，去掉这一选项",
    "every other format is a full report: leave this option out",
)
_OF_CSV = both("格式 csv", "the format csv")
_UTF8 = both("其他格式不需要，去掉 --encoding", "no other format needs it: leave out --encoding")
_BINARY = both("xlsx 不能显示在终端上", "a terminal cannot show xlsx")
