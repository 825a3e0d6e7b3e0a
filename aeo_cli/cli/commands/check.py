"""`aeo check`: which measures apply."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, cast

import typer

from aeo_cli.cli import completion, console, inputs
from aeo_cli.cli.colour import page
from aeo_cli.cli.common_options import REPORT_OPTIONS, common_options
from aeo_cli.cli.option_types import Pager
from aeo_cli.cli.option_values import Settings
from aeo_cli.cli.output import report_output
from aeo_cli.documents import files
from aeo_cli.documents.problems import Attempts, InputError, Problem
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.presentation.formats import Format

if TYPE_CHECKING:
    from aeo_cli.assessment.report import Report
    from aeo_cli.profile.loader import LoadedProfile


class FailOnUndetermined(StrEnum):
    """What makes the exit status 1 although the report was made."""

    UNDETERMINED = "undetermined"


@common_options(*REPORT_OPTIONS, "on", "catalogue", ..., "plain", "no_input", "color", "quiet")
def check(
    settings: Settings,
    profile: Annotated[
        str | None,
        typer.Argument(
            help="The profile: TOML, JSON or a workbook; - for standard input; "
            "without one, aeo asks you.",
            autocompletion=completion.profiles,
        ),
    ] = None,
    require: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Exit 1 unless this applies: 25, or 25b. Repeatable.",
            autocompletion=completion.numbers,
        ),
    ] = None,
    fail_on: Annotated[
        FailOnUndetermined | None, typer.Option(help="Exit 1 if any provision is undetermined.")
    ] = None,
    ask: Annotated[
        bool, typer.Option("--ask", help="First ask what is still open in the profile.")
    ] = False,
) -> None:
    """Run `aeo check`."""
    from aeo_cli.assessment.assess import assess
    from aeo_cli.assessment.calendar import ChineseCalendar

    is_attended = console.is_attended(no_input=settings.no_input)
    if_missing = None if is_attended else _NAME_ONE
    with Attempts() as attempt:
        output = attempt(report_output, settings)
        day = attempt(settings.day)
        loaded = attempt(
            inputs.read,
            settings.catalogue,
            profile,
            ("--require", require or ()),
            if_missing,
            output=settings.output,
        )
        attempt(_require_interview, profile, settings, ask=ask, is_attended=is_attended)
    catalogue, calendar = loaded.catalogue, ChineseCalendar()
    session = None
    if ask or loaded.profile is None:
        from aeo_cli.cli.prompt.session import Session, terminal_interviewer

        terminal = page(settings.lang, settings.color, to_file=False)
        interviewer = terminal_interviewer(terminal, calendar, plain=settings.plain)
        session = Session(catalogue, profile, loaded.profile, day, interviewer)
        # The report follows on what was asked, on the same screen.
        output = output._replace(settings=settings._replace(pager=Pager.NEVER))
    with session.announce_draft_on_interrupt() if session else nullcontext():
        facts = session.run() if session else cast("LoadedProfile", loaded.profile).profile
        report = assess(catalogue, facts, calendar, day)
        saved_as = session.saver.saved_as if session else None
        file = saved_as or (None if profile == files.STDIN else profile)
        notes = output.write(report, catalogue, calendar, file)
        settings.note(loaded.profile.notes if loaded.profile else (), profile)
        settings.note(notes, settings.output)
        if session and output.format is Format.TERMINAL:
            session.show_next_steps(report)
        elif session:
            session.announce_draft()
    settings.exit(_failures(report, loaded.subjects, fail_on))


def _require_interview(
    profile: str | None, settings: Settings, *, ask: bool, is_attended: bool
) -> None:
    """Make sure that there is a person for the interview, if any, and a file for its report."""
    if profile is None and is_attended:
        inputs.require_writable(settings.output, "-o")
    elif ask:
        inputs.require_person("--ask", no_input=settings.no_input)
        if profile == files.STDIN:  # which the answers need
            raise InputError([Problem("", _ASK_STDIN, None, _SAVE_FIRST)])
        inputs.require_writable(settings.output, "-o")


_ASK_STDIN = both("--ask 须指定文件，不能用标准输入", "--ask requires a file, not standard input")
_SAVE_FIRST = both("请先存为文件", "save the profile to a file first")
_NAME_ONE = both(
    "如 aeo check profile.toml；aeo init --template profile.toml 生成待填写的文件；"
    "在终端中运行 aeo check 则逐项提问",
    "for example aeo check profile.toml; aeo init --template profile.toml writes one to fill "
    "in; at a terminal, aeo check asks questions",
)


def _failures(
    report: "Report", required: Iterable[str], fail_on: FailOnUndetermined | None
) -> Iterator[Text]:
    """Yield why the exit status is 1, one sentence for each demand that is not met."""
    from aeo_cli.assessment.report import Verdict
    from aeo_cli.presentation.wording.labels import VERDICTS

    provisions = [provision for measure in report.measures for provision in measure.provisions]
    verdicts = {provision.id: provision.verdict for provision in provisions}
    verdicts |= {str(measure.number): measure.verdict for measure in report.measures}
    unmet = both("未满足 --require {id}：{verdict}", "--require {id} is not met: {verdict}")
    for number in required:
        if verdicts[number] is not Verdict.APPLIES:
            yield unmet.fill(id=number, verdict=VERDICTS[verdicts[number]])
    undetermined = [
        provision.id for provision in provisions if provision.verdict is Verdict.UNDETERMINED
    ]
    if fail_on is FailOnUndetermined.UNDETERMINED and undetermined:
        yield both("待定的条款：{ids}", "undetermined: {ids}").fill(ids=listed(undetermined))
