"""The commands. Each parses its words, makes the report, prints it, and says how it went."""

from collections.abc import Sequence
from functools import partial
from string import ascii_lowercase
from typing import Annotated

import typer

from aeo_cli import __version__, files
from aeo_cli.assess import assess
from aeo_cli.calendars import ChineseCalendar
from aeo_cli.catalogue import Catalogue
from aeo_cli.cli import console, options
from aeo_cli.cli.options import Colour, Failure
from aeo_cli.errors import NOTHING, InputError, Problem, quoted, read_together
from aeo_cli.formats import render
from aeo_cli.loading import LoadedProfile, load_catalogue, load_profile
from aeo_cli.report import Report, Verdict
from aeo_cli.schemas import Document, schema
from aeo_cli.text import Text, both, visible
from aeo_cli.vocabulary import VERDICTS

app = typer.Typer(
    help="Which customs measures for certified enterprises (AEO) apply, by when, and how.",
    add_completion=False,
    invoke_without_command=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        console.emit(f"aeo {__version__}\n")
        raise typer.Exit


@app.callback()
def top(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  its callback answers
        bool,
        typer.Option("--version", is_eager=True, callback=_version, help="Show the version."),
    ] = False,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
) -> None:
    """Answer for the program as a whole."""
    if context.invoked_subcommand is None:
        console.emit(f"{context.get_help()}\n")


@app.command()
def check(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    profile: Annotated[
        str | None,
        typer.Argument(help="The profile, TOML or JSON; - for standard input."),
    ] = None,
    as_json: options.AsJson = False,
    form: options.Form = None,
    output: options.Output = None,
    lang: options.Language = None,
    on: options.On = None,
    catalogue: options.CataloguePath = None,
    require: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Exit 1 unless this applies: 25, or 25b. Repeatable."),
    ] = None,
    fail_on: Annotated[
        Failure | None, typer.Option(help="Exit 1 if any provision is undetermined.")
    ] = None,
    no_input: options.NoInput = False,  # noqa: ARG001  nothing is asked yet
    color: options.Color = Colour.AUTO,
    quiet: options.Quiet = False,
) -> None:
    """Show which measures apply to an enterprise and its pending business."""
    lang = lang or context.obj
    output = None if output == files.STDIN else output
    chosen, day, (book, loaded, demands) = read_together(
        partial(options.form, as_json, form, output),
        partial(options.day, on),
        partial(_inputs, catalogue, profile, require or [], output),
    )
    report = assess(book, loaded.profile, ChineseCalendar(), day)
    content = render(chosen, report, book, options.page(lang, color, to_file=output is not None))
    _give_out(content, output)
    if not quiet:
        for note in loaded.notes:
            console.note(f"{visible(str(profile))}: {note[lang]}")
    unmet = _unmet(report, demands, fail_on)
    for reason in unmet:
        console.note(reason[lang])
    raise typer.Exit(1 if unmet else 0)


@app.command("schema")
def print_schema(
    document: Annotated[Document, typer.Argument(help="The document whose schema is wanted.")],
    output: options.Output = None,
    lang: options.Language = None,  # noqa: ARG001  a schema speaks both languages; errors do not
    catalogue: options.CataloguePath = None,
) -> None:
    """Print the JSON Schema of a profile, a report, the measures, or a catalogue."""
    import json  # noqa: PLC0415  only this command needs it

    found = schema(document, load_catalogue(catalogue))
    _give_out(json.dumps(found, ensure_ascii=False, indent=2).encode() + b"\n", output)


def _inputs(
    catalogue: str | None, profile: str | None, require: Sequence[str], output: str | None
) -> tuple[Catalogue, LoadedProfile, tuple[str, ...]]:
    """Read the catalogue, and all that can be read only with it."""
    book = load_catalogue(catalogue)
    loaded, demands, _ = read_together(
        partial(_profile, profile, book),
        partial(_demands, require, book),
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


def _demands(ids: Sequence[str], catalogue: Catalogue) -> tuple[str, ...]:
    measures = (str(measure.number) for measure in catalogue.measures)
    known = [*measures, *(limb.id for _, limb in catalogue.provisions())]
    expected = both(
        "措施编号或条款编号，如 25 或 25b", "a measure's number or a provision, 25 or 25b"
    )

    def same_measure(asked: str) -> Text | None:
        near = [name for name in known if _number(name) == _number(asked)]
        return both("该条有 {ids}", "there are {ids}").fill(ids=", ".join(near)) if near else None

    demands = tuple(dict.fromkeys(ids))
    if strange := [asked for asked in demands if asked not in known]:
        raise InputError(
            Problem("--require", quoted(asked), expected, same_measure(asked)) for asked in strange
        )
    return demands


def _number(provision: str) -> str:
    return provision.rstrip(ascii_lowercase)


def _unmet(report: Report, demands: Sequence[str], failure: Failure | None) -> list[Text]:
    """Return why the exit status is 1, one sentence for each demand that is not met."""
    verdicts = {str(measure.number): measure.verdict for measure in report.measures}
    limbs = [limb for measure in report.measures for limb in measure.provisions]
    verdicts |= {limb.id: limb.verdict for limb in limbs if limb.id not in verdicts}
    missed = both("未满足 --require {id}：{verdict}", "--require {id} is not met: {verdict}")
    unmet = [
        missed.fill(id=asked, verdict=VERDICTS[verdicts[asked]])
        for asked in demands
        if verdicts[asked] is not Verdict.APPLIES
    ]
    open_limbs = [limb.id for limb in limbs if limb.verdict is Verdict.UNDETERMINED]
    if failure is Failure.UNDETERMINED and open_limbs:
        words = both("待定的条款：{ids}", "undetermined: {ids}")
        unmet.append(words.fill(ids=", ".join(open_limbs)))
    return unmet


def _give_out(content: bytes | str, output: str | None) -> None:
    if output is None:
        console.emit(content)
    else:
        files.write(output, content.encode() if isinstance(content, str) else content)
