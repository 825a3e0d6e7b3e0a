"""The files that a reader can take away: the report in every format, the profile, the questions."""

import re
from pathlib import Path
from typing import NamedTuple

from aeo_cli.documents.text import Lang
from aeo_cli.interview import naming
from aeo_cli.presentation import profile_workbook
from aeo_cli.presentation.formats import Format, html, renderer, terminal
from aeo_cli.presentation.page import Page
from aeo_cli.profile.writer import profile_with_answers
from tools.page.app import what_if
from tools.page.app.session import Session


class Download(NamedTuple):
    """A file for the reader."""

    name: str
    content: bytes


def download(session: Session, lang: Lang, document: str, form: str, preset: str = "") -> Download:
    """Return a document in a form.

    Args:
        session: the session.
        lang: the language.
        document: `report`, `profile`, `difference`, or `questions`, those that only customs can
            answer.
        form: the suffix of the file; of a difference, `html`.
        preset: of a difference, what is supposed.

    Raises:
        InputError: a workbook cannot hold the profile.
    """
    if document == "profile":
        return Download(f"{_name(session)}.{form}", _profile(session, lang, form))
    report, page = session.report(), Page(lang)
    if document == "difference":
        return Download(
            "what-if.html", html.differ(what_if.difference(session, preset, lang), page)
        )
    if document == "questions":
        # A saved report is no profile, into which the answers could be entered.
        profile = None if session.saved else session.name
        content: bytes | str = terminal.show_questions(report, session.catalogue, page, profile)
        name = "questions-for-customs"
    else:
        calendar = session.calendar_of_report
        content = renderer(_FORMATS[form]).render(report, session.catalogue, calendar, page)
        name = "report"
    return Download(f"{name}.{form}", content.encode() if isinstance(content, str) else content)


_FORMATS = {suffix: form for form in Format for suffix in form.suffixes}
"""The formats of a report by the suffixes of their files."""


def _name(session: Session) -> str:
    """Return the name of the file of the profile, without its suffix.

    It is that of the file that was opened, or of the enterprise, so that those who get the profiles
    of many enterprises can tell them apart.
    """
    if session.name:
        return Path(session.name).stem
    fact = naming.enterprise_name(session.catalogue)
    name = session.current.profile.known().get(fact) if fact else None
    return re.sub(r'[\\/:*?"<>|.\s]+', " ", str(name or "")).strip()[:_LONGEST_NAME] or "profile"


_LONGEST_NAME = 60


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
