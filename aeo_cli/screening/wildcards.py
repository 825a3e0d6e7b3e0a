"""Patterns of file names, such as `clients/*.jsonl`, and what matches them.

`glob.glob` says nothing of a folder that it may not list, and stays in a circle of links.
"""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from glob import has_magic
from itertools import takewhile
from pathlib import Path

from aeo_cli.screening.folders import (
    NOT_REGULAR,
    Entry,
    Listing,
    Walk,
    is_hidden,
    is_metadata,
    local,
)


def pattern_base(pattern: str) -> Path:
    """Return the folder up to which a pattern is no pattern."""
    return Path(*takewhile(lambda part: not has_magic(part), Path(pattern).parts))


def matching(pattern: str, listing: Listing = local) -> list[Entry]:
    """Return the files and folders that match a pattern, in order; `**` is any number of folders.

    Unlike `glob.glob`, it also returns what may match and cannot be listed, and the hidden folders
    in which something matches.
    """
    base = pattern_base(pattern)
    parts = Path(pattern).parts[len(base.parts) :]
    found = dict[Path, Entry]()
    for one in _matching(base, parts, listing):
        above = one.path.relative_to(base).parts[:-1]
        depth = next((number for number, part in enumerate(above) if is_hidden(part)), None)
        if depth is None or is_metadata(one):
            found[one.path] = one
        else:
            hidden = base.joinpath(*above[: depth + 1])
            found[hidden] = Entry(hidden, is_folder=True)
    return sorted(found.values(), key=lambda one: one.path)


def _matching(base: Path, pattern: Sequence[str], listing: Listing) -> Iterator[Entry]:
    walk = Walk(base, listing)
    pending = [(Entry(base, is_folder=True), tuple(pattern))]
    while pending:
        folder, parts = pending.pop()
        below = walk.inside(folder)
        if not isinstance(below, list):
            if folder.path != base:
                yield folder._replace(is_folder=False, fault=below)
            continue
        part, rest = parts[0], parts[1:]
        if part == "**" and rest:  # it may be no folder at all
            pending.append((folder, rest))
        deeper = parts if part == "**" else rest
        for one in below:
            if part == "**" or fnmatch(one.path.name, part):
                if one.is_folder and deeper:
                    pending.append((one, deeper))
                if not rest or _may_be_folder(one):
                    yield one


def _may_be_folder(one: Entry) -> bool:
    """Return whether it cannot be known what an entry is, as of a link that leads nowhere."""
    return one.fault not in {None, NOT_REGULAR} and not is_metadata(one)
