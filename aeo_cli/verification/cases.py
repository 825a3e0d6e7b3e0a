"""Cases: what a catalogue is expected to answer, written down beside it and compared.

The cases of `measures.toml` stand in the folder `measures.cases` beside it, in a *book* for each
provision and one for the caveats of the whole. A book has a profile; each of its cases changes some
facts of it and states the outcome, and its name says in a sentence why that is right. Whoever
writes a case reads the law, not the catalogue: else it would only repeat it.
"""

from copy import deepcopy
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, Strict, model_validator
from pydantic_core import PydanticCustomError

from aeo_cli.assessment.report import OfficeDays, Verdict
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.model import Force, Route
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import NOTHING, InputError, Problem, quoted
from aeo_cli.documents.syntax import RawDocument
from aeo_cli.documents.text import Sentence, both
from aeo_cli.rules.comparison_keys import StrictDate

StrictDatetime = Annotated[datetime, Strict()]


class StatedDeadline(Model):
    """The dates that a case expects of its first item."""

    runs_from: StrictDatetime | StrictDate
    standard: StrictDatetime | StrictDate
    shortened: StrictDatetime | StrictDate
    last_office_day: OfficeDays | None = None
    provisional: bool = False


class Case(Model):
    """Changes to the book's profile, and the outcome. What it does not state is not looked at."""

    name: Sentence
    """Why it comes out so, in a sentence."""
    set: dict[str, Any] = {}
    """Facts to change, by path: `enterprise.credit_level`, `business.0.on_site`."""
    unset: tuple[str, ...] = ()
    """Facts to leave out, by path."""
    on: StrictDate | None = None
    """The day of assessment; None: the book's."""
    verdict: Verdict | None = None
    """Of the provision; the whole has none."""
    entitled: Literal["true", "false", "unknown"] | None = None
    open_facts: tuple[str, ...] = ()
    """All facts that can still change the verdict."""
    deadline: StatedDeadline | None = None
    """Of the first item; None: it has none."""
    caveats: tuple[Sentence, ...] | None = None
    """Of the caveats with a condition all that are shown, each by a piece of its text."""


class Book(Model):
    """The cases of a provision, or of the caveats of the whole, and what holds in all of them."""

    provision: str | None = None
    """None: the whole."""
    route: Route | None = None
    force: Force | None = None
    effect: Effect | None = None
    profile: RawDocument
    on: StrictDate = date(2026, 3, 2)
    """The day of assessment. It decides nothing but caveats and what evidence has expired."""
    cases: tuple[Case, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _states_what_it_is_about(self) -> Self:
        needed = (self.route, self.force, *(case.verdict for case in self.cases))
        more: list[object] = [self.effect, *(case.entitled for case in self.cases)]
        more += [case.deadline or case.open_facts for case in self.cases]
        of_the_whole = self.provision is None
        if {part is None for part in needed} != {of_the_whole} or (of_the_whole and any(more)):
            raise PydanticCustomError("about", "only a provision has a route, force and verdicts")
        return self


def document(book: Book, case: Case) -> RawDocument:
    """Return the profile of a case: the book's, with the case's changes.

    Raises:
        InputError: a path leads nowhere.
    """
    profile = deepcopy(book.profile)
    for path, value in case.set.items():
        table, last = _owner(profile, path)
        if isinstance(table, list):
            table[last : last + 1] = [deepcopy(value)]  # one past the end adds an item
        else:
            table[last] = deepcopy(value)
    for path in case.unset:
        table, last = _owner(profile, path)
        if last not in (range(len(table)) if isinstance(table, list) else table):
            raise _nowhere(path)
        del table[last]
    return profile


def _owner(profile: RawDocument, path: str) -> tuple[Any, Any]:
    """Return the table or list that a path ends in, and its key or index there."""
    table: Any = profile
    *owners, last = path.split(".")
    for owner in owners:
        key = _key(table, owner, path)
        if isinstance(table, list) and key == len(table):
            raise _nowhere(path)
        table = table.setdefault(key, {}) if isinstance(table, dict) else table[key]
    return table, _key(table, last, path)


def _key(table: object, step: str, path: str) -> str | int:
    """Return a step of a path as a key of a table, or as an index of a list, or just past it."""
    if isinstance(table, dict):
        return step
    if isinstance(table, list) and step in map(str, range(len(table) + 1)):
        return int(step)
    raise _nowhere(path)


def _nowhere(path: str) -> InputError:
    expected = both("情况文件中的路径", "a path in the profile")
    hint = both("如 business.0.on_site", "as in business.0.on_site")
    return InputError([Problem("", quoted(path) if path else NOTHING, expected, hint)])
