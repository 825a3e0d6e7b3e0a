"""A question as a person reads it, and how things stand so far."""

from collections.abc import Iterator, Sequence

from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.assessment.report import MeasureAnswer, ProvisionAnswer, Verdict
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.question import Progress, Question, Reason
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.catalogue import Language
from aeo_cli.presentation.wording.labels import ANSWER_FORMS, VERDICTS, label
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.model import Profile

_MOST_TITLES = 3
"""How many measures are named by their titles; of more, the numbers alone."""


def layout(
    question: Question, profile: Profile, page: Page, asked: int | None = None
) -> RenderableType:
    """Return a question with why it is asked, its help, and how much is settled so far.

    Args:
        question: what is asked.
        profile: what is known; its items are told apart by their number.
        page: what it is laid out on.
        asked: how many questions came before; None: it stands alone.
    """
    speech = Language(page.lang)
    wording = speech.say(question.wording)
    if question.item:
        words = both("{item}：{wording}", "{item}: {wording}")
        wording = speech.say(words, item=_item(question, profile, speech), wording=wording)
    parts: list[RenderableType] = [Prose(_progress(question.progress, asked, speech), QUIET)]
    parts += [Prose(wording, STRONG), blocks.rows(_rows(question, speech), page)]
    return Stack(*parts)


def _item(question: Question, profile: Profile, speech: Language) -> str:
    """Return the kind of a pending item and, where there are several of it, which one it is."""
    assert question.item is not None  # noqa: S101  for the type checker
    item, label_ = question.item, speech.say(question.item.label)
    alike = [one.position for one in profile.business if one.kind == item.kind]
    if item.id:
        return speech.aside(label_, visible(item.id))
    if len(alike) == 1:
        return label_
    words = both("第 {n} 项，共 {of} 项", "no. {n} of {of}")
    return speech.aside(label_, speech.say(words, n=alike.index(item.index) + 1, of=len(alike)))


def _progress(progress: Progress, asked: int | None, speech: Language) -> str:
    parts = [] if asked is None else [speech.say(_NUMBER, n=asked + 1)]
    parts.append(speech.say(_SETTLED, settled=progress.settled, answers=progress.answers))
    if progress.at_most is not None:
        parts.append(speech.say(_AT_MOST, n=progress.at_most))
    return " · ".join(parts)


_NUMBER = both("第 {n} 问", "question {n}")
_SETTLED = both("{answers} 个结论中已明确 {settled} 个", "{settled} of {answers} answers settled")
_AT_MOST = both("最多还有 {n} 问", "{n} at most to ask")


def _rows(question: Question, speech: Language) -> Iterator[LabelledRow]:
    yield speech.say(both("原因", "why")), _why(question.why, speech)
    if question.help:
        yield speech.say(both("说明", "help")), speech.say(question.help)
    if not question.choices and question.type in ANSWER_FORMS:
        yield speech.say(both("格式", "form")), speech.say(ANSWER_FORMS[question.type])
    if question.reading:
        yield speech.say(both("注意", "note")), speech.say(_READING)


_READING = both(
    "这是官方文本没有写明、只有海关能够答复的问题。请询问海关企业协调员；没有得到答复时，请选“不知道”。",
    "The official text leaves this open, and only customs can settle it. Ask your customs "
    "coordinator; as long as they have not answered, you do not know.",
)


def _why(reasons: Sequence[Reason], speech: Language) -> str:
    """Return which measures hang on a question."""
    if len(reasons) > _MOST_TITLES:
        numbers = speech.listed(str(reason.number) for reason in reasons)
        return speech.say(_MANY, count=len(reasons), numbers=numbers)
    told = (f"{speech.listed(reason.provisions)} {speech.say(reason.title)}" for reason in reasons)
    return speech.say(both("；", "; ")).join(told)


_MANY = both("{count} 条措施取决于此：{numbers}", "{count} measures hang on it: {numbers}")


def alone(question: Question | None, profile: Profile, page: Page) -> RenderableType:
    """Return a question with the values that answer it, or that none is left."""
    speech = Language(page.lang)
    if question is None:
        lines = [_NONE_LEFT, *([not_asked_again(profile)] if profile.unknown else [])]
        return Stack(*(Prose(speech.say(line)) for line in lines))
    table = blocks.table(
        (Prose(option.key, ACCENT), Prose(speech.say(option.label))) for option in question.choices
    )
    name = Prose(f"{question.fact} ({question.type.value})", QUIET)
    return Stack(layout(question, profile, page), name, table)


def not_asked_again(profile: Profile) -> Text:
    """Return how to be asked again what was said not to be known."""
    return _NOT_ASKED_AGAIN.fill(count=len(profile.unknown))


_NOT_ASKED_AGAIN = both(
    "回答过“不知道”的不再询问（unknown 中有 {count} 项）；从 unknown 中删去即可再问。",
    "What you said you do not know is not asked again ({count} under unknown): remove it there to "
    "be asked.",
)
_NONE_LEFT = both("没有需要再问的问题。", "No question is left.")


def standing(words: ReportWords, page: Page) -> RenderableType:
    """Return the verdicts on provisions so far: what applies by its title, the rest by number."""
    lines: list[RenderableType] = [blocks.heading(words.say(_SO_FAR), page)]
    provisions = [
        (measure, provision)
        for measure in words.report.measures
        for provision in measure.provisions
    ]
    for verdict in Verdict:
        found = [
            (measure, provision)
            for measure, provision in provisions
            if provision.verdict is verdict
        ]
        head = Prose(words.counted(VERDICTS[verdict], len(found)))
        if found and verdict is Verdict.APPLIES:
            head.stylize(ACCENT)
            lines += [head, blocks.table(_usable(*one, words) for one in found)]
        elif found:
            lines.append(
                head.append(f" {words.listed(provision.id for _, provision in found)}", QUIET)
            )
    return Stack(*lines)


_SO_FAR = both("目前的结论", "The verdicts so far")


def _usable(
    measure: MeasureAnswer, provision: ProvisionAnswer, speech: Language
) -> tuple[RenderableType, ...]:
    bound = speech.say(label(provision.route, provision.force))
    return Prose(provision.id.rjust(3)), Prose(speech.say(measure.title)), Prose(bound, QUIET)
