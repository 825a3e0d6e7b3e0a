"""What a workbook says as a profile: its document, and the cell of each part of it."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.text import Text, both
from aeo_cli.profile.table_reader import RawTable


class WorkbookProfile(NamedTuple):
    """A profile as a document, and the cell of each of its parts."""

    document: dict[str, Any]
    places: Mapping[str, str]
    """By the place in the document, `business[0].accepted_on`, the cell: `待办业务!C7`."""
    problems: tuple[Problem, ...]
    """What is wrong with its sheets, heads and cells."""
    unread: tuple[str, ...]
    """The names of the author's own sheets."""

    def located(self, error: InputError) -> InputError:
        """Return an error of the document with cells as its places, and what else is wrong."""
        located = (
            problem._replace(
                place=self._cell(problem.place),
                expected=problem.expected and self._with_cells(problem.expected),
            )
            for problem in error.problems
        )
        return InputError([*self.problems, *located])

    def _with_cells(self, text: Text) -> Text:
        """Return a text with the cells of the items that it names."""
        item = re.compile(r"business\[[0-9]+\]")
        zh, en = (
            item.sub(lambda found: self.places[found[0]], words) for words in (text.zh, text.en)
        )
        return both(zh, en)

    def _cell(self, place: str | Text) -> str | Text:
        if not isinstance(place, str):
            return place
        # A member of a set and a fact that is missing have no cell of their own.
        owner = place
        while owner and owner not in self.places:
            owner = max(owner.rpartition("[")[0], owner.rpartition(".")[0], key=len)
        return self.places.get(owner, place)


def as_json(document: RawTable) -> str:
    """Return the document of a workbook as JSON, with its dates and moments as text."""
    return json.dumps(document, ensure_ascii=False, default=lambda moment: moment.isoformat())
