"""Answers changed after the interview, and items added, with all other answers kept that still fit.

An answer that does not fit any more is dropped, so that its question is asked again.
"""

from aeo_cli.interview import naming
from aeo_cli.interview.dialogue import Interview
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import Question
from aeo_cli.interview.replay import moved_answers, moved_items
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import BUSINESS, Profile


def question_of_answer(interview: Interview, position: int) -> Question | NamingQuestion:
    """Return the question that the answer at a position answered."""
    before, fact = interview.up_to(position), interview.answers[position].fact
    selector = before.selector
    if fact == BUSINESS:
        return selector.business_question(selector.useful_kinds())
    return question_of_fact(before, fact, interview.profile)


def question_of_fact(
    interview: Interview, fact: str, named: Profile | None = None
) -> Question | NamingQuestion:
    """Return the question for a fact or a name, whether or not its turn has come.

    Args:
        interview: the interview.
        fact: the full name of a fact that can be asked for, or of an item's id.
        named: the profile with the names that are taken; None: that of the interview.
    """
    if naming.names_item(fact) or fact == naming.enterprise_name(interview.catalogue):
        return naming.question_about(fact, interview.catalogue, named or interview.profile)
    return interview.selector.question_about(fact)


def with_changed_answer(interview: Interview, position: int, answer: GivenAnswer) -> Interview:
    """Return the interview with another answer at a position."""
    before, later = interview.up_to(position), interview.answers[position + 1 :]
    if answer.fact == BUSINESS:
        first = len(before.profile.business)
        old, new = interview.answers[position].value, answer.value
        places = moved_items(old, new, first)
        # Items that were added later move by as much as there are more or fewer of these.
        old_count, new_count = _count(old), _count(new)
        places |= {
            index: index + new_count - old_count
            for index in range(first + old_count, len(interview.profile.business))
        }
        later = tuple(moved_answers(later, places, first))
    changed = Interview(before.catalogue, before.document, before.on, before.answers)
    changed = changed.with_answer(answer)
    for kept in later:
        if changed.accepts(kept):
            changed = changed.with_answer(kept)
    return changed


def question_of_new_items(interview: Interview) -> Question | None:
    """Return the question for items to add; None if no kind of business can be of use."""
    kinds = interview.selector.useful_kinds()
    return interview.selector.business_question(kinds) if kinds else None


def _count(value: object) -> int:
    return len(value) if isinstance(value, tuple) else 0
