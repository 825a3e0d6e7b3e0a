"""Cases: what a catalogue is expected to answer, written down beside it and compared.

The cases of `measures.toml` stand in the folder `measures.cases` beside it, in a *book* for each
provision and one for the caveats of the whole. A book has a profile; each of its cases changes some
facts of it and states the outcome, and its name says in a sentence why that is right. Whoever
writes a case reads the law, not the catalogue: else it would only repeat it.
"""

from copy import deepcopy
from datetime import date, datetime
from typing import Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from aeo_cli.catalogue import Force, Route
from aeo_cli.conditions import StrictDate
from aeo_cli.effects import Effect
from aeo_cli.errors import NOTHING, InputError, Problem, quoted
from aeo_cli.model import Model
from aeo_cli.report import OfficeDays, Verdict
from aeo_cli.text import Sentence, both

Document = dict[str, Any]


class StatedDeadline(Model):
    """The dates that a case expects of its first item."""

    runs_from: datetime | date
    standard: datetime | date
    shortened: datetime | date
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
    profile: Document
    on: StrictDate = date(2026, 3, 2)
    """The day of assessment. It decides nothing but caveats and what evidence has expired."""
    cases: tuple[Case, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _states_what_it_is_about(self) -> Self:
        about = (self.route, self.force, *(case.verdict for case in self.cases))
        if {part is None for part in about} != {self.provision is None}:
            raise PydanticCustomError("about", "route, force and verdicts are of a provision")
        return self


def document(book: Book, case: Case) -> Document:
    """Return the profile of a case: the book's, with the case's changes.

    Raises:
        InputError: a path leads nowhere.
    """
    profile = deepcopy(book.profile)
    for path, value in case.set.items():
        table, last = _owner(profile, path)
        if isinstance(table, list) and last == len(table):
            table.append(deepcopy(value))
        else:
            table[last] = deepcopy(value)
    for path in case.unset:
        table, last = _owner(profile, path)
        if last not in (range(len(table)) if isinstance(table, list) else table):
            raise _nowhere(path)
        del table[last]
    return profile


def _owner(profile: Document, path: str) -> tuple[Any, str | int]:
    """Return the table or list that a path ends in, and its key or index there."""
    table: Any = profile
    *owners, last = (int(step) if step.isdecimal() else step for step in path.split("."))
    try:
        for owner in owners:
            table = table[owner] if isinstance(owner, int) else table.setdefault(owner, {})
        known = range(len(table) + 1) if isinstance(table, list) else {last}
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise _nowhere(path) from error
    if last not in known or not isinstance(table, list | dict):
        raise _nowhere(path)
    return table, last


def _nowhere(path: str) -> InputError:
    expected = both("情况文件中的路径", "a path in the profile")
    hint = both("如 business.0.on_site", "as in business.0.on_site")
    return InputError([Problem("", quoted(path) if path else NOTHING, expected, hint)])
