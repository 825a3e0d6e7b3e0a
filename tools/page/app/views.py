"""What the page shows: each view is HTML, from a template of `templates` in one language.

What a reader does with it is in the markup: `data-do` names a request, `data-arguments` holds its
arguments, and a form sends its fields.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import InputError, error_line
from aeo_cli.documents.text import Lang
from aeo_cli.interview.question import Question
from aeo_cli.interview.revision import question_of_new_items
from aeo_cli.presentation.formats import html
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.answers import NONE_OF_THESE, AnswerWords
from aeo_cli.presentation.wording.labels import DAY_OF_ASSESSMENT
from aeo_cli.presentation.wording.question import WHEN_ANSWERED, WHO_ANSWERED, QuestionWords
from aeo_cli.rules.fact_values import NOT_KNOWN
from aeo_cli.rules.mistakes import correction
from tools.page.app import what_if
from tools.page.app.forms import MOST_ITEMS, NONE, Fields, Mistakes, entries_in, entries_of
from tools.page.app.session import Aside, Session

_HERE = Path(__file__).parent
ENVIRONMENT = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["visible"] = visible
TEXTS: Mapping[str, Mapping[str, str]] = json.loads((_HERE / "texts.json").read_bytes())
"""The words of the page itself, in both languages."""


def words_of(lang: Lang) -> Callable[..., str]:
    """Return what says the words of the page itself in one language."""

    def say(word: str, **values: object) -> str:
        return TEXTS[word][lang].format_map(values)

    return say


def _filled(template: str, lang: Lang, **values: Any) -> str:  # noqa: ANN401  whatever a template shows
    return ENVIRONMENT.get_template(template).render(say=words_of(lang), lang=lang.value, **values)


def start(lang: Lang) -> str:
    """Return the view with which a reader begins."""
    return _filled("start.html", lang)


def question(
    session: Session, lang: Lang, fields: Fields | None = None, mistakes: Mistakes | None = None
) -> str:
    """Return the question that is asked; if none is, these are all answers, to be checked.

    Args:
        session: the session.
        lang: the language.
        fields: what its form holds; None: the earlier answer, if there is one.
        mistakes: what is wrong with it.
    """
    asked = session.asked
    if asked is None:
        return answers(session, lang)
    interview, aside = session.current, session.aside or Aside()
    earlier = aside.corrected or interview.earlier.get(asked.fact)
    words = QuestionWords(interview.profile, lang)
    position = len(interview.answers) if aside.position is None else aside.position
    values: dict[str, Any] = {
        "question": None,  # it asks for a name
        "progress": words.number(position),
    }
    if isinstance(asked, Question):
        values = {
            "question": interview.selector.document_of(asked).model_dump(mode="json"),
            "progress": words.progress(asked.progress, position),
            "several": asked.type.takes_several,
            "who": WHO_ANSWERED[lang],
            "when": WHEN_ANSWERED.fill(day=session.on.isoformat())[lang],
        }
    return _filled(
        "question.html",
        lang,
        **values,
        heading=words.heading(asked),
        rows=list(words.rows(asked, interview.first_profile)),
        entries=entries_of(asked, earlier) if fields is None else entries_in(fields),
        none_key=NONE,
        most_items=MOST_ITEMS,
        none_of_these=NONE_OF_THESE[lang],
        not_known=NOT_KNOWN[lang],
        mistakes={name: correction(mistake)[lang] for name, mistake in (mistakes or {}).items()},
        is_aside=session.aside is not None,
        can_go_back=bool(interview.answers),
    )


def answers(session: Session, lang: Lang) -> str:
    """Return all answers, to be checked."""
    interview = session.current
    words = AnswerWords(interview, lang)
    return _filled(
        "answers.html",
        lang,
        stated=[(answer.fact, words.summary(answer)) for answer in session.stated],
        answers=[words.summary(answer) for answer in interview.answers],
        can_go_on=interview.question_for_person is not None,
        can_add=question_of_new_items(interview) is not None,
    )


def report(session: Session, lang: Lang) -> str:
    """Return the report, and what can be done with it."""
    found, opened = session.report(), session.saved or session.loaded
    document = html.render_part(found, session.catalogue, session.calendar_of_report, Page(lang))
    return _filled(
        "report.html",
        lang,
        document=Markup(document),  # noqa: S704  its values are escaped
        notes=[note[lang] for note in opened.notes] if opened else [],
        on=found.on.isoformat(),
        day=DAY_OF_ASSESSMENT[lang],
        is_saved=session.saved is not None,
        can_ask=session.saved is None and session.current.question is not None,
        questions=len(found.questions_for_customs),
        presets=what_if.presets(session, lang),
    )


def difference(session: Session, lang: Lang, preset: str) -> str:
    """Return what would change if what a preset of the catalogue says were so."""
    document = html.differ_part(what_if.difference(session, preset, lang), Page(lang))
    return _filled("difference.html", lang, document=Markup(document), preset=preset)  # noqa: S704  its values are escaped


def licences(lang: Lang) -> str:
    """Return what the page is made of, with its licences."""
    components = json.loads((_HERE / "licences.json").read_bytes())
    return _filled("licences.html", lang, components=components)


def problems(error: InputError, lang: Lang) -> str:
    """Return what is wrong with an input, each problem in the line that the command line prints."""
    lines = [error_line(problem, lang) for problem in error.problems]
    return _filled("problems.html", lang, lines=lines)
