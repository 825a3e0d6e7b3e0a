"""The answers of an interview in words."""

from collections import Counter

from aeo_cli.documents.text import Lang, both
from aeo_cli.interview import naming
from aeo_cli.interview.build_question import asked_item
from aeo_cli.interview.dialogue import Interview
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.question import item_phrase
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import BUSINESS
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.fact_values import NOT_KNOWN
from aeo_cli.rules.names import item_index


class AnswerWords:
    """The words for the answers of an interview, in one language."""

    def __init__(self, interview: Interview, lang: Lang) -> None:
        self.interview = interview
        self.words = CatalogueWords(interview.catalogue, lang)
        self.language = self.words.language

    def value(self, name: str, value: Value) -> str:
        """Return the value that answers a question; for `BUSINESS` the kinds, each counted."""
        if name == BUSINESS and isinstance(value, tuple):
            labels = (
                self.words.kind_label(kind) + (f" × {count}" if count > 1 else "")
                for kind, count in Counter(value).items()
            )
            return self.language.listed(labels) or self.language.say(NONE_OF_THESE)
        if value == ():
            return self.language.say(NONE_OF_THESE)
        return self.words.value(self.interview.fact(name), value)

    def summary(self, answer: GivenAnswer) -> str:
        """Return an answer in a line: its item, what was asked, and the answer."""
        phrase = self.language.labelled(self._label(answer.fact), self._answer(answer))
        index = item_index(answer.fact)
        if index is None:
            return phrase
        profile, catalogue = self.interview.profile, self.interview.catalogue
        item = asked_item(profile.business[index], catalogue)
        if naming.names_item(answer.fact):
            item = item.model_copy(update={"id": None})
        return f"{item_phrase(item, profile, self.language)} · {phrase}"

    def _label(self, name: str) -> str:
        if name == BUSINESS:
            return self.language.say(_PENDING)
        if naming.names_item(name):
            return self.language.say(_NAME)
        return self.language.say(self.interview.fact(name).label)

    def _answer(self, answer: GivenAnswer) -> str:
        if answer.is_skipped_name:
            return self.language.say(_NO_NAME)
        if answer.value is None:
            return self.language.say(NOT_KNOWN)
        if naming.names_item(answer.fact):
            return str(answer.value)
        value = self.value(answer.fact, answer.value)
        source = answer.evidence and answer.evidence.source
        return self.language.with_remark(value, source) if source else value


NONE_OF_THESE = both("以上都没有", "none of these")
"""The answer that selects none of several choices."""
_PENDING = both("待办业务", "pending business")
_NAME = both("名称或编号", "name or number")
_NO_NAME = both("（未填）", "(none)")
