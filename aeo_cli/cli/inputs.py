"""What a command reads: a catalogue and, with it, a profile and the numbers of measures."""

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from aeo_cli.catalogue.loader import default_catalogue_path, load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.search import Subject, parse_number, subjects
from aeo_cli.cli import console
from aeo_cli.documents import files
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import NOTHING, InputError, Problem, quoted, read_together
from aeo_cli.documents.text import Text, both
from aeo_cli.profile.loader import LoadedProfile, load_profile


class Inputs(NamedTuple):
    """All that a command reads."""

    catalogue: Catalogue
    profile: LoadedProfile | None
    subjects: dict[str, Subject]
    """What each number that was asked for means."""


def read(
    catalogue: str | None,
    profile: str | None = None,
    asked: tuple[str, Iterable[str]] = ("", ()),
    required: Problem | None = None,
    *,
    output: str | None,
) -> Inputs:
    """Read the catalogue, and all that can be read only with it.

    Args:
        catalogue: a file; None: the tool's own.
        profile: a file, or `-` for standard input; None: there is none.
        asked: the option that asks for measures and provisions, and their numbers.
        required: what to complain of where there is no profile; None: there need be none.
        output: the file to write, which must be none of those that are read.

    Raises:
        InputError: with every problem of them all.
    """
    book = load_catalogue(catalogue)
    loaded, named, _ = read_together(
        partial(_profile, profile, required, book),
        partial(_subjects, *asked, book),
        partial(not_an_input, output, (profile, catalogue)),
    )
    return Inputs(book, loaded, named)


def _profile(
    name: str | None, required: Problem | None, catalogue: Catalogue
) -> LoadedProfile | None:
    if name is not None:
        return load_profile(name, catalogue)
    if required is not None:
        raise InputError([required])
    return None


def _subjects(option: str, asked: Iterable[str], catalogue: Catalogue) -> dict[str, Subject]:
    """Return what each number that was asked for means, each once.

    Raises:
        InputError: the catalogue has no such measure or provision.
    """
    known = subjects(catalogue)
    wanted = dict.fromkeys(parse_number(word) or word for word in asked)
    expected = both(
        "措施编号或条款编号，如 25 或 25b", "a measure's number or a provision, 25 or 25b"
    )

    def near(word: str) -> Text:
        same = [name for name in known if _number(name) == _number(word)]
        listed = both("该条有 {zh}", "there are {en}").fill(
            zh="、".join(sorted(same)), en=", ".join(sorted(same))
        )
        return listed if same else both("aeo measures 列出全部", "aeo measures lists them all")

    strange = [word for word in wanted if word not in known]
    if strange:
        raise InputError(Problem(option, quoted(word), expected, near(word)) for word in strange)
    return {word: known[word] for word in wanted}


def _number(name: str) -> str:
    return name.rstrip(ascii_lowercase)


def no_profile(hint: Text) -> Problem:
    """Return what to complain of where a profile is missing."""
    expected = both("一份企业情况文件，或 -（标准输入）", "a profile file, or - for standard input")
    return Problem("PROFILE", NOTHING, expected, hint)


def not_an_input(output: str | None, inputs: Iterable[str | None]) -> None:
    """Make sure that the file to write is none of those that are read.

    Raises:
        InputError: it is one of them.
    """
    for name in (*inputs, str(default_catalogue_path())):
        if output and name and _same_file(Path(output), Path(name)):
            found = both("与读入的文件相同", "the same file as the one that is read")
            expected = both("另一个文件", "another file")
            hint = both("换一个文件名", "choose another name")
            raise InputError([Problem("-o", found, expected, hint, visible(name))])


def _same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist, or cannot: that is told where it is opened
        return False


def require_person(option: str, *, no_input: bool) -> None:
    """Make sure that there is a person to ask.

    Raises:
        InputError: there is none.
    """
    if not console.is_attended(no_input=no_input):
        found = quoted("--no-input") if no_input else _NO_TERMINAL
        raise InputError([Problem(option, found, _A_PERSON, _WITHOUT)])


def require_file(profile: str | None) -> None:
    """Make sure that a profile to which answers are added does not come from the keyboard.

    Raises:
        InputError: it does.
    """
    if profile == files.STDIN:
        raise InputError([Problem("--ask", quoted(files.STDIN), both("一个文件", "a file"))])


def require_writable(output: str | None, place: str) -> None:
    """Make sure that a file can be written, as far as that shows before it is.

    Raises:
        InputError: its folder is not there, or cannot be written.
    """
    folder = Path(output).parent if output else None
    if folder is not None and not (folder.is_dir() and os.access(folder, os.W_OK)):
        expected = both("可以写入的目录", "a folder that can be written")
        hint = both("请核对目录和权限", "check the folder and who may write there")
        problem = Problem(place, quoted(str(folder)), expected, hint, visible(str(output)))
        raise InputError([problem])


_NO_TERMINAL = both("标准输入或标准输出不是终端", "standard input or output is no terminal")
_A_PERSON = both("可以回答问题的终端", "a terminal at which somebody can answer")
_WITHOUT = both(
    "脚本可用 aeo ask PROFILE --json 逐题提问；aeo init --template FILE 生成待填写的文件",
    "a script can ask with aeo ask PROFILE --json; aeo init --template FILE writes a profile to "
    "fill in",
)


def require_one_stream(first: str, second: str | None) -> None:
    """Make sure that at most one of two files is standard input, which can be read once.

    Raises:
        InputError: both are.
    """
    if first == second == files.STDIN:
        expected = both("至多一个 -", "- at most once")
        hint = both("其中一个写文件名", "name a file for one of them")
        raise InputError([Problem("-", both("两个 -", "- twice"), expected, hint)])


def refuse_existing(name: str) -> None:
    """Make sure that a file is not there yet: a profile is nobody's to overwrite.

    Raises:
        InputError: it is.
    """
    try:
        exists = bool(name) and Path(name).exists()
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it
        raise InputError(
            [Problem("FILE", files.reason(error), _NEW, file=visible(name))]
        ) from error
    if exists:
        hint = both("补充这份文件：aeo check {name} --ask", "to add to it: aeo check {name} --ask")
        told = hint.fill(name=visible(name))
        raise InputError([Problem("FILE", _EXISTS, _NEW, told, visible(name))])


_EXISTS = both("文件已存在", "the file exists")
_NEW = both("一个新文件名", "the name of a new file")
