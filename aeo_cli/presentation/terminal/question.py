"""A question as a person reads it, and the verdicts so far."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.assessment.report import MeasureAnswer, ProvisionAnswer, Verdict
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import AskedItem, Progress, Question, Reason
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.labels import ANSWER_FORMS, VERDICTS
from aeo_cli.presentation.wording.language import Language, ranges
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.model import Profile
from aeo_cli.rules.fact_values import NOT_KNOWN
from aeo_cli.rules.facts import KnownBy

_MOST_TITLES = 3
"""Up to so many measures are named by their titles; more than these by numbers alone."""


def layout(
    question: Question,
    profile: Profile,
    page: Page,
    asked: int | None = None,
    first_profile: Profile | None = None,
) -> RenderableType:
    """Return a question with the reason for it, its help, and the progress.

    Args:
        question: the question.
        profile: the answers so far; it tells the item of the question from others of its kind.
        page: the page.
        asked: how many questions came before; None if the question stands alone.
        first_profile: the profile that the interview started from; it may state that the answer
            was not known.
    """
    language = Language(page.lang)
    unknown = first_profile.unknown if first_profile else {}
    return Stack(
        Prose(_progress(question.progress, asked, language), QUIET),
        Prose(_about_item(question.item, question.wording, profile, language), STRONG),
        blocks.rows(
            [*_last_time(question.fact, unknown, language), *_rows(question, language)], page
        ),
    )


def naming_layout(
    question: NamingQuestion, profile: Profile, page: Page, asked: int
) -> RenderableType:
    """Return a question for a name; the arguments are those of `layout`."""
    language = Language(page.lang)
    return Stack(
        Prose(language.say(_NUMBER, n=asked + 1), QUIET),
        Prose(_about_item(question.item, question.wording, profile, language), STRONG),
        blocks.rows([(language.say(_HELP), language.say(question.help))], page),
    )


def _about_item(item: AskedItem | None, wording: Text, profile: Profile, language: Language) -> str:
    """Return the wording of a question, preceded by its pending item if it has one."""
    if item is None:
        return language.say(wording)
    return language.labelled(item_phrase(item, profile, language), language.say(wording))


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


def _last_time(
    fact: str, unknown: Mapping[str, date | None], language: Language
) -> Iterator[LabelledRow]:
    """Yield that the answer was not known when it was asked for last, if it was."""
    if fact in unknown:
        day, answer = unknown[fact], language.say(NOT_KNOWN)
        remark = day.isoformat() if day else ""
        yield language.say(both("上次", "last")), language.with_remark(answer, remark)


def _progress(progress: Progress, asked: int | None, language: Language) -> str:
    parts = [] if asked is None else [language.say(_NUMBER, n=asked + 1)]
    parts.append(language.say(_SETTLED, settled=progress.settled, answers=progress.answers))
    if progress.at_most is not None:
        left = _ONE_LEFT if progress.at_most == 1 else _AT_MOST
        parts.append(language.say(left, n=progress.at_most))
    return " · ".join(parts)


_NUMBER = both("第 {n} 问", "question {n}")
_SETTLED = both("{answers} 个结论中已明确 {settled} 个", "{settled} of {answers} results settled")
_AT_MOST = both("最多还有 {n} 问", "up to {n} questions left")
_ONE_LEFT = both("这是最后一问", "this is the last question")
_HELP = both("说明", "help")


def _rows(question: Question, language: Language) -> Iterator[LabelledRow]:
    say = language.say
    if question.why:
        yield say(both("原因", "why")), _reasons(question.why, language)
    if question.help:
        yield say(_HELP), say(question.help)
    if not question.choices and question.type in ANSWER_FORMS:
        yield say(both("格式", "form")), say(ANSWER_FORMS[question.type])
    if question.known_by is KnownBy.CUSTOMS:
        yield say(both("注意", "note")), say(_READING if question.reading else _FOR_CUSTOMS)


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


def _reasons(reasons: Sequence[Reason], language: Language) -> str:
    """Return which measures a question affects."""
    if len(reasons) > _MOST_TITLES:
        numbers = language.listed(ranges(reason.number for reason in reasons))
        return language.say(_MANY, count=len(reasons), numbers=numbers)
    titles = language.clauses(
        f"{language.listed(reason.provisions)} {language.say(reason.title)}" for reason in reasons
    )
    return language.say(both("影响 {titles}", "affects {titles}"), titles=titles)


_MANY = both("影响 {count} 条措施：{numbers}", "affects {count} measures: {numbers}")


def standalone(question: Question | None, profile: Profile, page: Page) -> RenderableType:
    """Return a question with the values that answer it, or that none is left."""
    language = Language(page.lang)
    if question is None:
        lines = [_NONE_LEFT, *([not_asked_again(profile)] if profile.unknown else [])]
        return Stack(*(Prose(language.say(line)) for line in lines))
    choices = Grid(
        (Prose(choice.key, ACCENT), Prose(language.say(choice.label)))
        for choice in question.choices
    )
    fact = Prose(f"{question.fact} ({question.type.value})", QUIET)
    return Stack(layout(question, profile, page), fact, choices)


def not_asked_again(profile: Profile) -> Text:
    """Return how to be asked again about the facts answered with "I don't know"."""
    return _NOT_ASKED_AGAIN.fill(count=len(profile.unknown))


_NOT_ASKED_AGAIN = both(
    "回答过“不知道”的（unknown 中有 {count} 项）不再询问；"
    "用 aeo check PROFILE --ask 可以重新回答。",
    'Questions answered with "I don\'t know" are left out here ({count}); '
    "aeo check PROFILE --ask asks them again.",
)
_NONE_LEFT = both("没有需要再问的问题。", "There are no questions left.")


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
            lines += [heading, Grid(_applying(*pair, report_words) for pair in matches)]
        elif matches:
            ids = language.listed(provision.id for _, provision in matches)
            lines.append(heading.append(f" {ids}", QUIET))
    return Stack(*lines)


_SO_FAR = both("目前的结论", "Results so far")


def _applying(
    measure: MeasureAnswer, provision: ProvisionAnswer, report_words: ReportWords
) -> tuple[RenderableType, ...]:
    say = report_words.language.say
    force = report_words.words.label(provision)
    return Prose(provision.id.rjust(3)), Prose(say(measure.title)), Prose(force, QUIET)
