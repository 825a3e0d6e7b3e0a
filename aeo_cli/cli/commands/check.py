"""`aeo check`: which measures apply."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from functools import partial
from typing import Annotated, cast

import typer

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report, Verdict
from aeo_cli.cli import completion, console, inputs, options
from aeo_cli.cli.options import Colour, FailOnUndetermined
from aeo_cli.cli.output import CsvEncoding, Deadlines, delivery
from aeo_cli.documents.problems import read_together
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.labels import VERDICTS
from aeo_cli.profile.loader import LoadedProfile


def check(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    profile: Annotated[
        str | None,
        typer.Argument(
            help="The profile, TOML or JSON; - for standard input; without one you are asked.",
            autocompletion=completion.profiles,
        ),
    ] = None,
    as_json: options.AsJson = False,
    form: options.Form = None,
    output: options.Output = None,
    encoding: CsvEncoding = None,
    deadlines: Deadlines = False,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
    on: options.On = None,
    catalogue: options.CataloguePath = None,
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
    plain: options.Plain = False,
    no_input: options.NoInput = False,
    color: options.Color = Colour.AUTO,
    quiet: options.Quiet = False,
) -> None:
    """Show which measures apply, by when, and what is unclear."""
    asks, calendar = console.is_attended(no_input=no_input), ChineseCalendar()
    demands = ("--require", require or ())
    required = None if asks else _NO_PROFILE
    way, day, given, _ = read_together(
        partial(delivery, as_json, form, output, encoding, deadlines),
        partial(options.day, on),
        partial(inputs.read, catalogue, profile, demands, required, output=output),
        partial(_can_ask, profile, output, ask=ask, asks=asks, no_input=no_input),
    )
    book, loaded = given.catalogue, given.profile
    session = None
    if ask or loaded is None:
        from aeo_cli.cli.prompt.session import Session, person_at  # noqa: PLC0415  most checks ask nothing

        here = options.page(context.obj, color, to_file=False)
        person = person_at(here, calendar, by_lines=plain)
        session = Session(book, profile, loaded, day, person)
    with session.broken_off() if session else nullcontext():
        known = session.hold() if session else cast(LoadedProfile, loaded).profile
        report = assess(book, known, calendar, day)
        page = options.page(context.obj, color, to_file=output is not None)
        way.give(report, book, calendar, page)
        if not quiet:
            console.note_all(loaded.notes if loaded else (), profile, context.obj)
            console.note_all(way.notes(report), output, context.obj)
        if session:
            session.offer()
    unmet = list(_unmet(report, given.subjects, fail_on))
    for reason in unmet:
        console.note(reason[context.obj])
    raise typer.Exit(1 if unmet else 0)


def _can_ask(
    profile: str | None, output: str | None, *, ask: bool, asks: bool, no_input: bool
) -> None:
    """Make sure that what is asked for can be asked, and its outcome written, before it is."""
    if profile is None and asks:
        inputs.require_writable(output, "-o")
    elif ask:
        inputs.require_person("--ask", no_input=no_input)
        inputs.require_file(profile)
        inputs.require_writable(output, "-o")


_NO_PROFILE = inputs.no_profile(
    both(
        "如 aeo check profile.toml；aeo init --template profile.toml 生成待填写的文件；"
        "在终端中运行 aeo check 则逐项提问",
        "as in aeo check profile.toml; aeo init --template profile.toml writes one to fill in; at "
        "a terminal aeo check asks",
    )
)


def _unmet(
    report: Report, demands: Iterable[str], failure: FailOnUndetermined | None
) -> Iterator[Text]:
    """Yield why the exit status is 1, one sentence for each demand that is not met."""
    provisions = [provision for measure in report.measures for provision in measure.provisions]
    verdicts = {provision.id: provision.verdict for provision in provisions}
    verdicts |= {str(measure.number): measure.verdict for measure in report.measures}
    missed = both("未满足 --require {id}：{verdict}", "--require {id} is not met: {verdict}")
    for asked in demands:
        if verdicts[asked] is not Verdict.APPLIES:
            yield missed.fill(id=asked, verdict=VERDICTS[verdicts[asked]])
    open_provisions = [
        provision.id for provision in provisions if provision.verdict is Verdict.UNDETERMINED
    ]
    if failure is FailOnUndetermined.UNDETERMINED and open_provisions:
        words = both("待定的条款：{zh}", "undetermined: {en}")
        yield words.fill(zh="、".join(open_provisions), en=", ".join(open_provisions))
