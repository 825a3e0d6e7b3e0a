"""A question as a person reads it, and the verdicts so far."""

from rich.console import Group as Stack
from rich.console import RenderableType

from aeo_cli.assessment.report import MeasureAnswer, ProvisionAnswer, Verdict
from aeo_cli.documents.text import Text, both
from aeo_cli.interview.naming import NamingQuestion
from aeo_cli.interview.question import Question
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.grid import Grid
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.labels import VERDICTS
from aeo_cli.presentation.wording.language import Language
from aeo_cli.presentation.wording.question import QuestionWords
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.model import Profile


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
    words = QuestionWords(profile, page.lang)
    return Stack(
        Prose(words.progress(question.progress, asked), QUIET),
        Prose(words.heading(question), STRONG),
        blocks.rows([*words.rows(question, first_profile)], page),
    )


def naming_layout(
    question: NamingQuestion, profile: Profile, page: Page, asked: int, *, has_answer: bool
) -> RenderableType:
    """Return a question for a name.

    Args:
        question: the question.
        profile: the answers so far.
        page: the page.
        asked: how many questions came before.
        has_answer: whether it was answered before, so that Enter alone keeps that answer.
    """
    words = QuestionWords(profile, page.lang)
    to_skip = [] if has_answer else [(words.say(_TO_SKIP), words.say(_PRESS_ENTER))]
    return Stack(
        Prose(words.number(asked), QUIET),
        Prose(words.heading(question), STRONG),
        blocks.rows([*words.rows(question), *to_skip], page),
    )


_TO_SKIP = both("不填", "to skip")
_PRESS_ENTER = both("直接回车", "press Enter")


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
