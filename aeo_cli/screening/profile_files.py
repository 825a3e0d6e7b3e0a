"""Files with the profile of one enterprise, each turned into a line of JSON for the engines.

That is TOML or JSON, as `aeo init` saves it, or a workbook that was filled in. The line gives the
enterprise its place among others; it is read from its document (`filed_profile`).
"""

from collections.abc import Sequence
from pathlib import Path

from aeo_cli.documents import files, syntax
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.text import Text
from aeo_cli.profile.remainder import parse_profile
from aeo_cli.profile.workbook_profile import as_json
from aeo_cli.screening.filed_profile import FiledProfile
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.sources import PortfolioFile


def text_profile_files(
    source: PortfolioFile, place: Path, plan: Plan
) -> tuple[list[PortfolioFile], Sequence[Text]]:
    """Return what a profile in TOML or JSON becomes, and notes on its encoding.

    Args:
        source: the file.
        place: where to write the line, without a suffix.
        plan: the plan, which knows the facts.

    Raises:
        InputError: it cannot be read, or its syntax is wrong.
    """
    try:
        text, notes = syntax.decode(files.read(str(source.path)))
        profile = FiledProfile(parse_profile(text, plan.catalogue))
    except InputError as error:
        raise error.within(source.name) from error
    return [line_file(source, profile, place)], notes


def line_file(source: PortfolioFile, profile: FiledProfile, place: Path) -> PortfolioFile:
    """Write a profile as a line of JSON; without a `ref`, it has the name of its file as one.

    Args:
        source: the file of the profile.
        profile: the profile.
        place: where to write the line, without a suffix.
    """
    if profile.document.get("ref") in (None, "") and not source.label:
        ref = {"ref": source.path.stem}
        profile = profile._replace(document={**ref, **profile.document, **ref})
    path = place.with_suffix(".jsonl")
    # With its mark, it is certainly UTF-8; half of a surrogate pair is written as JSON escapes it.
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="\n") as file:
        file.write(f"{as_json(profile.document)}\n")
    return source._replace(path=path, origin=source.path, profile=profile)
