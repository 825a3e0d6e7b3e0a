"""What a shell offers to complete a word: the names that start with what is typed.

Nothing is reported here: if a catalogue or a folder cannot be read, less is offered.
"""

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from string import ascii_lowercase
from typing import TYPE_CHECKING

import typer

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError

if TYPE_CHECKING:
    from aeo_cli.catalogue.model import Catalogue, Kind, Preset
    from aeo_cli.rules.facts import Fact


def numbers(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the matching numbers of measures and provisions, with titles and summaries."""
    from aeo_cli.catalogue.search import subjects  # noqa: PLC0415

    if (catalogue := _catalogue(context)) is None:
        return []
    lang = context.find_root().obj
    texts = {name: subject.provisions[0].summary for name, subject in subjects(catalogue).items()}
    texts |= {str(measure.number): measure.title for measure in catalogue.measures}
    matches = (name for name in texts if name.startswith(incomplete.lower()))
    ordered = sorted(matches, key=lambda name: (int(name.rstrip(ascii_lowercase)), name))
    return [(name, _line(texts[name][lang])) for name in ordered]


def _line(text: str) -> str:
    """Return a text cut to one line and escaped: Typer would wrap it, and read it as markup."""
    from rich.cells import chop_cells  # noqa: PLC0415  Typer imports Rich for completion too
    from rich.markup import escape  # noqa: PLC0415

    line, *rest = chop_cells(visible(text), shutil.get_terminal_size().columns - 4)
    return escape(f"{line}…" if rest else line)


def _labelled(
    part: Callable[["Catalogue"], Mapping[str, "Preset | Kind | Fact"]],
) -> Callable[[typer.Context, str], list[tuple[str, str]]]:
    """Return what offers the matching names of one part of the catalogue, each with its label."""

    def matching(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        if (catalogue := _catalogue(context)) is None:
            return []
        lang = context.find_root().obj
        named = part(catalogue).items()
        return [
            (name, _line(one.label[lang])) for name, one in named if name.startswith(incomplete)
        ]

    return matching


presets = _labelled(lambda catalogue: catalogue.presets)
kinds = _labelled(lambda catalogue: catalogue.kinds)
facts = _labelled(lambda catalogue: catalogue.facts())
"""The facts of the enterprise and the readings of the law."""


def _catalogue(context: typer.Context) -> "Catalogue | None":
    from aeo_cli.catalogue.loader import load_catalogue  # noqa: PLC0415  most completions need none

    try:
        return load_catalogue(context.params.get("catalogue"))
    except InputError:
        return None


def profiles(incomplete: str) -> list[str]:
    """Return the matching TOML and JSON files, and folders with the files directly in them."""
    return _paths(incomplete, {".toml", ".json"})


def reports(incomplete: str) -> list[str]:
    """Return the matching JSON files, and folders with the JSON files directly in them."""
    return _paths(incomplete, {".json"})


def among(names: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what offers the matching ones of some names."""

    def matching(incomplete: str) -> list[str]:
        return [str(name) for name in names if name.startswith(incomplete)]

    return matching


def _paths(incomplete: str, suffixes: Collection[str]) -> list[str]:
    folder, slash, name = incomplete.rpartition("/")
    return [
        f"{folder}{slash}{completed}"
        for path in _entries(Path(f"{folder}{slash}").expanduser())
        if path.name.startswith(name) and not path.name.startswith(".")
        for completed in _completions(path, suffixes)
    ]


def _completions(path: Path, suffixes: Collection[str]) -> Iterator[str]:
    """Yield a file's name; for a folder, its name and those of the files directly in it."""
    if path.is_dir():
        yield f"{path.name}/"
        for entry in _entries(path):
            if entry.suffix in suffixes:
                yield f"{path.name}/{entry.name}"
    elif path.suffix in suffixes:
        yield path.name


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
