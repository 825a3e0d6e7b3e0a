"""What a command reads, and the conditions that its files must meet before it starts."""

import os
from collections.abc import Iterable
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from aeo_cli.cli import console
from aeo_cli.documents import file_errors, files
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import Attempts, InputError, Problem, one_of, quoted
from aeo_cli.documents.text import Text, both, listed

if TYPE_CHECKING:
    from aeo_cli.catalogue.model import Catalogue
    from aeo_cli.catalogue.search import Subject
    from aeo_cli.profile.loader import LoadedProfile


class Inputs(NamedTuple):
    """What a command has read."""

    catalogue: "Catalogue"
    profile: "LoadedProfile | None"
    subjects: "dict[str, Subject]"
    """The measure or provision of each requested number."""


def read(
    catalogue: str | None,
    profile: str | None = None,
    requested: tuple[str, Iterable[str]] = ("", ()),
    if_missing: Text | None = None,
    *,
    output: str | None,
) -> Inputs:
    """Read the catalogue, and what can be read only with it.

    Args:
        catalogue: a file; None: the tool's own.
        profile: a file, or `-` for standard input; None: no profile.
        requested: an option, and the numbers of measures and provisions given with it.
        if_missing: what to do if there is no profile; None: none is needed.
        output: the file to write, which must not be one of those that are read.

    Raises:
        InputError: with all problems of the catalogue; if it has none, of all else.
    """
    from aeo_cli.catalogue.loader import load_catalogue

    loaded_catalogue = load_catalogue(catalogue)
    with Attempts() as attempt:
        loaded_profile = attempt(_profile, profile, if_missing, loaded_catalogue)
        requested_subjects = attempt(_subjects, *requested, loaded_catalogue)
        attempt(require_not_an_input, output, (profile, catalogue))
    return Inputs(loaded_catalogue, loaded_profile, requested_subjects)


def _profile(
    name: str | None, if_missing: Text | None, catalogue: "Catalogue"
) -> "LoadedProfile | None":
    from aeo_cli.profile.loader import load_profile

    if name is not None:
        return load_profile(name, catalogue)
    if if_missing is not None:
        raise InputError([Problem("", _NO_PROFILE, None, if_missing)])
    return None


_NO_PROFILE = both(
    "缺少 PROFILE：请指定企业情况文件，或用 - 表示标准输入",
    "PROFILE is missing: name a file, or - for standard input",
)


def _subjects(
    option: str, requested: Iterable[str], catalogue: "Catalogue"
) -> "dict[str, Subject]":
    """Return the measure or provision of each requested number.

    Raises:
        InputError: the catalogue has no such measure or provision.
    """
    from aeo_cli.catalogue.search import parse_number, subjects

    available = subjects(catalogue)
    numbers = dict.fromkeys(parse_number(number) or number for number in requested)
    expected = both(
        "措施编号或条款编号，如 25、25b", "the number of a measure or provision, such as 25 or 25b"
    )

    def hint(number: str) -> Text:
        measure = number.rstrip(ascii_lowercase)
        siblings = sorted(name for name in available if name.rstrip(ascii_lowercase) == measure)
        if not siblings:
            return both("全部编号见 aeo measures", "aeo measures lists all of them")
        return both("该条措施有 {ids}", "choose from {ids}").fill(ids=listed(siblings))

    unknown = [number for number in numbers if number not in available]
    if unknown:
        raise InputError(
            Problem(option, quoted(number), expected, hint(number)) for number in unknown
        )
    return {number: available[number] for number in numbers}


def require_not_an_input(output: str | None, inputs: Iterable[str | None]) -> None:
    """Make sure that the file to write is not an input file or the tool's catalogue.

    Raises:
        InputError: it is one of them.
    """
    from aeo_cli.catalogue.loader import default_catalogue_path

    for name in (*inputs, str(default_catalogue_path())):
        if output and name and _is_same_file(Path(output), Path(name)):
            found = both("会覆盖所读取的文件", "would overwrite an input file")
            hint = both("请换一个文件名", "choose another name")
            raise InputError([Problem("-o", found, None, hint, visible(name))])


def _is_same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:  # one of them does not exist or is no valid name; opening it reports that
        return False


def require_person(option: str, *, no_input: bool) -> None:
    """Make sure that there is a person to ask.

    Raises:
        InputError: there is none.
    """
    if not console.is_attended(no_input=no_input):
        found = _NO_INPUT if no_input else _NO_TERMINAL
        raise InputError([Problem("", found.fill(option=option), None, _ALTERNATIVES)])


def require_writable(output: str | None, place: str) -> None:
    """Make sure that a file can be written, as far as can be known in advance.

    Args:
        output: the file; None: standard output.
        place: where on the command line it is named.

    Raises:
        InputError: its folder does not exist, or cannot be written.
    """
    folder = Path(output).parent if output else None
    if folder is not None and not (folder.is_dir() and os.access(folder, os.W_OK)):
        found = both("文件夹不存在或不可写", "the folder does not exist or is not writable")
        hint = both("请核对路径和权限", "check the path and its permissions")
        raise InputError([Problem(place, found, None, hint, visible(str(output)))])


_NO_TERMINAL = both("{option} 须在终端上交互使用", "{option} requires an interactive terminal")
_NO_INPUT = both("{option} 不能与 --no-input 同用", "{option} cannot be combined with --no-input")
_ALTERNATIVES = both(
    "脚本中请用 aeo ask PROFILE --json 逐题提问，或用 aeo init --template FILE 生成待填写的文件",
    "in scripts, use aeo ask PROFILE --json, or write a profile to fill in with "
    "aeo init --template FILE",
)


def require_single_stdin(*names: str | None) -> None:
    """Make sure that only one file is standard input, which can be read only once.

    Raises:
        InputError: several are.
    """
    if names.count(files.STDIN) > 1:
        found = both("-（标准输入）只能用一次", "- (standard input) can be used only once")
        hint = both("另一个请写文件名", "name a file for the other")
        raise InputError([Problem("", found, None, hint)])


_WORKBOOK = ".xlsx"
PROFILE_SUFFIXES = (".toml", ".json", _WORKBOOK)


def is_workbook_name(name: str) -> bool:
    """Return whether a new profile of this name is a workbook."""
    return Path(name).suffix.lower() == _WORKBOOK


def require_profile_suffix(name: str | None) -> None:
    """Make sure that the name of a new profile says what is in it: TOML is not saved as x.xlsx.

    Args:
        name: the file; None: standard output.

    Raises:
        InputError: it has another suffix, or none.
    """
    if name and Path(name).suffix.lower() not in PROFILE_SUFFIXES:
        found = quoted(Path(name).suffix) if Path(name).suffix else _NO_SUFFIX
        hint = both("如 profile.toml", "for example profile.toml")
        raise InputError([Problem("FILE", found, one_of(PROFILE_SUFFIXES), hint, visible(name))])


_NO_SUFFIX = both("没有扩展名", "no extension")


def require_new_file(name: str) -> None:
    """Make sure that a file does not exist yet: no profile is ever overwritten.

    Raises:
        InputError: it exists.
    """
    try:
        exists = bool(name) and Path(name).exists()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        problem = Problem("FILE", file_errors.unwritable(error), None, _ANOTHER, visible(name))
        raise InputError([problem]) from error
    if exists:
        hint = _ANOTHER_OR_ASK.fill(name=visible(name))
        raise InputError([Problem("FILE", _EXISTS, None, hint, visible(name))])


_EXISTS = both("文件已存在", "the file already exists")
_ANOTHER = both("请换一个文件名", "choose another name")
_ANOTHER_OR_ASK = both(
    "请换一个文件名，或用 aeo check {name} --ask 补充这份文件",
    "choose another name, or add to this file with aeo check {name} --ask",
)
