"""What a command reads, and what must hold of its files before it starts."""

import os
from collections.abc import Iterable
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from aeo_cli.catalogue.loader import default_catalogue_path, load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.search import Subject, parse_number, subjects
from aeo_cli.cli import console
from aeo_cli.documents import files
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import A_FILE, NOTHING, Attempts, InputError, Problem, quoted
from aeo_cli.documents.text import Text, both, listed
from aeo_cli.profile.loader import LoadedProfile, load_profile


class Inputs(NamedTuple):
    """What a command has read."""

    catalogue: Catalogue
    profile: LoadedProfile | None
    subjects: dict[str, Subject]
    """The measure or provision of each requested number."""


def read(
    catalogue: str | None,
    profile: str | None = None,
    requested: tuple[str, Iterable[str]] = ("", ()),
    if_missing: Problem | None = None,
    *,
    output: str | None,
) -> Inputs:
    """Read the catalogue, and what can be read only with it.

    Args:
        catalogue: a file; None: the tool's own.
        profile: a file, or `-` for standard input; None: no profile.
        requested: an option, and the numbers of measures and provisions given with it.
        if_missing: the problem if there is no profile; None: none is needed.
        output: the file to write, which must not be one of those that are read.

    Raises:
        InputError: with all problems of the catalogue; if it has none, of all else.
    """
    loaded_catalogue = load_catalogue(catalogue)
    with Attempts() as attempt:
        loaded_profile = attempt(_profile, profile, if_missing, loaded_catalogue)
        requested_subjects = attempt(_subjects, *requested, loaded_catalogue)
        attempt(require_not_an_input, output, (profile, catalogue))
    return Inputs(loaded_catalogue, loaded_profile, requested_subjects)


def _profile(
    name: str | None, if_missing: Problem | None, catalogue: Catalogue
) -> LoadedProfile | None:
    if name is not None:
        return load_profile(name, catalogue)
    if if_missing is not None:
        raise InputError([if_missing])
    return None


def _subjects(option: str, requested: Iterable[str], catalogue: Catalogue) -> dict[str, Subject]:
    """Return the measure or provision of each requested number.

    Raises:
        InputError: the catalogue has no such measure or provision.
    """
    available = subjects(catalogue)
    numbers = dict.fromkeys(parse_number(number) or number for number in requested)
    expected = both(
        "措施编号或条款编号，如 25 或 25b", "a measure's number or a provision, 25 or 25b"
    )

    def hint(number: str) -> Text:
        measure = number.rstrip(ascii_lowercase)
        siblings = sorted(name for name in available if name.rstrip(ascii_lowercase) == measure)
        if not siblings:
            return both("aeo measures 列出全部", "aeo measures lists them all")
        return both("该条有 {ids}", "there are {ids}").fill(ids=listed(siblings))

    unknown = [number for number in numbers if number not in available]
    if unknown:
        raise InputError(
            Problem(option, quoted(number), expected, hint(number)) for number in unknown
        )
    return {number: available[number] for number in numbers}


def missing_profile(hint: Text) -> Problem:
    """Return the problem of a profile that is missing."""
    expected = both("一份企业情况文件，或 -（标准输入）", "a profile file, or - for standard input")
    return Problem("PROFILE", NOTHING, expected, hint)


def require_not_an_input(output: str | None, inputs: Iterable[str | None]) -> None:
    """Make sure that the file to write is none of those that are read, nor the tool's catalogue.

    Raises:
        InputError: it is one of them.
    """
    for name in (*inputs, str(default_catalogue_path())):
        if output and name and _is_same_file(Path(output), Path(name)):
            found = both("与读入的文件相同", "the same file as the one that is read")
            expected = both("另一个文件", "another file")
            hint = both("换一个文件名", "choose another name")
            raise InputError([Problem("-o", found, expected, hint, visible(name))])


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
        found = quoted("--no-input") if no_input else _NO_TERMINAL
        raise InputError([Problem(option, found, _INTERACTIVE_TERMINAL, _ALTERNATIVES)])


def require_file(profile: str | None) -> None:
    """Make sure that a profile to complete is not standard input, which the answers need.

    Raises:
        InputError: it is.
    """
    if profile == files.STDIN:
        raise InputError([Problem("--ask", quoted(files.STDIN), A_FILE)])


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
        expected = both("可以写入的目录", "a folder that can be written")
        hint = both("请核对目录和权限", "check the folder and who may write there")
        problem = Problem(place, quoted(str(folder)), expected, hint, visible(str(output)))
        raise InputError([problem])


_NO_TERMINAL = both("标准输入或标准输出不是终端", "standard input or output is no terminal")
_INTERACTIVE_TERMINAL = both("可以回答问题的终端", "a terminal at which somebody can answer")
_ALTERNATIVES = both(
    "脚本可用 aeo ask PROFILE --json 逐题提问；aeo init --template FILE 生成待填写的文件",
    "a script can ask with aeo ask PROFILE --json; aeo init --template FILE writes a profile to "
    "fill in",
)


def require_single_stdin(first: str, second: str | None) -> None:
    """Make sure that not both of two files are standard input, which can be read only once.

    Raises:
        InputError: both are.
    """
    if first == second == files.STDIN:
        expected = both("至多一个 -", "- at most once")
        hint = both("其中一个写文件名", "name a file for one of them")
        raise InputError([Problem("-", both("两个 -", "- twice"), expected, hint)])


def require_new_file(name: str) -> None:
    """Make sure that a file does not exist yet: no profile is ever overwritten.

    Raises:
        InputError: it exists.
    """
    try:
        exists = bool(name) and Path(name).exists()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        problem = Problem("FILE", files.reason(error), _NEW, file=visible(name))
        raise InputError([problem]) from error
    if exists:
        hint = both("补充这份文件：aeo check {name} --ask", "to add to it: aeo check {name} --ask")
        hint = hint.fill(name=visible(name))
        raise InputError([Problem("FILE", _EXISTS, _NEW, hint, visible(name))])


_EXISTS = both("文件已存在", "the file exists")
_NEW = both("一个新文件名", "the name of a new file")
