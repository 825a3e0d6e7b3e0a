"""`aeo diff`: which answers changed between two reports or profiles, and because of what."""

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli.cli import completion, inputs
from aeo_cli.cli.common_options import answer_options, common_options
from aeo_cli.cli.option_values import Settings
from aeo_cli.cli.output import write_difference
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Attempts, InputError, Problem
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.formats import DIFFERENCE_FORMATS

if TYPE_CHECKING:
    from aeo_cli.assessment.report import Report
    from aeo_cli.comparison.document import Difference
    from aeo_cli.profile.model import Profile


class FailOnChange(StrEnum):
    """What makes the exit status 1 although the difference was written."""

    CHANGE = "change"


ComparedArgument = Annotated[
    str,
    typer.Argument(
        help="A profile, or a report saved as JSON; - for standard input.",
        autocompletion=completion.profiles,
    ),
]


@common_options(*answer_options("difference_format"))
def diff(
    settings: Settings,
    old: ComparedArgument,
    new: ComparedArgument,
    fail_on: Annotated[
        FailOnChange | None,
        typer.Option(help="Exit 1 if an answer changed or a report was altered."),
    ] = None,
) -> None:
    """Run `aeo diff`."""
    from aeo_cli.assessment.assess import assess
    from aeo_cli.assessment.calendar import ChineseCalendar
    from aeo_cli.catalogue.loader import load_catalogue
    from aeo_cli.comparison.compare import compare
    from aeo_cli.comparison.loader import load_compared_report

    catalogue = load_catalogue(settings.catalogue)
    with Attempts() as attempt:
        attempt(settings.format, DIFFERENCE_FORMATS)
        day = attempt(settings.day)
        attempt(inputs.require_not_an_input, settings.output, (old, new, settings.catalogue))
    inputs.require_single_stdin(old, new)
    calendar = ChineseCalendar()

    def assessed(profile: "Profile") -> "Report":
        return assess(catalogue, profile, calendar, day)

    with Attempts() as attempt:
        loaded = [attempt(load_compared_report, name, catalogue, assessed) for name in (old, new)]
    before, after = (side.compared for side in loaded)
    if settings.on is not None and before.audit and after.audit:
        raise InputError([Problem("", _NO_DAY, None, _LEAVE_IT)])
    difference = compare(before, after, catalogue, calendar)
    write_difference(difference, (before.report, after.report), catalogue, settings)
    for name, side in zip((old, new), loaded, strict=True):
        settings.note(side.notes, name)
        if fail_on and side.compared.unaltered is None:
            settings.note([_UNVERIFIED], name)
    settings.exit(_failures(difference, (old, new)) if fail_on else ())


def _failures(difference: "Difference", names: tuple[str, str]) -> Iterator[Text]:
    """Yield why the exit status is 1."""
    if difference.changed:
        yield _CHANGED
    for name, side in zip(names, (difference.before, difference.after), strict=True):
        if side.unaltered is False:
            yield _ALTERED.fill(file=visible(name), place=visible(side.altered_at or ""))


_CHANGED = both("结论有变化", "answers changed")
_ALTERED = both(
    "{file}：报告已被改动，首处为 {place}", "{file}: the report was altered; first at {place}"
)
_UNVERIFIED = both(
    "由其他措施目录或其他版本的 aeo 生成，或日期按另一版放假安排推算，无法核验是否被改动",
    "made from another catalogue, by another version of aeo or with another edition of the "
    "working-day calendar, so alterations cannot be detected",
)
_NO_DAY = both("--on 不能用于两份已保存的报告", "--on does not apply to two saved reports")
_LEAVE_IT = both("报告自带核对日期，请去掉 --on", "each has its own day of assessment; remove --on")
