"""The files that a reader can take away: the report in every format, the profile, the questions."""

from pathlib import Path
from typing import NamedTuple

from aeo_cli.documents.text import Lang
from aeo_cli.presentation import profile_workbook
from aeo_cli.presentation.formats import Format, renderer, terminal
from aeo_cli.presentation.page import Page
from aeo_cli.profile.writer import profile_with_answers
from tools.page.session import Session


class Download(NamedTuple):
    """A file for the reader."""

    name: str
    content: bytes


def download(session: Session, lang: Lang, document: str, form: str) -> Download:
    """Return a document in a form.

    Args:
        session: the session.
        lang: the language.
        document: `report`, `profile`, or `questions`, those that only customs can answer.
        form: the suffix of the file.

    Raises:
        InputError: a workbook cannot hold the profile.
    """
    if document == "profile":
        return Download(
            f"{Path(session.name or 'profile').stem}.{form}", _profile(session, lang, form)
        )
    report, page = session.report(), Page(lang)
    if document == "questions":
        # A saved report is no profile, into which the answers could be entered.
        profile = None if session.saved else session.name
        content: bytes | str = terminal.show_questions(report, session.catalogue, page, profile)
        name = "questions-for-customs"
    else:
        chosen = Format.by_suffix(form) or Format.TERMINAL
        calendar = session.calendar_of_report
        content = renderer(chosen).render(report, session.catalogue, calendar, page)
        name = "report"
    return Download(f"{name}.{form}", content.encode() if isinstance(content, str) else content)


def _profile(session: Session, lang: Lang, form: str) -> bytes:
    interview = session.current
    if form == "xlsx":
        return profile_workbook.filled(interview.profile, session.catalogue, lang)
    return profile_with_answers(
        session.loaded and session.loaded.text,
        interview.document_with_answers,
        interview.answers,
        interview.on,
        interview.keys,
        as_json=form == "json",
    )
