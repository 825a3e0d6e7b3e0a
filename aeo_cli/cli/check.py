"""`aeo check`: which measures apply."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Annotated

import typer

from aeo_cli import files
from aeo_cli.assess import assess
from aeo_cli.calendars import ChineseCalendar
from aeo_cli.catalogue import Catalogue
from aeo_cli.cli import completion, console, options
from aeo_cli.cli.options import Colour, Failure
from aeo_cli.errors import NOTHING, InputError, Problem, read_together
from aeo_cli.formats import render
from aeo_cli.loading import LoadedProfile, load_catalogue, load_profile
from aeo_cli.report import Report, Verdict
from aeo_cli.text import Text, both
from aeo_cli.vocabulary import VERDICTS


def check(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    profile: options.Profile = None,
    as_json: options.AsJson = False,
    form: options.Form = None,
    output: options.Output = None,
    lang: options.Language = None,
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
        Failure | None, typer.Option(help="Exit 1 if any provision is undetermined.")
    ] = None,
    no_input: options.NoInput = False,  # noqa: ARG001  nothing is asked yet
    color: options.Color = Colour.AUTO,
    quiet: options.Quiet = False,
) -> None:
    """Show which measures apply, by when, and what is unclear."""
    lang = lang or context.obj
    output = None if output == files.STDIN else output
    chosen, day, (book, loaded, demands) = read_together(
        partial(options.form, as_json, form, output),
        partial(options.day, on),
        partial(_inputs, catalogue, profile, require or [], output),
    )
    report = assess(book, loaded.profile, ChineseCalendar(), day)
    content = render(chosen, report, book, options.page(lang, color, to_file=output is not None))
    console.give_out(content, output)
    if not quiet:
        console.note_all(loaded.notes, profile, lang)
    unmet = list(_unmet(report, demands, fail_on))
    for reason in unmet:
        console.note(reason[lang])
    raise typer.Exit(1 if unmet else 0)


def _inputs(
    catalogue: str | None, profile: str | None, require: Sequence[str], output: str | None
) -> tuple[Catalogue, LoadedProfile, Iterable[str]]:
    """Read the catalogue, and all that can be read only with it."""
    book = load_catalogue(catalogue)
    loaded, demands, _ = read_together(
        partial(_profile, profile, book),
        partial(options.subjects, "--require", require, book),
        partial(options.not_an_input, output, (profile, catalogue)),
    )
    return book, loaded, demands


def _profile(name: str | None, catalogue: Catalogue) -> LoadedProfile:
    if name is not None:
        return load_profile(name, catalogue)
    expected = both("一份企业情况文件，或 -（标准输入）", "a profile file, or - for standard input")
    hint = both(
        "如 aeo check profile.toml；格式见 aeo schema profile",
        "as in aeo check profile.toml; aeo schema profile tells what it can hold",
    )
    raise InputError([Problem("PROFILE", NOTHING, expected, hint)])


def _unmet(report: Report, demands: Iterable[str], failure: Failure | None) -> Iterator[Text]:
    """Yield why the exit status is 1, one sentence for each demand that is not met."""
    limbs = [limb for measure in report.measures for limb in measure.provisions]
    verdicts = {limb.id: limb.verdict for limb in limbs}
    verdicts |= {str(measure.number): measure.verdict for measure in report.measures}
    missed = both("未满足 --require {id}：{verdict}", "--require {id} is not met: {verdict}")
    for asked in demands:
        if verdicts[asked] is not Verdict.APPLIES:
            yield missed.fill(id=asked, verdict=VERDICTS[verdicts[asked]])
    open_limbs = [limb.id for limb in limbs if limb.verdict is Verdict.UNDETERMINED]
    if failure is Failure.UNDETERMINED and open_limbs:
        words = both("待定的条款：{zh}", "undetermined: {en}")
        yield words.fill(zh="、".join(open_limbs), en=", ".join(open_limbs))
