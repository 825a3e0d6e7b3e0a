"""The files that a reader can take away: the report in every format, the profile, the questions."""

from pathlib import Path
from typing import NamedTuple

from aeo_cli.documents.text import Lang
from aeo_cli.presentation import profile_workbook
from aeo_cli.presentation.formats import Format, renderer, terminal
from aeo_cli.presentation.page import Page
from aeo_cli.profile.writer import profile_with_answers
from tools.page.session import Session

FORMATS = {form.value: form for form in Format}
"""The formats of a report by their names."""


class Download(NamedTuple):
    """A file for the reader."""

    name: str
    content: bytes


def report(session: Session, lang: Lang, form: str) -> Download:
    """Return the report in a format, as `aeo check -o` and `aeo convert -o` write it."""
    chosen = FORMATS[form]
    content = renderer(chosen).render(
        session.report(), session.catalogue, session.calendar_of_report, Page(lang)
    )
    return Download(f"report.{chosen.suffixes[0]}", _encoded(content))


def questions(session: Session, lang: Lang) -> Download:
    """Return the questions that only customs can answer, as a sheet to fill in."""
    page, report_ = Page(lang), session.report()
    content = terminal.show_questions(report_, session.catalogue, page, session.name)
    return Download("questions-for-customs.txt", _encoded(content))


def profile(session: Session, lang: Lang, form: str) -> Download:
    """Return the profile as TOML, JSON or a workbook.

    Raises:
        InputError: a workbook cannot hold it.
    """
    name = f"{Path(session.name or 'profile').stem}.{form}"
    interview = session.current
    if form == "xlsx":
        return Download(name, profile_workbook.filled(interview.profile, session.catalogue, lang))
    content = profile_with_answers(
        session.loaded and session.loaded.text,
        interview.document_with_answers,
        interview.answers,
        interview.on,
        interview.keys,
        as_json=form == "json",
    )
    return Download(name, content)


def _encoded(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content
