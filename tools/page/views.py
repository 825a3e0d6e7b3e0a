"""What the page shows: each view a table of plain values, with its words in one language."""

from collections.abc import Mapping
from typing import Any

from aeo_cli.assessment.report import Report
from aeo_cli.comparison.compare import compare
from aeo_cli.comparison.compared_report import ComparedReport
from aeo_cli.documents.text import Lang
from aeo_cli.interview.entries import as_typed
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import Question
from aeo_cli.interview.revision import question_of_new_items
from aeo_cli.presentation.formats import html
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal.questions_sheet import questions_for_customs
from aeo_cli.presentation.wording.answers import NONE_OF_THESE, AnswerWords
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.presentation.wording.question import WHEN_ANSWERED, WHO_ANSWERED, QuestionWords
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.rules.fact_values import NOT_KNOWN
from aeo_cli.rules.mistakes import Mistake, correction
from tools.page.session import Session

View = dict[str, Any]
"""A view: plain values, as JSON has them."""


def start(session: Session, lang: Lang) -> View:
    """Return the view with which a reader begins."""
    return {
        "view": "start",
        "title": session.catalogue.title[lang],
        "measures": len(session.catalogue.measures),
        "version": session.catalogue.version,
    }


def question(session: Session, lang: Lang, mistakes: Mapping[str, Mistake] | None = None) -> View:
    """Return the question that is asked, with the earlier answer to it, and what was mistaken."""
    interview, asked = session.current, session.asked
    if asked is None:
        return answers(session, lang)
    words = QuestionWords(interview.profile, lang)
    position = len(interview.answers) if session.changed is None else session.changed
    earlier = interview.earlier.get(asked.fact)
    if session.changed is not None:
        earlier = interview.answers[session.changed]
    view: View = {
        "view": "question",
        "heading": words.heading(asked),
        "progress": words.number(position),
        "rows": list(words.rows(asked, interview.first_profile)),
        "question": None,
        "earlier": _earlier(asked, earlier),
        "evidence": None,
        "mistakes": {name: correction(mistake)[lang] for name, mistake in (mistakes or {}).items()},
        "not_known": NOT_KNOWN[lang],
        "none_of_these": NONE_OF_THESE[lang],
        "can_go_back": bool(interview.answers) or session.changed is not None,
    }
    if isinstance(asked, Question):
        view["progress"] = words.progress(asked.progress, position)
        view["question"] = interview.selector.document_of(asked).model_dump(
            mode="json", by_alias=True
        )
        if asked.reading:
            view["evidence"] = {
                "source": WHO_ANSWERED[lang],
                "verified_on": WHEN_ANSWERED.fill(day=session.on.isoformat())[lang],
            }
    return view


def _earlier(asked: Question | NamingQuestion, answer: GivenAnswer | None) -> View | None:
    """Return an earlier answer as it was entered; None: there was none."""
    if answer is None:
        return None
    value, evidence = answer.value, answer.evidence
    keys: list[str] = []
    if isinstance(asked, Question) and asked.choices and value is not None:
        values = value if isinstance(value, tuple) else (value,)
        keys = [choice.key for one in values for choice in asked.choices if choice.value == one]
    return {
        "keys": keys,
        "typed": "" if value is None or keys else as_typed(value),
        "not_known": value is None,
        "source": (evidence and evidence.source) or "",
        "verified_on": evidence.verified_on.isoformat()
        if evidence and evidence.verified_on
        else "",
    }


def answers(session: Session, lang: Lang) -> View:
    """Return all answers, to be checked."""
    interview = session.current
    words = AnswerWords(interview, lang)
    return {
        "view": "answers",
        "answers": [words.summary(answer) for answer in interview.answers],
        "can_go_on": interview.question_for_person is not None,
        "can_add": question_of_new_items(interview) is not None,
    }


def report(session: Session, lang: Lang) -> View:
    """Return the report, and what can be done with it."""
    found = session.report()
    return {
        "view": "report",
        "html": _report_page(session, found, lang),
        "notes": [note[lang] for note in session.notes],
        "name": session.name,
        "on": found.on.isoformat(),
        "is_saved": session.saved is not None,
        "can_ask": session.saved is None and session.current.question is not None,
        "questions_for_customs": len(questions_for_customs(found)),
        "presets": {name: preset.label[lang] for name, preset in session.catalogue.presets.items()},
    }


def _report_page(session: Session, found: Report, lang: Lang) -> str:
    return html.render(found, session.catalogue, session.calendar_of_report, Page(lang)).decode()


def difference(session: Session, lang: Lang, preset: str) -> View:
    """Return what would change if what a preset of the catalogue says were so."""
    reports = session.report(), session.supposed_report(preset)
    before, after = map(ComparedReport, reports)
    found = compare(before, after, session.catalogue, session.calendar)
    digest = DifferenceDigest(found, reports, session.catalogue, lang, supposed=True)
    return {"view": "difference", "html": html.differ(digest, Page(lang)).decode()}
