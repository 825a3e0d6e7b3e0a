"""`aeo schema`: the JSON Schemas of the documents that the tool reads and writes.

They are derived from the models of the documents; that of a profile from a catalogue's facts.
"""

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aeo_cli.cli import console, inputs
from aeo_cli.cli.common_options import common_options
from aeo_cli.cli.option_values import Settings

if TYPE_CHECKING:
    from aeo_cli.catalogue.model import Catalogue

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class SchemaName(StrEnum):
    """A document that has a schema."""

    PROFILE = "profile"
    REPORT = "report"
    DIFFERENCE = "difference"
    """What `aeo whatif` and `aeo diff` write."""
    QUESTION = "question"
    """What `aeo ask` writes."""
    MEASURES = "measures"
    SCREENING = "screening"
    """What `aeo screen --json` writes."""
    WORKLIST = "worklist"
    """What `aeo screen --due-within N --json` writes."""
    CATALOGUE = "catalogue"
    CASES = "cases"
    """A file of test cases for a catalogue."""
    VERIFICATION = "verification"
    MUTATION = "mutation"


_WRITTEN = {
    SchemaName.REPORT: "assessment.report:Report",
    SchemaName.DIFFERENCE: "comparison.document:Difference",
    SchemaName.QUESTION: "interview.question:NextQuestion",
    SchemaName.MEASURES: "catalogue.listing:Listing",
    SchemaName.SCREENING: "screening.document:Screening",
    SchemaName.WORKLIST: "screening.work_list:PortfolioWork",
    SchemaName.VERIFICATION: "verification.verify:Verification",
    SchemaName.MUTATION: "verification.mutation:Mutation",
}
_READ = {
    SchemaName.CATALOGUE: "catalogue.model:Catalogue",
    SchemaName.CASES: "verification.cases:Book",
}
"""The module and the model of each document: only that of the one asked for is imported."""


def schema(document: SchemaName, catalogue: "Catalogue") -> dict[str, Any]:
    """Return the JSON Schema of a document; that of a profile follows from the catalogue."""
    if document is SchemaName.PROFILE:
        from aeo_cli.profile.schema import profile_schema

        return {"$schema": _DIALECT, **profile_schema(catalogue)}
    module, _, name = (_WRITTEN | _READ)[document].partition(":")
    model = getattr(import_module(f"aeo_cli.{module}"), name)
    mode = "serialization" if document in _WRITTEN else "validation"
    return {"$schema": _DIALECT, **model.model_json_schema(mode=mode)}


@common_options("output", "lang", "catalogue")
def print_schema(
    settings: Settings,
    document: Annotated[
        SchemaName,
        typer.Argument(
            metavar="DOCUMENT",
            help=(
                "One of: profile, report, difference, question, measures, screening, worklist, "
                "catalogue, cases, verification, mutation."
            ),
        ),
    ],
) -> None:
    """Run `aeo schema`."""
    from json import dumps

    catalogue = inputs.read(settings.catalogue, output=settings.output).catalogue
    content = dumps(schema(document, catalogue), ensure_ascii=False, indent=2)
    console.write_output(f"{content}\n".encode(), settings.output)
