"""What the user names as a portfolio, which is looked up in `portfolio`."""

from collections.abc import Mapping
from glob import has_magic
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Self

from aeo_cli.screening.part_files import FORMATS
from aeo_cli.screening.sources import UNICODE_TEXT, TableName, input_format


class PortfolioNames(NamedTuple):
    """What the user names: a whole portfolio, or its tables."""

    whole: str | None
    """A file, a pattern of files of JSON Lines, or a folder."""
    enterprises: str | None = None
    """A file, a folder or a pattern for the table of enterprises."""
    business: str | None = None
    """The same for the table of pending business."""
    labels: Mapping[str, str] = MappingProxyType({})
    """The names to show instead of those of some files."""

    @property
    def tables(self) -> Self:
        """The same, with a single table that is named as a portfolio as that of enterprises."""
        if self.whole and self.enterprises is None and _is_table(self.whole):
            return self._replace(whole=None, enterprises=self.whole)
        return self


def _is_table(name: str) -> bool:
    """Return whether a name is that of one file in a format of tables."""
    path = Path(name)
    is_table = input_format(path) in FORMATS[TableName.ENTERPRISES]
    is_one = path.is_file() or not has_magic(name)
    return (is_table or path.suffix.lower() in UNICODE_TEXT) and is_one and not path.is_dir()
