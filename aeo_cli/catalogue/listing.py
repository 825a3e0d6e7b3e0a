"""The catalogue as a document for scripts, `aeo-measures/1`: conditions without verdicts."""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.catalogue.model import Catalogue, Caveat, How, Measure, Provision
from aeo_cli.catalogue.office_hours import OfficeHours
from aeo_cli.catalogue.references import CatalogueReference, CitedPlace
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Text
from aeo_cli.rules.conditions import Condition


class ListedProvision(Model):
    """A provision as the catalogue states it; its conditions contain definitions by name."""

    id: str
    summary: Text
    entitled: Condition
    kind: str | None
    triggered: Condition
    route: Route
    force: Force
    effect: Effect | None
    how: How | None
    otherwise: Text | None
    ordinary: Condition
    caveats: tuple[Caveat, ...]
    citation: CitedPlace


class ListedMeasure(Model):
    """A measure as the catalogue states it."""

    number: int
    id: str
    category: str
    title: Text
    provisions: tuple[ListedProvision, ...]


class Listing(Model):
    """Measures of a catalogue."""

    schema_: Literal["aeo-measures/1"] = Field(default="aeo-measures/1", alias="schema")
    catalogue: CatalogueReference
    office_hours: OfficeHours | None
    measures: tuple[ListedMeasure, ...]


def listing(catalogue: Catalogue, measures: Iterable[Measure]) -> Listing:
    """Return measures of a catalogue as a document."""
    return Listing.model_construct(
        catalogue=CatalogueReference.to(catalogue),
        office_hours=catalogue.office_hours,
        measures=tuple(
            ListedMeasure.model_construct(
                number=measure.number,
                id=measure.id,
                category=measure.category,
                title=measure.title,
                provisions=tuple(_listed(provision, catalogue) for provision in measure.provisions),
            )
            for measure in measures
        ),
    )


def _listed(provision: Provision, catalogue: Catalogue) -> ListedProvision:
    shown = {
        "caveats": tuple(caveat.plain() for caveat in provision.caveats),
        "citation": CitedPlace.of(provision.citation, catalogue),
    }
    # What else a provision has, such as its `act`, is for people, and no field of the document.
    return ListedProvision.model_construct(**{**dict(provision), **shown})
