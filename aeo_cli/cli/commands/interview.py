"""`aeo init` and `aeo ask`: a profile from an interview with a person, or by a script."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from aeo_cli.cli import console, inputs
from aeo_cli.cli.common_options import answer_options, common_options
from aeo_cli.cli.option_types import ProfileArgument, output_file
from aeo_cli.cli.option_values import Settings
from aeo_cli.cli.output import require_library
from aeo_cli.documents.problems import Attempts, InputError, Problem, quoted
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.formats import Format, json

if TYPE_CHECKING:
    from aeo_cli.catalogue.model import Catalogue
    from aeo_cli.profile.loader import LoadedProfile


@common_options("lang", "on", "catalogue", "plain", "no_input", "color", "quiet")
def init(
    settings: Settings,
    file: Annotated[
        str | None,
        typer.Argument(
            help="The new profile; .json gives JSON, and .xlsx a workbook.",
            callback=output_file,
        ),
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Ask nothing: write an empty profile to fill in.")
    ] = False,
) -> None:
    """Run `aeo init`."""
    with Attempts() as attempt:
        day = attempt(settings.day)
        loaded = attempt(inputs.read, settings.catalogue, output=file)
        attempt(inputs.require_profile_suffix, file)
        if inputs.is_workbook_name(file or ""):
            attempt(require_library, Format.XLSX)
        attempt(inputs.require_new_file, file or "")
        attempt(_require_interview, file, template=template, no_input=settings.no_input)
    if template:
        console.write_output(_template(file, loaded.catalogue, settings.lang), file, "FILE")
        return
    from aeo_cli.assessment.calendar import ChineseCalendar
    from aeo_cli.cli.prompt.session import Session, terminal_interviewer

    interviewer = terminal_interviewer(settings.page(), ChineseCalendar(), plain=settings.plain)
    session = Session(loaded.catalogue, None, None, day, interviewer)
    with session.announce_draft_on_interrupt():
        session.run(file)
        session.announce_draft()


def _template(file: str | None, catalogue: "Catalogue", lang: Lang) -> bytes | str:
    """Return an empty profile in the format of its file.

    Raises:
        InputError: the format has no explanations.
    """
    if Path(file or "").suffix.lower() == ".json":
        raise InputError([Problem("--template", quoted(file), _TOML, _NO_COMMENTS)])
    if inputs.is_workbook_name(file or ""):
        from aeo_cli.presentation import profile_workbook

        return profile_workbook.template(catalogue, lang)
    from aeo_cli.presentation import profile_template

    return profile_template.template(catalogue, lang)


def _require_interview(file: str | None, *, template: bool, no_input: bool) -> None:
    """Make sure that there is somebody to ask and a place to save; a template needs neither."""
    if not template:
        inputs.require_person("init", no_input=no_input)
        inputs.require_writable(file, "FILE")


@common_options(*answer_options("basic_format"))
def ask(settings: Settings, profile: ProfileArgument = None) -> None:
    """Run `aeo ask`."""
    from aeo_cli.interview.next_question import QuestionSelector

    with Attempts() as attempt:
        chosen = attempt(settings.format)
        day = attempt(settings.day)
        loaded = attempt(
            inputs.read, settings.catalogue, profile, if_missing=_BEGIN, output=settings.output
        )
    known = cast("LoadedProfile", loaded.profile)  # it is required
    selector = QuestionSelector(loaded.catalogue, known.profile, day)
    if chosen is Format.TERMINAL:
        from aeo_cli.presentation.formats import terminal

        content = terminal.ask(selector.next_question(), known.profile, settings.page())
        console.write_output(content, settings.output)
    else:
        console.write_output(json.document(selector.document()), settings.output)
    settings.note(known.notes, profile)


_TOML = both("一个 TOML 文件名", "the name of a TOML file")
_NO_COMMENTS = both("JSON 不能有说明文字", "JSON cannot contain explanations")
_BEGIN = both(
    """尚无任何回答时：echo '{"enterprise": {}}' | aeo ask - --json""",
    """if there are no answers yet: echo '{"enterprise": {}}' | aeo ask - --json""",
)
