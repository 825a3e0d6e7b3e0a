"""The format of cases: what a catalogue is expected to answer, written by hand beside it.

The cases of `measures.toml` are in the folder `measures.cases` beside it: one *book* for each
provision, and one for the whole catalogue. A book states what holds of its provision, or of the
whole, and has a profile; each of its cases changes some facts of the profile and states the
outcome, and the name of the case says in a sentence why that is right. Whoever writes a case reads
the law, not the catalogue: a case copied from the catalogue would confirm its mistakes.
"""

from copy import deepcopy
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import Field, Strict, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from aeo_cli.assessment.item_answer import OfficeDays
from aeo_cli.assessment.report import Verdict
from aeo_cli.catalogue.documents import Citation
from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.documents.model import Model
from aeo_cli.documents.problems import NOTHING, InputError, Problem, quoted
from aeo_cli.documents.syntax import RawDocument
from aeo_cli.documents.text import Sentence, both
from aeo_cli.rules.comparison_keys import StrictDate
from aeo_cli.verification.statements import States

StrictDatetime = Annotated[datetime, Strict()]
StatedFigure = Annotated[str, StringConstraints(pattern=r"^[0-9]+$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]


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
    """Why this is the outcome, in a sentence."""
    set: dict[str, Any] = {}
    """The facts to change, by path: `enterprise.credit_level`, `business.0.on_site`."""
    unset: tuple[str, ...] = ()
    """The facts to remove, by path."""
    on: StrictDate | None = None
    """The day of assessment; None: the book's."""
    verdict: Verdict | None = None
    """The verdict on the provision; None: the case is about the whole catalogue."""
    entitled: Literal["true", "false", "unknown"] | None = None
    ordinary: Literal["true", "false", "unknown"] | None = None
    """Whether the ordinary rule is open to the enterprise."""
    open_facts: tuple[str, ...] = ()
    """All facts that can still change the verdict, and no others."""
    deadline: StatedDeadline | None = None
    """The deadline of the first item; None: it has none."""
    caveats: tuple[Sentence, ...] | None = None
    """All caveats with a condition that are shown, each by an excerpt; None: not compared."""


class Book(Model):
    """The cases of a provision, or of the caveats of the whole, and what holds in all of them."""

    provision: str | None = None
    """The id of the provision; None: the whole catalogue."""
    route: Route | None = None
    force: Force | None = None
    effect: Effect | None = None
    citation: Citation | None = None
    """Required where the place cited does not follow from the measure's number and category."""
    confirmed: dict[Sentence, Sentence] = {}
    """All caveats that are confirmed, each by an excerpt, with its source in Chinese."""
    unconfirmed: tuple[Sentence, ...] = ()
    """All other caveats, each by an excerpt."""
    figures: tuple[StatedFigure, ...] = ()
    """Every figure in the texts for which neither the effect nor a declaration vouches."""
    states: States | None = None
    """What else holds of the whole catalogue."""
    profile: RawDocument = {}
    on: StrictDate = date(2026, 3, 2)
    """The day of assessment. Only caveats and the expiry of evidence depend on it."""
    cases: tuple[Case, ...] = Field(default=(), min_length=1)

    @model_validator(mode="after")
    def _fits_its_provision(self) -> Self:
        """Require what a book about a provision must state, and forbid it in any other."""
        required = (self.route, self.force, *(case.verdict for case in self.cases))
        outcomes = ((c.entitled, c.ordinary, c.deadline, c.open_facts) for c in self.cases)
        optional = (self.effect, self.citation, *map(any, outcomes))
        is_whole = self.provision is None
        if {part is None for part in required} != {is_whole} or (is_whole and any(optional)):
            raise PydanticCustomError("about", "only a provision has a route, force and verdicts")
        if self.states and not is_whole:
            raise PydanticCustomError("about", "only the whole has statements")
        if not self.cases and not self.states:
            raise PydanticCustomError("empty_book", "cases or statements")
        return self


def case_profile(book: Book, case: Case) -> RawDocument:
    """Return the profile of a case: that of its book, with the changes of the case.

    Raises:
        InputError: a path of a change does not exist in the profile.
    """
    profile = deepcopy(book.profile)
    for path, value in case.set.items():
        container, key = _resolve(profile, path)
        if isinstance(container, list):
            container[key : key + 1] = [deepcopy(value)]  # one past the end adds an item
        else:
            container[key] = deepcopy(value)
    for path in case.unset:
        container, key = _resolve(profile, path)
        if key not in (range(len(container)) if isinstance(container, list) else container):
            raise _no_such_path(path)
        del container[key]
    return profile


def _resolve(profile: RawDocument, path: str) -> tuple[Any, Any]:
    """Return the table or list that holds the value at a path, and the value's key or index there.

    A table that is missing on the way is added, so that a case can set a fact in it.
    """
    container: Any = profile
    *steps, last = path.split(".")
    for step in steps:
        key = _key(container, step, path)
        if isinstance(container, list) and key == len(container):
            raise _no_such_path(path)
        container = container.setdefault(key, {}) if isinstance(container, dict) else container[key]
    return container, _key(container, last, path)


def _key(container: object, step: str, path: str) -> str | int:
    """Return a step of a path as a key of a table, or as an index of a list or one past its end.

    Raises:
        InputError: the container is neither, or the index is out of range.
    """
    if isinstance(container, dict):
        return step
    if isinstance(container, list) and step in map(str, range(len(container) + 1)):
        return int(step)
    raise _no_such_path(path)


def _no_such_path(path: str) -> InputError:
    expected = both("情况文件中的路径", "a path in the profile")
    hint = both("如 business.0.on_site", "for example business.0.on_site")
    return InputError([Problem("", quoted(path) if path else NOTHING, expected, hint)])
