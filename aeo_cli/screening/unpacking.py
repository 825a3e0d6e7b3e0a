"""The files that engines read, made of packed files, profiles and workbooks in a scratch folder."""

from collections.abc import Callable, Sequence
from pathlib import Path

from aeo_cli.documents.problems import Attempts
from aeo_cli.documents.text import Text
from aeo_cli.profile.loader import no_library
from aeo_cli.screening.compression import unpacked
from aeo_cli.screening.plan import Plan
from aeo_cli.screening.profile_files import text_profile_files
from aeo_cli.screening.sources import Note, PortfolioFile


def unpacked_files(
    sources: Sequence[PortfolioFile], scratch: Callable[[], Path], plan: Plan
) -> tuple[list[PortfolioFile], list[Note]]:
    """Return the files that engines read, and notes on how others were turned into them.

    What is unpacked is written into a scratch folder.
    """
    is_needed = not all(source.is_ready for source in sources)
    folder, notes = scratch() if is_needed else Path(), list[Note]()

    def made_of(number: int, source: PortfolioFile) -> list[PortfolioFile]:
        if source.is_ready:
            return [source]
        if source.is_packed:
            return [unpacked(source, folder / f"{number}.{source.form}")]
        read = _sheets if source.is_workbook else text_profile_files
        made, found = read(source, folder / str(number), plan)
        notes.extend((source.name, note) for note in found)
        return made

    with Attempts() as attempt:
        made = [attempt(made_of, *numbered) for numbered in enumerate(sources)]
    return [source for one in made for source in one], notes


def _sheets(
    source: PortfolioFile, place: Path, plan: Plan
) -> tuple[list[PortfolioFile], Sequence[Text]]:
    try:
        from aeo_cli.screening.workbook_files import sheet_files  # noqa: PLC0415  needs openpyxl
    except ImportError as error:
        raise source.error(no_library()) from error
    return sheet_files(source, place, plan)
