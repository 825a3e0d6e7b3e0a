"""`aeo catalogue`: whether a catalogue is sound, and whether its cases would notice if it were not.

What only these need is imported where it is needed.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.catalogue.loader import open_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import completion, console, inputs, options
from aeo_cli.cli.help import LocalizedGroup
from aeo_cli.cli.options import Colour
from aeo_cli.documents.problems import NOTHING, InputError, Problem, quoted, read_together
from aeo_cli.documents.text import both
from aeo_cli.presentation.formats import Format, json
from aeo_cli.presentation.page import Page
from aeo_cli.verification.loader import CASES_FORMAT, case_files, cases_folder, load_cases

if TYPE_CHECKING:
    from aeo_cli.verification.case_runs import Cases
    from aeo_cli.verification.mutation import Mutation
    from aeo_cli.verification.verify import Verification

app = typer.Typer(
    cls=LocalizedGroup,
    help="Prove a catalogue sound, and its cases watchful.",
    epilog="aeo catalogue verify\naeo catalogue verify --witness 25b",
    invoke_without_command=True,
    rich_markup_mode=None,
)

CataloguePath = Annotated[
    str | None,
    typer.Argument(
        metavar="PATH",
        envvar="AEO_CATALOGUE",
        help="A catalogue, if not the tool's own.",
        autocompletion=completion.profiles,
    ),
]
CasesFolder = Annotated[
    str | None,
    typer.Option("--cases", metavar="FOLDER", help="Its cases, if not in x.cases beside x.toml."),
]


@app.callback()
def top(
    context: typer.Context,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
) -> None:
    """Answer for the group as a whole."""
    if context.invoked_subcommand is None:
        console.emit(f"{context.get_help()}\n")


def verify(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    path: CataloguePath = None,
    witness: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Give only the smallest profile to which this provision applies.",
            autocompletion=completion.numbers,
        ),
    ] = None,
    cases: CasesFolder = None,
    as_json: options.AsJson = False,
    form: options.ScreenOrScript = None,
    output: options.Output = None,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
    color: options.Color = Colour.AUTO,
) -> None:
    """Check all that must hold of a catalogue; show what each provision needs."""
    chosen, _ = read_together(
        partial(options.form, as_json, form, output),
        partial(inputs.not_an_input, output, _inputs(path, cases)),
    )
    if witness is not None:
        console.write_output(_witness(path, witness, chosen, output), output)
        return
    from aeo_cli.verification.verify import verify as examine  # noqa: PLC0415

    catalogue = open_catalogue(path)
    found = examine(catalogue, lambda: _cases(path, cases, catalogue), ChineseCalendar())
    page = options.page(context.obj, color, to_file=output is not None)
    console.write_output(_rendered(found, chosen, page), output)
    if not found.sound:
        console.note(_UNSOUND[context.obj])
        raise typer.Exit(1)


def mutate(  # noqa: PLR0913, PLR0917  each is an option
    context: typer.Context,
    path: CataloguePath = None,
    cases: CasesFolder = None,
    as_json: options.AsJson = False,
    form: options.ScreenOrScript = None,
    output: options.Output = None,
    lang: options.Language = None,  # noqa: ARG001  read before anything is parsed
    color: options.Color = Colour.AUTO,
) -> None:
    """Change one thing at a time, and see whether the cases notice."""
    chosen, _ = read_together(
        partial(options.form, as_json, form, output),
        partial(inputs.not_an_input, output, _inputs(path, cases)),
    )
    from aeo_cli.verification.coverage import unlike  # noqa: PLC0415
    from aeo_cli.verification.mutation import mutate as try_mutants  # noqa: PLC0415

    catalogue, calendar = inputs.read(path, output=output).catalogue, ChineseCalendar()
    beside = _cases(path, cases, catalogue)
    if problems := unlike(beside, catalogue, calendar):
        raise InputError(problems)
    if not beside.count:
        expected = both("案例（TOML 文件）", "cases, in TOML files")
        raise InputError([Problem("", NOTHING, expected, CASES_FORMAT, str(_folder(path, cases)))])
    found = try_mutants(catalogue, beside, calendar)
    page = options.page(context.obj, color, to_file=output is not None)
    console.write_output(_rendered(found, chosen, page), output)
    if found.survivors:
        console.note(_UNNOTICED[context.obj])
        raise typer.Exit(1)


_UNSOUND = both("目录有问题，见报告", "the catalogue is not sound; see the report")
_UNNOTICED = both("有改动未被案例发现，见报告", "the cases miss some changes; see the report")


def _rendered(found: "Verification | Mutation", form: Format, page: Page) -> bytes | str:
    if form is Format.JSON:
        return json.document(found)
    from aeo_cli.presentation.formats import terminal  # noqa: PLC0415

    return terminal.prove(found, page)


def _folder(path: str | None, cases: str | None) -> Path:
    return cases_folder(path) if cases is None else Path(cases)


def _inputs(path: str | None, cases: str | None) -> list[str | None]:
    """Return the files that are read, but for the catalogue of the tool itself."""
    return [path, *map(str, case_files(_folder(path, cases)))]


def _cases(path: str | None, cases: str | None, catalogue: Catalogue) -> "Cases":
    folder = _folder(path, cases)
    if cases is not None and not (cases and folder.is_dir()):
        expected = both("一个目录", "a folder")
        raise InputError([Problem("--cases", quoted(cases), expected)])
    return load_cases(folder, catalogue)


def _witness(path: str | None, asked: str, form: Format, output: str | None) -> bytes:
    """Return the smallest profile to which a provision applies, as TOML or JSON."""
    from aeo_cli.verification.witnesses import applying  # noqa: PLC0415

    given = inputs.read(path, None, ("--witness", [asked]), output=output)
    (subject,) = given.subjects.values()
    expected = both("一个可能适用的条款", "a provision that can apply")
    if len(subject.provisions) > 1:
        listed = ", ".join(provision.id for provision in subject.provisions)
        hint = both("写成其中之一：{ids}", "write one of {ids}").fill(ids=listed)
        raise InputError([Problem("--witness", quoted(asked), expected, hint)])
    found = applying(subject.provisions[0], given.catalogue)
    if found is None:
        raise InputError([Problem("--witness", quoted(asked), expected)])
    from aeo_cli.profile.writer import serialize  # noqa: PLC0415

    return serialize(found.document(), as_json=form is Format.JSON)
