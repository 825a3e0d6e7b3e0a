"""The form of a question: what its fields hold of an earlier answer, and what answer they give."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from aeo_cli.documents.numbers import whole_number
from aeo_cli.documents.text import both
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.entries import (
    as_typed,
    chosen,
    indexes_of,
    read_entry,
    read_source,
    read_verified_on,
)
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import Question
from aeo_cli.presentation.wording.answers import NONE_OF_THESE
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import Evidence
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.mistakes import Mistake

Fields = Mapping[str, Sequence[str]]
"""The fields of a form, each with what was chosen or entered."""
Mistakes = Mapping[str, Mistake]
"""The fields that cannot be read, each with what is wrong."""
NONE = ""
"""The key of "none of these", which is chosen like any other."""
MOST_ITEMS = 200
"""Of one kind of business, as many as can be added at once."""


class Entries(NamedTuple):
    """What the fields of a form hold when it is shown."""

    keys: Sequence[str] = ()
    typed: str = ""
    source: str = ""
    verified_on: str = ""


def entries_of(question: Question | NamingQuestion, answer: GivenAnswer | None) -> Entries:
    """Return an earlier answer to a question as its form has it."""
    if answer is None or answer.value is None:
        return Entries()
    if not (isinstance(question, Question) and question.choices):
        return Entries(typed=as_typed(answer.value))
    keys = tuple(question.choices[index].key for index in indexes_of(question, answer.value))
    source, verified_on, _ = answer.evidence or (None, None, None)
    return Entries(
        keys=(NONE,) if answer.value == () else keys,
        source=source or "",
        verified_on=verified_on.isoformat() if verified_on else "",
    )


def entries_in(fields: Fields) -> Entries:
    """Return what the fields of a form hold, to show it again as it was."""
    keys = fields.get("choice", ())
    return Entries(
        keys=[key for key in keys for _ in range(_count(key, fields) or 1)],
        typed=_entry(fields, "typed"),
        source=_entry(fields, "source"),
        verified_on=_entry(fields, "verified_on"),
    )


def read_form(
    question: Question | NamingQuestion, interview: Interview, on: date, fields: Fields
) -> GivenAnswer | Mistakes:
    """Return the answer that a filled form gives, or what is wrong with its fields.

    Args:
        question: the question.
        interview: the interview so far.
        on: the day of assessment.
        fields: `choice`, the keys of what was chosen, with a field `count-KEY` for each kind of
            business, or `typed`; and for a question of law `source` and `verified_on`.
    """
    evidence, mistakes = None, dict[str, Mistake]()
    if isinstance(question, Question) and question.choices:
        value = _chosen(question, fields)
    else:
        value = read_entry(question, interview, _entry(fields, "typed"))
    if isinstance(question, Question) and question.reading:
        source, day = read_source(_entry(fields, "source")), _entry(fields, "verified_on")
        verified_on = read_verified_on(day, on) if day else None
        if isinstance(source, Mistake):
            mistakes["source"] = source
        if isinstance(verified_on, Mistake):
            mistakes["verified_on"] = verified_on
        if not isinstance(source, Mistake) and not isinstance(verified_on, Mistake):
            evidence = Evidence(source, verified_on, None)
    if isinstance(value, Mistake):
        return {"answer": value, **mistakes}
    return mistakes or GivenAnswer(question.fact, value, evidence)


def _chosen(question: Question, fields: Fields) -> Value | Mistake:
    """Return the answer that selects what was chosen: of several choices at least "none"."""
    keys = fields.get("choice", ())
    if question.type.takes_several and (not keys or (NONE in keys and len(keys) > 1)):
        return Mistake(_SOME_OR_NONE.fill(none=NONE_OF_THESE))
    counts = {key: _count(key, fields) for key in keys if key != NONE}
    if not all(counts.values()):
        return Mistake(_COUNT.fill(most=MOST_ITEMS))
    return chosen(question, [key for key, count in counts.items() for _ in range(count)])


def _count(key: str, fields: Fields) -> int:
    """Return how many items of a kind were chosen; 0: its field does not say."""
    count = whole_number(_entry(fields, f"count-{key}", "1")) or 0
    return count if count <= MOST_ITEMS else 0


def _entry(fields: Fields, name: str, otherwise: str = "") -> str:
    """Return the text of a field."""
    return next(iter(fields.get(name, ())), otherwise).strip()


_SOME_OR_NONE = both("至少一个选项，或只有“{none}”", "at least one choice, or “{none}” alone")
_COUNT = both("笔数为 1 至 {most} 的整数", "a number of items from 1 to {most}")
