"""The questions for names: of the enterprise, and of each pending item of business.

They change no answer, so no script is asked them. A person may skip each of them; a report calls an
item without a name by its kind.
"""

from collections.abc import Collection
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.build_question import asked_item
from aeo_cli.interview.question import AskedItem
from aeo_cli.profile.model import Profile
from aeo_cli.rules.fact_values import read, read_text
from aeo_cli.rules.facts import FactType
from aeo_cli.rules.mistakes import Mistake
from aeo_cli.rules.names import item_index

MAX_NAME = 200
"""Characters of a name; a longer one was pasted by mistake."""
_ID = ".id"


class NamingQuestion(NamedTuple):
    """A question for a name, which may be skipped."""

    fact: str
    """The full name of the fact, or of an item's id: `business[0].id`."""
    item: AskedItem | None
    wording: Text
    help: Text
    taken: frozenset[str]
    """The names of other items."""


def enterprise_name(catalogue: Catalogue) -> str | None:
    """Return the full name of the fact that names an enterprise at the head of a report."""
    facts = catalogue.facts()
    names = (name for name in catalogue.heading if facts[name].type is FactType.TEXT)
    return next((name for name in names if facts[name].format is None), None)


def names_item(fact: str) -> bool:
    """Return whether a question is about the name of an item."""
    return item_index(fact) is not None and fact.endswith(_ID)


def naming_question(
    catalogue: Catalogue, profile: Profile, first_new_item: int, answered: Collection[str]
) -> NamingQuestion | None:
    """Return the next question for a name; None if there is none.

    Args:
        catalogue: the catalogue.
        profile: what is known.
        first_new_item: the index of the first item that the interview added: those that stood in
            the profile before keep the names that they have.
        answered: the facts that were asked for.
    """
    for item in profile.business[first_new_item:]:
        if f"{item.name}{_ID}" not in answered:
            return question_about(f"{item.name}{_ID}", catalogue, profile)
    return None


def question_about(fact: str, catalogue: Catalogue, profile: Profile) -> NamingQuestion:
    """Return the question for a name.

    Args:
        fact: the full name of the fact, or of an item's id.
        catalogue: the catalogue.
        profile: what is known.
    """
    index = item_index(fact)
    if index is None:
        return NamingQuestion(fact, None, catalogue.facts()[fact].question, _SHOWN, frozenset())
    item = profile.business[index]
    asked = asked_item(item, catalogue).model_copy(update={"id": None})
    others = frozenset(other.id for other in profile.business if other.id and other is not item)
    return NamingQuestion(fact, asked, _ITEM_NAME, _SHOWN, others)


def read_name(question: NamingQuestion, catalogue: Catalogue, typed: str) -> str | Mistake:
    """Return the name that was typed, empty if none was; a mistake if it cannot be one."""
    if not (typed.isprintable() and len(typed) <= MAX_NAME):
        return Mistake(_ONE_LINE.fill(most=MAX_NAME))
    if typed in question.taken:
        return Mistake(_UNIQUE)
    if not typed or question.item:
        return typed if not typed else read_text(typed)
    name = read(catalogue.facts()[question.fact], typed)
    return name if isinstance(name, Mistake) else str(name)


_ITEM_NAME = both("该笔业务的名称或编号（可自编）？", "Your own name or number for this item?")
_SHOWN = both(
    "可以不填；仅在报告中显示，不影响结论。",
    "Optional. It is shown in the report and affects no result.",
)
_ONE_LINE = both("一行，不超过 {most} 字", "one line of up to {most} characters")
_UNIQUE = both("与其他业务不同的名称或编号", "a name or number that no other item has")
