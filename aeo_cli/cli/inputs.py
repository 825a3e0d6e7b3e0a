"""What a command reads: a catalogue and, with it, a profile and the numbers of measures."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from string import ascii_lowercase
from typing import NamedTuple

from aeo_cli.catalogue import Catalogue
from aeo_cli.errors import InputError, Problem, quoted, read_together
from aeo_cli.loading import LoadedProfile, load_catalogue, load_profile, own_catalogue
from aeo_cli.search import Subject, numbered, subjects
from aeo_cli.text import Text, both, visible


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
    wanted = dict.fromkeys(numbered(word) or word for word in asked)
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


def not_an_input(output: str | None, inputs: Iterable[str | None]) -> None:
    """Make sure that the file to write is none of those that are read.

    Raises:
        InputError: it is one of them.
    """
    for name in (*inputs, str(own_catalogue())):
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
