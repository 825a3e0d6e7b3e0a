"""Changes of what a catalogue declares: order, documents, facts, presets, caveats."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.rules.facts import Fact, FactType, ImpliedBy, KnownBy
from aeo_cli.rules.identifiers import Identifier
from aeo_cli.verification.mutants.change import Change, Edit, near_values
from aeo_cli.verification.rewriting import as_written


def declaration_edits(index: CatalogueIndex) -> Iterator[Edit]:
    """Yield every edit of a declaration."""
    yield from _edits_of_order(index)
    yield from _edits_of_documents(index.catalogue)
    yield from _edits_of_office_hours(index.catalogue)
    for path, fact in index.facts:
        yield from _edits_of_fact(path, fact)
    yield from _edits_of_presets(index.catalogue)
    yield from _edits_of_caveats(index)


def _edit(change: Change, path: str, value: object) -> Edit:
    return Edit(change, ((path, value),))


def _edits_of_order(index: CatalogueIndex) -> Iterator[Edit]:
    """Yield the heading shortened and turned, each order turned once, and each other category."""
    catalogue = index.catalogue
    heading = catalogue.heading
    for i in range(len(heading)):
        yield _edit(Change.HEADING, "heading", (*heading[:i], *heading[i + 1 :]))
    if len(heading) > 1:
        yield _edit(Change.HEADING, "heading", heading[::-1])
    if len(catalogue.categories) > 1:
        categories = dict(reversed(catalogue.categories.items()))
        yield Edit(Change.ORDER, (("categories", categories),), as_written([*categories]))
    for path, measure in index.measures:
        provisions = measure.provisions
        for i in range(len(provisions) - 1):
            turned = (*provisions[:i], provisions[i + 1], provisions[i], *provisions[i + 2 :])
            ids = as_written([provision.id for provision in turned])
            yield Edit(Change.ORDER, ((f"{path}.provisions", turned),), ids)
        for category in catalogue.categories:
            if category != measure.category:
                yield _edit(Change.CATEGORY, f"{path}.category", category)


def _edits_of_documents(catalogue: Catalogue) -> Iterator[Edit]:
    for name, document in catalogue.documents.items():
        path = f"documents.{name}"
        for field in ("date", "in_force_from", "in_force_until"):
            day: date | None = getattr(document, field)
            for value in (None, *near_values(None, day)) if day else ():
                yield _edit(Change.DOCUMENT, f"{path}.{field}", value)
        for name_of_field in ("issuer", "number", "address", "repealed_by"):
            if getattr(document, name_of_field) is not None:
                yield _edit(Change.DOCUMENT, f"{path}.{name_of_field}", None)
        is_numbered = not document.numbered_as_measures
        yield _edit(Change.DOCUMENT, f"{path}.numbered_as_measures", is_numbered)


def _edits_of_office_hours(catalogue: Catalogue) -> Iterator[Edit]:
    if hours := catalogue.office_hours:
        yield _edit(Change.OFFICE_HOURS, "office_hours", None)
        yield _edit(Change.OFFICE_HOURS, "office_hours.confirmed", not hours.confirmed)
        for field in ("opens", "closes"):
            later = _half_an_hour_later(getattr(hours, field))
            yield _edit(Change.OFFICE_HOURS, f"office_hours.{field}", later)


def _half_an_hour_later(moment: time) -> time:
    return (datetime.combine(date(2007, 1, 1), moment) + timedelta(minutes=30)).time()


def _edits_of_fact(path: str, fact: Fact) -> Iterator[Edit]:
    """Yield a fact with each of its properties changed, and with each of its choices changed."""
    yield _edit(Change.INFORMATIONAL, f"{path}.informational", not fact.informational)
    for key, choice in fact.choices.items():
        choice_path = f"{path}.choices.{key}.informational"
        yield _edit(Change.INFORMATIONAL, choice_path, not choice.informational)
    is_item_boolean = fact.type is FactType.BOOLEAN and path.startswith("kinds.")
    others: list[tuple[Change, str, bool, object, Iterable[object]]] = [
        (Change.HIGHEST, "highest", fact.type is FactType.CHOICE, fact.highest, fact.choices),
        (Change.FORMAT, "format", fact.type is FactType.TEXT, fact.format, Identifier),
        (Change.IMPLIED_BY, "implied_by", is_item_boolean, fact.implied_by, ImpliedBy),
    ]
    for change, field, is_possible, actual, values in others:
        for value in (None, *values) if is_possible else ():
            if value != actual:
                yield _edit(change, f"{path}.{field}", value)
    if not fact.informational:
        yield _edit(Change.FIXED, f"{path}.fixed", not fact.fixed)
        (other,) = (knower for knower in KnownBy if knower is not fact.known_by)
        yield _edit(Change.KNOWN_BY, f"{path}.known_by", other)
    if fact.about_office_hours:
        yield _edit(Change.OFFICE_HOURS, f"{path}.about_office_hours", None)


def _edits_of_presets(catalogue: Catalogue) -> Iterator[Edit]:
    """Yield each preset dropped, and each of its values changed or dropped."""
    facts = catalogue.facts()
    for name, preset in catalogue.presets.items():
        rest = {other: kept for other, kept in catalogue.presets.items() if other != name}
        yield Edit(Change.PRESET, (("presets", rest),), as_written([*rest]))
        for changed, value in preset.facts.items():
            kept = {fact: given for fact, given in preset.facts.items() if fact != changed}
            if kept:
                yield _edit(Change.PRESET, f"presets.{name}.facts", kept)
            for near in near_values(facts.get(changed), value):
                yield _edit(Change.PRESET, f"presets.{name}.facts", {**kept, changed: near})


def _edits_of_caveats(index: CatalogueIndex) -> Iterator[Edit]:
    """Yield each caveat dropped, and its confirmation and gap the other way round."""
    owners = [("", index.catalogue.caveats)]
    owners += [(f"{path}.", provision.caveats) for path, _, provision in index.provisions]
    for owner, caveats in owners:
        for i, caveat in enumerate(caveats):
            path = f"{owner}caveats"
            rest = (*caveats[:i], *caveats[i + 1 :])
            yield Edit(Change.CAVEAT, ((path, rest),), as_written([one.en for one in rest]))
            yield _edit(Change.CONFIRMED, f"{path}[{i}].confirmed", not caveat.confirmed)
            yield _edit(Change.GAP, f"{path}[{i}].gap", not caveat.gap)
