"""The shape of a catalogue: facts, kinds of business, definitions, measures, provisions.

A *measure* is an item of an official document. It has one or more *provisions*, each of which
applies or does not apply independently of the others. A provision says who is *entitled*, which
kind of pending business *triggers* it, what the enterprise must do (its *route*), how firmly
customs is bound (its *force*) and what it changes (its *effect*). Every text that a reader sees is
in the catalogue, in both languages.

What must hold between the parts of a catalogue is in `invariants`.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Self

from pydantic import Field, PrivateAttr, StrictBool, StrictInt, StringConstraints

from aeo_cli.catalogue.documents import Category, Citation, Document, NonBlank
from aeo_cli.catalogue.effects import Dimension, Effect, Nature, NatureWords, Unit
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.catalogue.office_hours import OfficeHours
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.rules.comparison_keys import Scalar
from aeo_cli.rules.conditions import ALWAYS, Condition
from aeo_cli.rules.facts import Fact, Figure, Key, KnownBy
from aeo_cli.rules.names import ITEM, item_index

UNCONDITIONAL = Field(default=ALWAYS, json_schema_extra={"default": {"all": []}})
"""A condition that need not be stated. Pydantic would write the default by its Python fields."""


class Definition(Model):
    """A condition with a name."""

    label: Text
    is_: Condition = Field(alias="is")


class How(Model):
    """How a provision is claimed, and the channel that the document names for it."""

    text: Text
    channel: Text | None = None


class Caveat(Text):
    """What a careful reader must know, with its source, and whether that was confirmed.

    `confirmed` is true only for what stands in an official text that was read, or is seen to be
    missing there; secondary reports, inferences and readings are false, and every format marks them
    as unconfirmed.
    """

    confirmed: StrictBool
    source: Text | None = None


class ConditionalCaveat(Caveat):
    """A caveat that is shown unless its condition is known to be false."""

    when: Condition = UNCONDITIONAL
    """On facts of the enterprise, readings and the day; in a provision with a kind of business also
    on the facts of an item, and then the caveat is shown if it concerns any pending item."""
    gap: StrictBool = False
    """Whether it says only what the document leaves open, as any reader can see."""
    figures: tuple[Figure, ...] = ()
    """Every figure in the text, so that none can be changed in one language alone."""

    def plain(self) -> Caveat:
        """Return the caveat without its condition, as documents show it."""
        return Caveat.model_construct(
            zh=self.zh, en=self.en, confirmed=self.confirmed, source=self.source
        )


class Provision(Model):
    """A provision of a measure. The docstring of the module explains the words."""

    id: Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*[a-z]?$")]
    summary: Text
    entitled: Condition = UNCONDITIONAL
    """A condition on the enterprise and the readings; without one, any enterprise is entitled."""
    kind: Key | None = None
    """The kind of pending business; None: no business is needed, entitlement alone decides."""
    triggered: Condition = UNCONDITIONAL
    """A condition on one pending item of that kind; without one, any such item triggers it."""
    route: Route
    force: Force
    effect: Effect | None = None
    runs_from: Key | None = None
    """The fact of the item that the time limit in `effect` runs from."""
    act: Text | None = None
    """What the enterprise must do, in a few words, as an imperative."""
    how: How | None = None
    otherwise: Text | None = None
    """What every enterprise can use instead, whether or not it is certified."""
    ordinary: Condition = UNCONDITIONAL
    """A condition on the enterprise and the readings: to whom the ordinary rule is open."""
    caveats: tuple[ConditionalCaveat, ...] = ()
    citation: Citation

    @property
    def for_everybody(self) -> bool:
        """Whether any enterprise is entitled, with or without AEO status."""
        return self.entitled == ALWAYS


class Kind(Model):
    """A kind of pending business, and the facts that an item of it has."""

    label: Text
    help: Text | None = None
    figures: tuple[Figure, ...] = ()
    """Every figure in the help."""
    search: tuple[NonBlank, ...] = ()
    """Words of both languages by which a search finds what serves the kind."""
    facts: dict[Key, Fact] = {}


class Preset(Model):
    """A named change that many ask about, for `aeo whatif`."""

    label: Text
    facts: Annotated[dict[str, Scalar | tuple[Scalar, ...]], Field(min_length=1)]
    """The new values of facts of the enterprise and of readings, by their full names."""


class Measure(Model):
    """An item of the document, with its provisions."""

    number: Annotated[StrictInt, Field(ge=1)]
    id: Key
    category: Key
    title: Text
    short: Text | None = None
    """The title in a few words, for a line of a list."""
    search: tuple[NonBlank, ...] = ()
    """Words of both languages by which a search finds the measure, where no text of it has them."""
    provisions: Annotated[tuple[Provision, ...], Field(min_length=1)]


class Catalogue(Model):
    """A catalogue file as a whole."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    version: NonBlank
    title: Text
    heading: tuple[str, ...]
    """The facts in the heading of a report, by their full names."""
    office_hours: OfficeHours | None = None
    """When applications are taken; needed where a notice of the enterprise has a baseline."""
    documents: dict[Key, Document]
    categories: dict[Key, Category]
    units: dict[Key, Unit] = {}
    natures: dict[Nature, NatureWords] = {}
    enterprise: dict[Key, Fact]
    readings: dict[Key, Fact] = {}
    definitions: dict[Key, Definition] = {}
    kinds: dict[Key, Kind] = {}
    presets: dict[Key, Preset] = {}
    caveats: tuple[ConditionalCaveat, ...] = ()
    """Caveats about the catalogue as a whole."""
    measures: Annotated[tuple[Measure, ...], Field(min_length=1)]

    # Private, because it is not a key of the format: no file can state it, no schema lists it.
    _digest: str = PrivateAttr(default="")

    @property
    def digest(self) -> str:
        """`sha256:` and the hash of the file's bytes; empty if the catalogue is not from a file."""
        return self._digest

    def with_digest(self, digest: str) -> Self:
        """Return a copy of the catalogue that carries the digest of the file it was read from."""
        catalogue = self.model_copy()
        catalogue._digest = digest  # noqa: SLF001  an instance of this class
        return catalogue

    @property
    def conditions(self) -> dict[str, Condition]:
        """The conditions of the definitions, by name."""
        return {name: definition.is_ for name, definition in self.definitions.items()}

    def dimension(self, unit: str) -> Dimension | None:
        """Return what a unit counts; None: a unit of another catalogue, which it does not know."""
        if unit in self.units:
            return self.units[unit].counts
        return Dimension(unit) if unit in set(Dimension) else None

    def known_by(self, name: str, kinds: Sequence[str]) -> KnownBy:
        """Return who knows a fact, by its full name; a reading is for customs to settle.

        The arguments and errors are those of `fact`.
        """
        if name.startswith("readings."):
            return KnownBy.CUSTOMS
        return self.fact(name, kinds).known_by

    def provisions(self) -> Iterator[tuple[Measure, Provision]]:
        """Yield each provision with its measure, in the order of the catalogue."""
        return (
            (measure, provision) for measure in self.measures for provision in measure.provisions
        )

    def facts(self) -> dict[str, Fact]:
        """Return the facts of the enterprise and the readings, by full name: `enterprise.X`."""
        owners = {"enterprise": self.enterprise, "readings": self.readings}
        return {
            f"{owner}.{name}": fact
            for owner, facts in owners.items()
            for name, fact in facts.items()
        }

    def item_facts(self, kind: str | None) -> dict[str, Fact]:
        """Return the facts of an item of a kind, by the names conditions use: `item.X`.

        There are none without a kind, or if the catalogue does not declare it.
        """
        declared = self.kinds.get(kind) if kind else None
        return {f"{ITEM}.{name}": fact for name, fact in declared.facts.items()} if declared else {}

    def fact(self, name: str, kinds: Sequence[str]) -> Fact:
        """Return the fact with a full name, as reports use it.

        Args:
            name: `enterprise.X`, `readings.X`, `business[0].X`, or `item.X` of the first kind.
            kinds: the kinds of the pending items, in their order.

        Raises:
            KeyError: there is no such fact.
        """
        owner, _, fact_name = name.rpartition(".")
        if (index := item_index(name)) is not None:
            return self.kinds[kinds[index]].facts[fact_name]
        if owner == ITEM:
            return self.kinds[kinds[0]].facts[fact_name]
        return {"enterprise": self.enterprise, "readings": self.readings}[owner][fact_name]
