"""Statements: what a book says of the whole catalogue that no rule and no profile can show.

They are written from the official text, like cases: that a fact is fixed, under which heading a
measure stands, what a choice is called. What a book does not state is not there: a catalogue
without presets has none to state.
"""

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from aeo_cli.catalogue.documents import Document
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.office_hours import OfficeHours
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Sentence
from aeo_cli.rules.comparison_keys import Scalar, StrictDate
from aeo_cli.rules.facts import Fact, ImpliedBy, Key, KnownBy, Word
from aeo_cli.rules.identifiers import Identifier
from aeo_cli.verification.mismatches import Mismatch, written

FactName = str
"""`enterprise.X`, `readings.X`, or `KIND.X`; a choice of it is `enterprise.X.CHOICE`."""


class StatedDocument(Model):
    """What is known about a document besides its title; its texts in Chinese."""

    issuer: Sentence | None = None
    number: Sentence | None = None
    address: str | None = None
    date: StrictDate | None = None
    in_force_from: StrictDate | None = None
    in_force_until: StrictDate | None = None
    repealed_by: Key | None = None
    numbered_as_measures: bool = False


class States(Model):
    """What is true of a catalogue as a whole."""

    contents: dict[Key, dict[Key, tuple[str, ...]]]
    """The categories in their order, in each the measures, of each the provisions."""
    heading: tuple[FactName, ...] = ()
    documents: dict[Key, StatedDocument] = {}
    office_hours: OfficeHours | None = None
    choices: dict[FactName, dict[Word, Sentence]] = {}
    """What the choices of a fact are called in Chinese: a profile may name them so."""
    highest: dict[FactName, Word] = {}
    format: dict[FactName, Identifier] = {}
    informational: tuple[FactName, ...] = ()
    """The facts, and the choices, on which nothing depends."""
    fixed: tuple[FactName, ...] = ()
    """The facts that nobody can change."""
    known_by_customs: tuple[FactName, ...] = ()
    implied_by: dict[FactName, ImpliedBy] = {}
    about_office_hours: dict[FactName, Key] = {}
    presets: dict[Key, dict[str, Scalar | tuple[Scalar, ...]]] = {}


def actual_states(catalogue: Catalogue) -> States:
    """Return what a catalogue would have to be stated to be."""
    facts = {name: fact for name, _, fact in _facts(catalogue)}
    chosen = {name: fact for name, fact in facts.items() if fact.choices}

    def declared(field: str) -> dict[FactName, Any]:
        """Return what facts declare in a field, by name; a fact that declares nothing has none."""
        return {name: value for name, fact in facts.items() if (value := getattr(fact, field))}

    return States.model_construct(
        contents={
            category: {
                measure.id: tuple(provision.id for provision in measure.provisions)
                for measure in catalogue.measures
                if measure.category == category
            }
            for category in catalogue.categories
        },
        heading=catalogue.heading,
        documents={name: _stated(document) for name, document in catalogue.documents.items()},
        office_hours=catalogue.office_hours,
        choices={
            name: {key: choice.zh for key, choice in fact.choices.items()}
            for name, fact in chosen.items()
        },
        highest=declared("highest"),
        format=declared("format"),
        informational=(
            *declared("informational"),
            *(
                f"{name}.{key}"
                for name, fact in chosen.items()
                for key, choice in fact.choices.items()
                if choice.informational
            ),
        ),
        fixed=tuple(declared("fixed")),
        known_by_customs=tuple(
            name for name, fact in facts.items() if fact.known_by is KnownBy.CUSTOMS
        ),
        implied_by=declared("implied_by"),
        about_office_hours=declared("about_office_hours"),
        presets={name: preset.facts for name, preset in catalogue.presets.items()},
    )


def _facts(catalogue: Catalogue) -> Iterator[tuple[FactName, str, Fact]]:
    """Yield each fact with the name by which statements know it, and its path."""
    for name, fact in catalogue.facts().items():
        yield name, name, fact
    for kind_name, kind in catalogue.kinds.items():
        for name, fact in kind.facts.items():
            yield f"{kind_name}.{name}", f"kinds.{kind_name}.facts.{name}", fact


def _stated(document: Document) -> StatedDocument:
    texts = {"issuer": document.issuer, "number": document.number}
    known = document.model_dump(include=set(StatedDocument.model_fields) - {*texts})
    known |= {name: text.zh for name, text in texts.items() if text}
    return StatedDocument.model_construct(**known)


def differences(states: States, catalogue: Catalogue) -> Iterator[Mismatch]:
    """Yield everything in which a catalogue is not as stated."""
    actual = actual_states(catalogue)
    yield from _in_contents(states, actual)
    for part in ("heading", "office_hours"):
        if getattr(states, part) != getattr(actual, part):
            yield _difference(part, part, getattr(states, part), getattr(actual, part))
    paths = {name: path for name, path, _ in _facts(catalogue)}
    groups = {"documents": "documents.", "presets": "presets."}
    for part in States.model_fields:
        stated, found = (_entries(getattr(side, part)) for side in (states, actual))
        if part in {"contents", "heading"} or stated is None or found is None:
            continue
        for name in {**stated, **found}:
            if stated.get(name) != found.get(name):
                owner, _, choice = name.rpartition(".")
                path = paths.get(name) or f"{paths.get(owner, owner)}.choices.{choice}"
                path = f"{groups[part]}{name}" if part in groups else path
                yield _difference(path, f"{part} {name}", stated.get(name), found.get(name))


def _difference(path: str, part: str, stated: object, actual: object) -> Mismatch:
    return Mismatch(f"states.{part}", written(stated), written(actual), None, path)


def _entries(part: object) -> Mapping[str, object] | None:
    """Return a table, or a list of names as a table; None: it is neither."""
    if isinstance(part, Mapping):
        return part
    return dict.fromkeys(part, True) if isinstance(part, tuple) else None


def _in_contents(states: States, actual: States) -> Iterator[Mismatch]:
    """Yield the first line in which the table of contents is not as stated: others follow it."""
    stated, found = (
        [
            f"{category}.{measure}: {', '.join(provisions)}"
            for category, measures in side.contents.items()
            for measure, provisions in measures.items()
        ]
        for side in (states, actual)
    )
    for lines in zip_longest(stated, found):
        if lines[0] != lines[1]:
            yield _difference("measures", "contents", *lines)
            return
