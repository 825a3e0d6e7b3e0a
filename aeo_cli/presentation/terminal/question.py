"""A question as a person reads it, and the verdicts so far."""

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
from aeo_cli.presentation.wording.labels import ANSWER_FORMS, VERDICTS
from aeo_cli.presentation.wording.language import Language
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.model import Profile
from aeo_cli.rules.facts import KnownBy

_MOST_TITLES = 3
"""Up to so many measures are named by their titles; more than these by numbers alone."""


def layout(
    question: Question, profile: Profile, page: Page, asked: int | None = None
) -> RenderableType:
    """Return a question with the reason for it, its help, and the progress.

    Args:
        question: the question.
        profile: the answers so far; it tells the item of the question from others of its kind.
        page: the page.
        asked: how many questions came before; None if the question stands alone.
    """
    language = Language(page.lang)
    wording = language.say(question.wording)
    if question.item:
        text = both("{item}：{wording}", "{item}: {wording}")
        wording = language.say(text, item=_item(question, profile, language), wording=wording)
    return Stack(
        Prose(_progress(question.progress, asked, language), QUIET),
        Prose(wording, STRONG),
        blocks.rows(_rows(question, language), page),
    )


def _item(question: Question, profile: Profile, language: Language) -> str:
    """Return the kind of a pending item and, if there are several of it, which one it is."""
    assert question.item is not None  # noqa: S101  for the type checker
    item, kind_label = question.item, language.say(question.item.label)
    if item.id:
        return language.with_remark(kind_label, visible(item.id))
    positions = [other.position for other in profile.business if other.kind == item.kind]
    if len(positions) == 1:
        return kind_label
    text = both("第 {n} 项，共 {of} 项", "no. {n} of {of}")
    number = language.say(text, n=positions.index(item.index) + 1, of=len(positions))
    return language.with_remark(kind_label, number)


def _progress(progress: Progress, asked: int | None, language: Language) -> str:
    parts = [] if asked is None else [language.say(_NUMBER, n=asked + 1)]
    parts.append(language.say(_SETTLED, settled=progress.settled, answers=progress.answers))
    if progress.at_most is not None:
        parts.append(language.say(_AT_MOST, n=progress.at_most))
    return " · ".join(parts)


_NUMBER = both("第 {n} 问", "question {n}")
_SETTLED = both("{answers} 个结论中已明确 {settled} 个", "{settled} of {answers} answers settled")
_AT_MOST = both("最多还有 {n} 问", "{n} at most to ask")


def _rows(question: Question, language: Language) -> Iterator[LabelledRow]:
    say = language.say
    yield say(both("原因", "why")), _reasons(question.why, language)
    if question.help:
        yield say(both("说明", "help")), say(question.help)
    if not question.choices and question.type in ANSWER_FORMS:
        yield say(both("格式", "form")), say(ANSWER_FORMS[question.type])
    if question.known_by is KnownBy.CUSTOMS:
        yield say(both("注意", "note")), say(_READING if question.reading else _FOR_CUSTOMS)


_READING = both(
    "这是官方文本没有写明、只有海关能够答复的问题。请询问海关企业协调员；没有得到答复时，请选“不知道”。",
    "The official text leaves this open, and only customs can settle it. Ask your customs "
    'coordinator; until they answer, choose "I don\'t know".',
)
_FOR_CUSTOMS = both(
    "只有海关掌握。请询问海关；没有得到答复时，请选“不知道”。",
    'Only customs knows. Ask the office concerned; until they answer, choose "I don\'t know".',
)


def _reasons(reasons: Sequence[Reason], language: Language) -> str:
    """Return which measures a question affects."""
    if len(reasons) > _MOST_TITLES:
        numbers = language.listed(str(reason.number) for reason in reasons)
        return language.say(_MANY, count=len(reasons), numbers=numbers)
    return language.clauses(
        f"{language.listed(reason.provisions)} {language.say(reason.title)}" for reason in reasons
    )


_MANY = both("{count} 条措施取决于此：{numbers}", "{count} measures hang on it: {numbers}")


def standalone(question: Question | None, profile: Profile, page: Page) -> RenderableType:
    """Return a question with the values that answer it, or that none is left."""
    language = Language(page.lang)
    if question is None:
        lines = [_NONE_LEFT, *([not_asked_again(profile)] if profile.unknown else [])]
        return Stack(*(Prose(language.say(line)) for line in lines))
    choices = blocks.table(
        (Prose(choice.key, ACCENT), Prose(language.say(choice.label)))
        for choice in question.choices
    )
    fact = Prose(f"{question.fact} ({question.type.value})", QUIET)
    return Stack(layout(question, profile, page), fact, choices)


def not_asked_again(profile: Profile) -> Text:
    """Return how to be asked again about the facts answered with "I don't know"."""
    return _NOT_ASKED_AGAIN.fill(count=len(profile.unknown))


_NOT_ASKED_AGAIN = both(
    "回答过“不知道”的不再询问（unknown 中有 {count} 项）；从 unknown 中删去即可再问。",
    "What you said you do not know is not asked again ({count} under unknown): remove it there to "
    "be asked.",
)
_NONE_LEFT = both("没有需要再问的问题。", "No question is left.")


def verdicts_so_far(report_words: ReportWords, page: Page) -> RenderableType:
    """Return the verdicts on provisions: those that apply by title, the others by number."""
    language = report_words.language
    lines: list[RenderableType] = [blocks.heading(language.say(_SO_FAR), page)]
    pairs = [
        (measure, provision)
        for measure in report_words.report.measures
        for provision in measure.provisions
    ]
    for verdict in Verdict:
        matches = [pair for pair in pairs if pair[1].verdict is verdict]
        heading = Prose(language.counted(VERDICTS[verdict], len(matches)))
        if matches and verdict is Verdict.APPLIES:
            heading.stylize(ACCENT)
            lines += [heading, blocks.table(_applying(*pair, report_words) for pair in matches)]
        elif matches:
            ids = language.listed(provision.id for _, provision in matches)
            lines.append(heading.append(f" {ids}", QUIET))
    return Stack(*lines)


_SO_FAR = both("目前的结论", "The verdicts so far")


def _applying(
    measure: MeasureAnswer, provision: ProvisionAnswer, report_words: ReportWords
) -> tuple[RenderableType, ...]:
    say = report_words.language.say
    force = report_words.words.label(provision)
    return Prose(provision.id.rjust(3)), Prose(say(measure.title)), Prose(force, QUIET)
