"""What a shell offers while a command line is being typed. It never complains: it offers less."""

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from string import ascii_lowercase

import typer

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.search import subjects
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.text import Text


def numbers(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the measures and provisions whose numbers begin so, with titles and summaries."""
    try:
        catalogue = load_catalogue(context.params.get("catalogue"))
    except InputError:
        return []
    lang = context.find_root().obj
    known = subjects(catalogue)
    offered = {name: subject.provisions[0].summary[lang] for name, subject in known.items()}
    offered |= {str(measure.number): measure.title[lang] for measure in catalogue.measures}
    begun = (name for name in offered if name.startswith(incomplete.lower()))
    ordered = sorted(begun, key=lambda name: (int(name.rstrip(ascii_lowercase)), name))
    return [(name, _line(offered[name])) for name in ordered]


def _line(text: str) -> str:
    """Cut a text to a line and keep it text: Typer reads markup, and breaks a longer one."""
    from rich.cells import chop_cells  # noqa: PLC0415  which Typer needs for completion too
    from rich.markup import escape  # noqa: PLC0415

    line, *rest = chop_cells(visible(text), shutil.get_terminal_size().columns - 4)
    return escape(f"{line}…" if rest else line)


def presets(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the catalogue's presets that begin so, with their labels."""
    return _named(context, incomplete, lambda book: {k: p.label for k, p in book.presets.items()})


def kinds(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the kinds of business that begin so, with their labels."""
    return _named(context, incomplete, lambda book: {k: one.label for k, one in book.kinds.items()})


def facts(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the enterprise's facts and the readings that begin so, with their labels."""
    return _named(context, incomplete, lambda book: {k: f.label for k, f in book.facts().items()})


def _named(
    context: typer.Context, incomplete: str, labels: Callable[[Catalogue], Mapping[str, Text]]
) -> list[tuple[str, str]]:
    try:
        found = labels(load_catalogue(context.params.get("catalogue")))
    except InputError:
        return []
    lang = context.find_root().obj
    return [(name, _line(one[lang])) for name, one in found.items() if name.startswith(incomplete)]


def profiles(incomplete: str) -> list[str]:
    """Return the TOML and JSON files that begin so, the folders, and the files right in them."""
    return _files(incomplete, {".toml", ".json"})


def reports(incomplete: str) -> list[str]:
    """Return the JSON files that begin so, the folders, and the files right in them."""
    return _files(incomplete, {".json"})


def basic_formats(incomplete: str) -> list[str]:
    """Return the formats of what is no report, as far as they begin so."""
    return [form for form in ("terminal", "json") if form.startswith(incomplete)]


def _files(incomplete: str, suffixes: Collection[str]) -> list[str]:
    folder, slash, name = incomplete.rpartition("/")
    return [
        f"{folder}{slash}{offered}"
        for path in _members(Path(f"{folder}{slash}").expanduser())
        if path.name.startswith(name) and not path.name.startswith(".")
        for offered in _offered(path, suffixes)
    ]


def _offered(path: Path, suffixes: Collection[str]) -> Iterator[str]:
    if path.is_dir():
        yield f"{path.name}/"
        yield from (f"{path.name}/{one.name}" for one in _members(path) if one.suffix in suffixes)
    elif path.suffix in suffixes:
        yield path.name


def _members(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
