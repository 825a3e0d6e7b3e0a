"""`aeo catalogue`: whether a catalogue is sound, and whether its cases catch a fault."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aeo_cli.cli import completion, console, inputs
from aeo_cli.cli.common_options import common_options
from aeo_cli.cli.option_values import Settings
from aeo_cli.documents.file_errors import CHECK_PATH
from aeo_cli.documents.problems import Attempts, InputError, Problem, quoted
from aeo_cli.documents.text import both, listed
from aeo_cli.presentation.formats import Format, json

if TYPE_CHECKING:
    from aeo_cli.catalogue.model import Catalogue
    from aeo_cli.verification.case_runs import Cases
    from aeo_cli.verification.mutation import Mutation
    from aeo_cli.verification.verify import Verification

PathArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="PATH",
        envvar="AEO_CATALOGUE",
        help="The catalogue (default: the built-in one).",
        autocompletion=completion.profiles,
    ),
]
CasesOption = Annotated[
    str | None,
    typer.Option(
        "--cases",
        metavar="FOLDER",
        help="The folder of its cases (default: x.cases beside x.toml).",
    ),
]
_SHARED = ("as_json", "basic_format", "output", "lang", "color")


@common_options(*_SHARED)
def verify(
    settings: Settings,
    path: PathArgument = None,
    witness: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Print only the smallest profile to which this provision applies.",
            autocompletion=completion.numbers,
        ),
    ] = None,
    cases: CasesOption = None,
) -> None:
    """Run `aeo catalogue verify`."""
    folder = _cases_folder(settings, path, cases)
    if witness is not None:
        console.write_output(_witness(path, witness, settings), settings.output)
        return
    from aeo_cli.assessment.calendar import ChineseCalendar
    from aeo_cli.catalogue.loader import open_catalogue
    from aeo_cli.verification.verify import verify as run_checks

    catalogue = open_catalogue(path)
    result = run_checks(catalogue, lambda: _cases(folder, cases, catalogue), ChineseCalendar())
    _write(result, settings)
    settings.exit(() if result.sound else [_UNSOUND])


@common_options(*_SHARED)
def mutate(settings: Settings, path: PathArgument = None, cases: CasesOption = None) -> None:
    """Run `aeo catalogue mutate`."""
    folder = _cases_folder(settings, path, cases)
    from aeo_cli.assessment.calendar import ChineseCalendar
    from aeo_cli.verification.coverage import mismatches
    from aeo_cli.verification.loader import CASES_FORMAT
    from aeo_cli.verification.mutation import mutate as try_mutants

    catalogue = inputs.read(path, output=settings.output).catalogue
    loaded, calendar = _cases(folder, cases, catalogue), ChineseCalendar()
    if problems := mismatches(loaded, catalogue, calendar):
        raise InputError(problems)
    if not loaded.count:
        found = both("文件夹中没有案例（TOML 文件）", "no cases (TOML files) in this folder")
        raise InputError([Problem("", found, None, CASES_FORMAT, str(folder))])
    result = try_mutants(catalogue, loaded, calendar)
    _write(result, settings)
    settings.exit([_UNNOTICED] if result.survivors else ())


_UNSOUND = both("措施目录有问题，详见报告", "the catalogue has faults; see the report")
_UNNOTICED = both("有改动未被案例发现，详见报告", "the cases miss some changes; see the report")


def _cases_folder(settings: Settings, path: str | None, cases: str | None) -> Path:
    """Return the folder of the cases.

    Raises:
        InputError: the format is not supported, or an input would be overwritten.
    """
    from aeo_cli.verification.loader import case_files, cases_folder

    folder = cases_folder(path) if cases is None else Path(cases)
    with Attempts() as attempt:
        attempt(settings.format)
        attempt(inputs.require_not_an_input, settings.output, [path, *map(str, case_files(folder))])
    return folder


def _write(result: "Verification | Mutation", settings: Settings) -> None:
    if settings.format() is Format.JSON:
        content: bytes | str = json.document(result)
    else:
        from aeo_cli.presentation.formats import terminal

        content = terminal.prove(result, settings.page())
    console.write_output(content, settings.output)


def _cases(folder: Path, cases: str | None, catalogue: "Catalogue") -> "Cases":
    from aeo_cli.verification.loader import load_cases

    if cases is not None and not (cases and folder.is_dir()):
        found = both("找不到文件夹 {name}", "no such folder: {name}").fill(name=quoted(cases))
        raise InputError([Problem("--cases", found, None, CHECK_PATH)])
    return load_cases(folder, catalogue)


def _witness(path: str | None, number: str, settings: Settings) -> bytes:
    """Return the smallest profile to which a provision applies, as TOML or JSON."""
    from aeo_cli.verification.witnesses import smallest_applying

    loaded = inputs.read(path, None, ("--witness", [number]), output=settings.output)
    (subject,) = loaded.subjects.values()
    if len(subject.provisions) > 1:
        found = both("措施 {number} 有多个条款", "measure {number} has several provisions")
        ids = listed([provision.id for provision in subject.provisions])
        hint = both("请选其一：{ids}", "choose one of {ids}").fill(ids=ids)
        raise InputError([Problem("--witness", found.fill(number=number), None, hint)])
    profile = smallest_applying(subject.provisions[0], loaded.catalogue)
    if profile is None:
        found = both("{number} 在任何情形下都不适用", "{number} can never apply")
        hint = both("详见 aeo catalogue verify", "see aeo catalogue verify")
        raise InputError([Problem("--witness", found.fill(number=number), None, hint)])
    from aeo_cli.profile.writer import serialize

    return serialize(profile.document(), as_json=settings.format() is Format.JSON)
