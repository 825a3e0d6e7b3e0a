"""What readers ask of the offline page, at random: the profiles they open, their interviews."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import AnswerType, Question
from tests.screening.portfolios import Document, enterprises
from tests.system.page_engines import Asked
from tools.page.app.forms import NONE, Fields
from tools.page.app.kept import kept
from tools.page.app.session import Session

TEXTS = [
    "上海“示例”公司",
    "<b onclick=alert(1)>&amp;",
    "=1+1",
    "\u202eabc\x1b[31m",
    "é𠮷👩‍🔬",
    "x" * 300,
]


def asked(step: str, lang: Lang, file: bytes | None = None, /, **arguments: Any) -> Asked:
    """Return a request of the page."""
    return json.dumps({"do": step, "lang": lang, "arguments": arguments}), file


def profiles(catalogue: Catalogue, count: int, seed: int) -> Iterator[tuple[bytes, str]]:
    """Yield profiles of all sorts in JSON, each with a day of assessment."""
    chance = random.Random(seed)
    for document in enterprises(catalogue, count, seed):
        on = date(2025, 1, 1) + timedelta(days=chance.randrange(1200))
        _complete(document, catalogue, on, chance)
        content = json.dumps(document, ensure_ascii=chance.random() < 0.5)
        yield content.encode(), on.isoformat()


def _complete(document: Document, catalogue: Catalogue, on: date, chance: random.Random) -> None:
    """Add odd texts, evidence for what is known, and what is stated not to be known."""
    known, unknown = list[str](), list[str]()
    for name in catalogue.facts():
        owner, _, fact = name.partition(".")
        (known if fact in document[owner] else unknown).append(name)
    for item in document["business"]:
        if chance.random() < 0.3:
            item["note"] = chance.choice(TEXTS)
    if chance.random() < 0.3:
        document["ref"] = chance.choice([None, *TEXTS])
    document["evidence"] = {
        name: {
            "source": chance.choice([None, *TEXTS]),
            "verified_on": f"{on - timedelta(days=chance.randrange(9, 99))}",
            "valid_until": f"{on + timedelta(days=chance.randrange(-9, 90))}",
        }
        for name in known
        if chance.random() < 0.2
    }
    stated = [name for name in unknown if chance.random() < 0.3]
    is_dated = chance.random() < 0.5
    document["unknown"] = dict.fromkeys(stated, f"{on}") if is_dated else stated


def interview(session: Session, chance: random.Random, steps: int) -> Iterator[Asked]:
    """Yield the steps of an interview, each as a session allows it that has taken those before."""
    yield asked("ask", Lang.EN)
    for _ in range(steps):
        lang = chance.choice([*Lang])
        if session.asked is None:
            yield _among_answers(session, lang, chance)
        elif chance.random() < 0.8:
            step = chance.choice(
                [*["answer"] * 9, "show"]
            )  # shown in another language as filled in
            yield asked(step, lang, fields=_entered(session.asked, chance))
        else:
            yield asked(chance.choice(["leave_open", "go_back", "finish", "skip_name"]), lang)
    for form in ("toml", "json"):
        yield asked("download", Lang.ZH, document="profile", form=form)


def _among_answers(session: Session, lang: Lang, chance: random.Random) -> Asked:
    """Return what a reader does who is asked nothing: all answers, or the report, are shown."""
    answers, stated = len(session.current.answers), [answer.fact for answer in session.stated]
    steps = ["report", "suppose", "add", "go_on", "show", "resume"]
    match chance.choice([*steps, *["change"] * bool(answers), *["correct"] * bool(stated)]):
        case "change":
            return asked("change", lang, position=chance.randrange(answers))
        case "correct":
            return asked("correct", lang, fact=chance.choice(stated))
        case "suppose":
            return asked("suppose", lang, preset=chance.choice([*session.catalogue.presets]))
        case "resume":
            return asked("resume", lang, kept=kept(session) or "")
        case step:
            return asked(step, lang)


def _entered(question: Question | NamingQuestion, chance: random.Random) -> Fields:
    """Return how the form of a question is filled in, now and then wrongly."""
    if isinstance(question, NamingQuestion):
        return {"typed": [chance.choice(TEXTS)]}
    fields = {
        "source": [chance.choice(["", *TEXTS])],
        "verified_on": [chance.choice(["", "2025-01-01"])],
    }
    keys = [choice.key for choice in question.choices]
    if question.type.takes_several:
        chosen = chance.sample(keys, chance.randrange(min(len(keys), 3) + 1))
        counts = {f"count-{key}": [chance.choice("1112")] for key in chosen}
        return {"choice": chosen or [NONE] * chance.randrange(2), **counts, **fields}
    if keys:
        return {"choice": [chance.choice(keys)], **fields}
    typed = {
        AnswerType.INTEGER: ["0", "3", "many"],
        AnswerType.DATE: ["2026-03-02", "2027-10-08", "2026-02-30"],
        AnswerType.DATETIME: ["2026-03-07T22:00", "2028-10-01T02:30", ""],
    }
    return {"typed": [chance.choice(typed[question.type])], **fields}
