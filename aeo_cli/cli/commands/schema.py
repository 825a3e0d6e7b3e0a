"""`aeo schema`: the JSON Schemas of the documents that the tool reads and writes.

They follow from the models of these documents; a profile's follows from the facts of a catalogue.
"""

from enum import StrEnum
from typing import Annotated, assert_never

import typer

from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli import console, inputs, options
from aeo_cli.interview.question import NextQuestion
from aeo_cli.profile.schema import Schema, profile_schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


class SchemaName(StrEnum):
    """A document that has a schema."""

    PROFILE = "profile"
    REPORT = "report"
    DIFFERENCE = "difference"
    """What `aeo whatif` and `aeo diff` give."""
    QUESTION = "question"
    """What `aeo ask` gives."""
    MEASURES = "measures"
    SCREENING = "screening"
    """What `aeo screen --json` gives."""
    CATALOGUE = "catalogue"
    CASES = "cases"
    """A book of cases beside a catalogue."""
    VERIFICATION = "verification"
    MUTATION = "mutation"


def schema(document: SchemaName, catalogue: Catalogue) -> Schema:  # noqa: C901  one case for each
    """Return the JSON Schema of a document; a profile's is that of the catalogue's facts."""
    match document:
        case SchemaName.PROFILE:
            found = profile_schema(catalogue)
        case SchemaName.REPORT:
            found = Report.model_json_schema(mode="serialization")
        case SchemaName.QUESTION:
            found = NextQuestion.model_json_schema(mode="serialization")
        case SchemaName.CATALOGUE:
            found = Catalogue.model_json_schema()
        case SchemaName.DIFFERENCE:
            from aeo_cli.comparison.document import Difference  # noqa: PLC0415

            found = Difference.model_json_schema(mode="serialization")
        case SchemaName.MEASURES:  # what only one schema needs is imported where it is needed
            from aeo_cli.catalogue.listing import Listing  # noqa: PLC0415

            found = Listing.model_json_schema(mode="serialization")
        case SchemaName.SCREENING:
            from aeo_cli.screening.document import Screening  # noqa: PLC0415

            found = Screening.model_json_schema(mode="serialization")
        case SchemaName.CASES:
            from aeo_cli.verification.cases import Book  # noqa: PLC0415

            found = Book.model_json_schema()
        case SchemaName.VERIFICATION:
            from aeo_cli.verification.verify import Verification  # noqa: PLC0415

            found = Verification.model_json_schema(mode="serialization")
        case SchemaName.MUTATION:
            from aeo_cli.verification.mutation import Mutation  # noqa: PLC0415

            found = Mutation.model_json_schema(mode="serialization")
        case _:
            assert_never(document)
    return {"$schema": _DIALECT, **found}


def print_schema(
    document: Annotated[
        SchemaName,
        typer.Argument(
            metavar="DOCUMENT",
            help=(
                "One of: profile, report, difference, question, measures, screening, catalogue, "
                "cases, verification, mutation."
            ),
        ),
    ],
    output: options.Output = None,
    lang: options.Language = None,  # noqa: ARG001
    catalogue: options.CataloguePath = None,
) -> None:
    """Print the JSON Schema of a document."""
    from json import dumps  # noqa: PLC0415

    found = schema(document, inputs.read(catalogue, output=output).catalogue)
    console.write_output(f"{dumps(found, ensure_ascii=False, indent=2)}\n".encode(), output)
