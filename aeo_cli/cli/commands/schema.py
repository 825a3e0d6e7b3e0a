"""`aeo schema`: the JSON Schemas of the documents that the tool reads and writes.

They are derived from the models of the documents; that of a profile from a catalogue's facts.
"""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, assert_never

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


def schema(document: SchemaName, catalogue: "Catalogue") -> dict[str, Any]:  # noqa: C901  one case for each
    """Return the JSON Schema of a document; that of a profile follows from the catalogue."""
    match document:
        case SchemaName.PROFILE:  # what only one schema needs is imported where it is needed
            from aeo_cli.profile.schema import profile_schema

            content = profile_schema(catalogue)
        case SchemaName.REPORT:
            from aeo_cli.assessment.report import Report

            content = Report.model_json_schema(mode="serialization")
        case SchemaName.QUESTION:
            from aeo_cli.interview.question import NextQuestion

            content = NextQuestion.model_json_schema(mode="serialization")
        case SchemaName.CATALOGUE:
            from aeo_cli.catalogue.model import Catalogue

            content = Catalogue.model_json_schema()
        case SchemaName.DIFFERENCE:
            from aeo_cli.comparison.document import Difference

            content = Difference.model_json_schema(mode="serialization")
        case SchemaName.MEASURES:
            from aeo_cli.catalogue.listing import Listing

            content = Listing.model_json_schema(mode="serialization")
        case SchemaName.SCREENING:
            from aeo_cli.screening.document import Screening

            content = Screening.model_json_schema(mode="serialization")
        case SchemaName.WORKLIST:
            from aeo_cli.screening.work_list import PortfolioWork

            content = PortfolioWork.model_json_schema(mode="serialization")
        case SchemaName.CASES:
            from aeo_cli.verification.cases import Book

            content = Book.model_json_schema()
        case SchemaName.VERIFICATION:
            from aeo_cli.verification.verify import Verification

            content = Verification.model_json_schema(mode="serialization")
        case SchemaName.MUTATION:
            from aeo_cli.verification.mutation import Mutation

            content = Mutation.model_json_schema(mode="serialization")
        case _:
            assert_never(document)
    return {"$schema": _DIALECT, **content}


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
