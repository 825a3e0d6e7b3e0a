"""`aeo explain`: what one measure says, and the verdict on it for a profile."""

from typing import Annotated

import typer

from aeo_cli.cli import completion, console, inputs
from aeo_cli.cli.commands.measures import listed
from aeo_cli.cli.common_options import answer_options, common_options
from aeo_cli.cli.option_types import ProfileArgument
from aeo_cli.cli.option_values import Settings
from aeo_cli.documents.problems import Attempts
from aeo_cli.presentation.formats import EXPLANATION_FORMATS, Format, json, renderer


@common_options(*answer_options("explanation_format"))
def explain(
    settings: Settings,
    number: Annotated[
        str,
        typer.Argument(
            metavar="N",
            help="A measure (25) or one of its provisions (25b).",
            autocompletion=completion.numbers,
        ),
    ],
    profile: ProfileArgument = None,
) -> None:
    """Run `aeo explain`."""
    from aeo_cli.assessment.assess import assess
    from aeo_cli.assessment.calendar import ChineseCalendar
    from aeo_cli.assessment.situation import Situation

    with Attempts() as attempt:
        chosen = attempt(settings.format, EXPLANATION_FORMATS)
        day = attempt(settings.day)
        loaded = attempt(
            inputs.read, settings.catalogue, profile, ("N", [number]), output=settings.output
        )
    catalogue, (subject,) = loaded.catalogue, loaded.subjects.values()
    calendar, facts = ChineseCalendar(), loaded.profile.profile if loaded.profile else None
    report = assess(catalogue, facts, calendar, day) if facts else None
    if chosen is not Format.JSON:
        from aeo_cli.presentation.wording.explanation import Explanation

        outcome = (report, Situation(catalogue, facts, day)) if facts and report else None
        explanation = Explanation(subject, outcome, catalogue, calendar, settings.lang)
        content = renderer(chosen).explain(explanation, settings.page())
        console.write_output(content, settings.output)
    elif report:
        measures = tuple(
            measure for measure in report.measures if measure.number == subject.measure.number
        )
        report = report.model_copy(update={"measures": measures})
        console.write_output(json.document(report), settings.output)
    else:
        console.write_output(listed([subject.measure], catalogue), settings.output)
    if loaded.profile:
        settings.note(loaded.profile.notes, profile)
