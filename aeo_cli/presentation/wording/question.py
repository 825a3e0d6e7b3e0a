"""The words of a question: what it is about, why it is asked, how far the interview is."""

from collections.abc import Iterator, Sequence

from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Lang, both
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import AskedItem, Progress, Question, Reason
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.labels import ANSWER_FORMS
from aeo_cli.presentation.wording.language import Language, ranges
from aeo_cli.profile.model import Profile
from aeo_cli.rules.fact_values import NOT_KNOWN
from aeo_cli.rules.facts import KnownBy

_MOST_TITLES = 3
"""Up to so many measures are named by their titles; more than these by numbers alone."""


class QuestionWords:
    """The words of a question, in one language.

    Args:
        profile: the answers so far; it tells the item of a question from others of its kind.
        lang: the language.
    """

    def __init__(self, profile: Profile, lang: Lang) -> None:
        self.profile, self.language = profile, Language(lang)
        self.say = self.language.say

    def heading(self, question: Question | NamingQuestion) -> str:
        """Return the wording of a question, preceded by its pending item if it has one."""
        wording = self.say(question.wording)
        if question.item is None:
            return wording
        item = item_phrase(question.item, self.profile, self.language)
        return self.language.labelled(item, wording)

    def number(self, asked: int) -> str:
        """Return which question it is, where so many came before."""
        return self.say(_NUMBER, n=asked + 1)

    def progress(self, progress: Progress, asked: int | None) -> str:
        """Return how much is settled, and how many questions can follow.

        Args:
            progress: how far the interview is.
            asked: how many questions came before; None if the question stands alone.
        """
        parts = [] if asked is None else [self.number(asked)]
        parts.append(self.say(_SETTLED, settled=progress.settled, answers=progress.answers))
        if progress.at_most is not None:
            left = _ONE_LEFT if progress.at_most == 1 else _AT_MOST
            parts.append(self.say(left, n=progress.at_most))
        return " · ".join(parts)

    def rows(
        self, question: Question | NamingQuestion, first_profile: Profile | None = None
    ) -> Iterator[LabelledRow]:
        """Yield what helps to answer a question, each with its label.

        Args:
            question: the question.
            first_profile: the profile that the interview started from; it may state that the
                answer was not known.
        """
        if isinstance(question, NamingQuestion):
            yield self.say(_HELP), self.say(question.help)
            return
        if first_profile and question.fact in first_profile.unknown:
            day, answer = first_profile.unknown[question.fact], self.say(NOT_KNOWN)
            remark = day.isoformat() if day else ""
            yield self.say(both("上次", "last")), self.language.with_remark(answer, remark)
        if question.why:
            yield self.say(both("原因", "why")), self._reasons(question.why)
        if question.help:
            yield self.say(_HELP), self.say(question.help)
        if not question.choices and question.type in ANSWER_FORMS:
            yield self.say(both("格式", "form")), self.say(ANSWER_FORMS[question.type])
        if question.known_by is KnownBy.CUSTOMS:
            note = _READING if question.reading else _FOR_CUSTOMS
            yield self.say(both("注意", "note")), self.say(note)

    def _reasons(self, reasons: Sequence[Reason]) -> str:
        """Return which measures a question affects."""
        if len(reasons) > _MOST_TITLES:
            numbers = self.language.listed(ranges(reason.number for reason in reasons))
            return self.say(_MANY, count=len(reasons), numbers=numbers)
        titles = self.language.clauses(
            f"{self.language.listed(reason.provisions)} {self.say(reason.title)}"
            for reason in reasons
        )
        return self.say(both("影响 {titles}", "affects {titles}"), titles=titles)


def item_phrase(item: AskedItem, profile: Profile, language: Language) -> str:
    """Return the kind of a pending item with its id or, if there are several, which one it is."""
    kind_label = language.say(item.label)
    if item.id:
        return language.with_remark(kind_label, visible(item.id))
    positions = [other.position for other in profile.business if other.kind == item.kind]
    if len(positions) == 1:
        return kind_label
    text = both("第 {n} 笔，共 {of} 笔", "no. {n} of {of}")
    number = language.say(text, n=positions.index(item.index) + 1, of=len(positions))
    return language.with_remark(kind_label, number)


WHO_ANSWERED = both(
    "答复的海关部门或协调员？（尚未答复的，请选“不知道”）",
    'Which customs office or coordinator told you so? (If nobody has, choose "I don\'t know".)',
)
"""Asked after the answer to a question of law: its source."""
WHEN_ANSWERED = both("答复日期？（今天是 {day}）", "On which day? (Today is {day}.)")
"""Asked after the source: the day on which it answered."""
STAYS_OPEN = both(
    "海关尚未答复，这个问题仍待确认。", "Until customs answers, the question stays open."
)
"""What follows if there is no source: the enterprise's own reading is no evidence."""
_NUMBER = both("第 {n} 问", "question {n}")
_SETTLED = both("{answers} 个结论中已明确 {settled} 个", "{settled} of {answers} results settled")
_AT_MOST = both("最多还有 {n} 问", "up to {n} questions left")
_ONE_LEFT = both("这是最后一问", "this is the last question")
_HELP = both("说明", "help")
_MANY = both("影响 {count} 条措施：{numbers}", "affects {count} measures: {numbers}")
_READING = both(
    "官方文件没有写明，只有海关能够答复。请询问海关企业协调员；尚未答复的，请选“不知道”。",
    "The official text leaves this open, and only customs can settle it. Ask your customs "
    'coordinator; until customs answers, choose "I don\'t know".',
)
_FOR_CUSTOMS = both(
    "此项只有海关掌握。请询问办理业务的海关；尚未答复的，请选“不知道”。",
    "Only customs knows. Ask the customs office concerned; until customs answers, choose "
    '"I don\'t know".',
)
