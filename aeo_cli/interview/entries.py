"""What a person enters becomes the value of an answer, or a `Mistake` that says what to enter.

Every front end reads here what is typed or chosen, so the same entry means the same in all.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from aeo_cli.documents.text import both
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.naming import MAX_NAME, NamingQuestion, read_name
from aeo_cli.interview.question import AnswerType, Question
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.dates import read_date
from aeo_cli.rules.fact_values import read, read_text
from aeo_cli.rules.mistakes import Mistake


def read_entry(
    question: Question | NamingQuestion, interview: Interview, typed: str
) -> Value | Mistake:
    """Return what was typed for a question without choices; empty for a name that is skipped."""
    if isinstance(question, NamingQuestion):
        return read_name(question, interview.catalogue, typed.strip())
    return read(interview.fact(question.fact), typed.strip())


def as_typed(value: Value) -> str:
    """Return a value as a person types it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def chosen(question: Question, keys: Sequence[str]) -> Value | Mistake:
    """Return the answer that selects the choices with some keys.

    Args:
        question: a question with choices.
        keys: the keys of choices, as many as its type allows.
    """
    indexes = {option.key: index for index, option in enumerate(question.choices)}
    if not set(keys) <= indexes.keys():
        return Mistake(both("所列的选项", "the choices that are listed"))
    if not question.type.takes_several and len(keys) != 1:
        return Mistake(both("一个选项", "one choice"))
    return selected(question, [indexes[key] for key in keys])


def selected(question: Question, indexes: Collection[int]) -> Value:
    """Return the answer that selects the choices at some indexes, in the order of the choices.

    It is the value of the only one; of a set or of kinds of business it is those of all, which for
    a set are taken once each.
    """
    if question.type is AnswerType.SET:
        indexes = set(indexes)
    values = [question.choices[index].value for index in sorted(indexes)]
    return tuple(map(str, values)) if question.type.takes_several else values[0]


def indexes_of(question: Question, value: Value) -> tuple[int, ...]:
    """Return the indexes of the choices that an earlier answer selected, of those still offered."""
    values: list[Value] = [choice.value for choice in question.choices]
    chosen = value if isinstance(value, tuple) else (value,)
    return tuple(values.index(one) for one in chosen if one in values)


def read_source(typed: str) -> str | Mistake:
    """Return who at customs answered a question of law."""
    source = typed.strip()
    if source.isprintable() and 0 < len(source) <= MAX_NAME:
        return read_text(source)
    return Mistake(_A_SOURCE.fill(most=MAX_NAME))


def read_verified_on(typed: str, on: date) -> date | Mistake:
    """Return the day on which customs answered, which is not after the day of assessment."""
    day = read_date(typed)
    if isinstance(day, Mistake) or day <= on:
        return day
    return Mistake(both("不晚于 {on} 的日期", "a date not after {on}").fill(on=on.isoformat()))


_A_SOURCE = both(
    "答复的海关部门或协调员，一行，不超过 {most} 字",
    "the office or coordinator that answered, in one line of up to {most} characters",
)
