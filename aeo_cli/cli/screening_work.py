"""The work list of `aeo screen --due-within`: who has to do what by when, and where it goes."""

from collections.abc import Mapping
from pathlib import Path

from aeo_cli.cli import console
from aeo_cli.cli.option_values import Settings
from aeo_cli.cli.output import missing_library
from aeo_cli.cli.screening_delivery import Delivery, require_files, require_scratch
from aeo_cli.cli.screening_engines import Engine
from aeo_cli.documents import files
from aeo_cli.documents.problems import Attempts, InputError, Problem
from aeo_cli.documents.text import both
from aeo_cli.presentation.formats import WORK_LIST_FORMATS, Format, json
from aeo_cli.screening.job import Job, Outputs, Result
from aeo_cli.screening.sources import RowFormat


def work_delivery(
    output: str | None,
    engine: Engine,
    settings: Settings,
    others: Mapping[str, bool],
    *,
    keeps: bool,
) -> Delivery:
    """Return where what is due goes: to a file, or to standard output.

    Args:
        output: the file; None or `-`: standard output.
        engine: the requested engine.
        settings: how many working days to look ahead, the format, the language and the page.
        others: the options that do not go with a work list, and whether each was given.
        keeps: whether columns of enterprises are carried through.

    Raises:
        InputError: an option is wrong or contradicts another, or the file cannot be written.
    """
    file = None if output == files.STDIN else output
    settings, targets = settings._replace(output=file), (Path(file),) if file else ()
    with Attempts() as attempt:
        attempt(require_scratch, engine, "--due-within")
        form = attempt(settings.format, _WORK_FORMATS)
        working_days = attempt(settings.working_days) or 0
        attempt(require_files, targets)
    problems = missing_library(form)
    for option, is_given in others.items():
        if is_given:
            problems.append(Problem("", _CONFLICT.fill(other=option), None, _REMOVE))
    if keeps and form not in _WITH_COLUMNS:
        problems.append(Problem("", _NO_COLUMNS, None, _WORK_FILE))
    if form is Format.XLSX and file is None:
        problems.append(Problem("", _NO_FILE, None, _WORK_FILE))
    if problems:
        raise InputError(problems)

    def finish(scratch: Outputs, job: Job, result: Result) -> None:
        from aeo_cli.assessment.due import due_window  # noqa: PLC0415
        from aeo_cli.screening.due_reports import due_reports, work_document  # noqa: PLC0415

        window = due_window(working_days, job.on, job.calendar)
        due = due_reports(job, window, scratch.paths[0])
        document = work_document(due, job, result)
        if form is Format.JSON:
            console.write_output(json.document(document), file)
            return
        from aeo_cli.presentation.formats import portfolio_work  # noqa: PLC0415
        from aeo_cli.presentation.wording.portfolio_work import PortfolioWorkList  # noqa: PLC0415

        work_list = PortfolioWorkList(due, job.plan.catalogue, job.calendar, settings.lang)
        content = portfolio_work.render(form, work_list, document.tool, settings.page())
        console.write_output(content, file)

    tables = Outputs(RowFormat.LINES, deadlines=Path("deadlines.jsonl"))
    return Delivery(tables, targets, finish, _NOT_LISTED)


_WORK_FORMATS = (*WORK_LIST_FORMATS, Format.JSON)
_WITH_COLUMNS = (Format.CSV, Format.XLSX, Format.JSON)
_NO_COLUMNS = both(
    "到期事项须写成 .csv、.xlsx 或 .json，才有 --keep 的列",
    "--keep requires a work list as .csv, .xlsx or .json",
)
_NOT_LISTED = both("，其中的到期事项未列出", "; what they would have due is not listed")
_CONFLICT = both("--due-within 不能与 {other} 同用", "--due-within cannot be combined with {other}")
_REMOVE = both("到期事项不含结论，请只保留一个", "a work list has no verdicts; keep one of them")
_NO_FILE = both("工作簿不能写到标准输出", "a workbook cannot be written to standard output")
_WORK_FILE = both("如 -o work.xlsx", "for example: -o work.xlsx")
