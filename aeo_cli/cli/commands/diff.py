"""`aeo diff`: which answers changed between two reports or profiles, and because of what."""

from collections.abc import Iterator
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.cli import completion, console, inputs, options
from aeo_cli.cli.options import Colour
from aeo_cli.cli.output import give_difference
from aeo_cli.comparison.loader import load_compared_report
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, Problem, quoted, read_together
from aeo_cli.documents.text import Text, both
from aeo_cli.profile.model import Profile

if TYPE_CHECKING:
    from aeo_cli.comparison.document import Difference


class FailOnChange(StrEnum):
    """What makes the exit status 1 although the difference was told."""

    CHANGE = "change"


_COMPARED = "A profile, or a report that was saved as JSON; - for standard input."


def diff(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    old: Annotated[
        str, typer.Argument(metavar="OLD", help=_COMPARED, autocompletion=completion.profiles)
    ],
    new: Annotated[
        str, typer.Argument(metavar="NEW", help=_COMPARED, autocompletion=completion.profiles)
    ],
    fail_on: Annotated[
        FailOnChange | None,
        typer.Option(help="Exit 1 if any answer changed, or a report was altered."),
    ] = None,
    as_json: options.AsJson = False,
    form: options.ScreenOrScript = None,
    output: options.Output = None,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
    on: options.On = None,
    catalogue: options.CataloguePath = None,
    no_input: options.NoInput = False,  # noqa: ARG001  nothing is asked
    color: options.Color = Colour.AUTO,
    quiet: options.Quiet = False,
) -> None:
    """Compare two reports or profiles: what changed, and why."""
    from aeo_cli.comparison.compare import compare  # noqa: PLC0415  most commands compare nothing

    book = load_catalogue(catalogue)
    chosen, day, _ = read_together(
        partial(options.form, as_json, form, output),
        partial(options.day, on),
        partial(inputs.not_an_input, output, (old, new, catalogue)),
    )
    inputs.require_one_stream(old, new)
    calendar = ChineseCalendar()

    def assessed(profile: Profile) -> Report:
        return assess(book, profile, calendar, day)

    loaded = read_together(
        partial(load_compared_report, old, book, assessed),
        partial(load_compared_report, new, book, assessed),
    )
    before, after = (one.compared for one in loaded)
    if on is not None and before.audit and after.audit:
        raise InputError([Problem("--on", quoted(on), _NO_DAY, _LEAVE_IT)])
    difference = compare(before, after, book, calendar)
    page = options.page(context.obj, color, to_file=output is not None)
    sides = (before.report, after.report)
    give_difference(difference, sides, book, page, form=chosen, output=output)
    if not quiet:
        for name, one in zip((old, new), loaded, strict=True):
            console.note_all(one.notes, name, context.obj)
            if fail_on and one.compared.unaltered is None:
                console.note_all([_UNVERIFIED], name, context.obj)
    unmet = list(_unmet(difference, (old, new))) if fail_on is FailOnChange.CHANGE else []
    for reason in unmet:
        console.note(reason[context.obj])
    raise typer.Exit(1 if unmet else 0)


def _unmet(difference: "Difference", names: tuple[str, str]) -> Iterator[Text]:
    """Yield why the exit status is 1."""
    if difference.changed:
        yield _CHANGED
    for name, side in zip(names, (difference.before, difference.after), strict=True):
        if side.unaltered is False:
            yield _ALTERED.fill(file=visible(name), place=visible(side.altered_at or ""))


_CHANGED = both("结论有变化", "answers changed")
_ALTERED = both(
    "{file}：报告已被改动，首处为 {place}", "{file}: the report was altered, first at {place}"
)
_UNVERIFIED = both(
    "由另一目录或另一版本的 aeo 生成，无法核验其结论是否被改动",
    "of another catalogue or another version of aeo: whether it was altered cannot be told",
)
_NO_DAY = both("至少一份企业情况文件", "a profile to assess")
_LEAVE_IT = both("报告有自己的核对日期，去掉 --on", "a report has a day of its own: leave out --on")
