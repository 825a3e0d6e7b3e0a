"""The texts a person reads at a terminal: a report, an explanation, the measures, and so on."""

from collections.abc import Iterable

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.model import Catalogue, Measure
from aeo_cli.catalogue.search import Query
from aeo_cli.interview.question import Question
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal.blocks import printed
from aeo_cli.presentation.terminal.brief import BriefLayout
from aeo_cli.presentation.terminal.deadlines import DeadlineLayout
from aeo_cli.presentation.terminal.difference import DifferenceLayout
from aeo_cli.presentation.terminal.explanation import ExplanationLayout
from aeo_cli.presentation.terminal.measures import MeasureListLayout
from aeo_cli.presentation.terminal.question import standalone
from aeo_cli.presentation.terminal.questions_sheet import sheet
from aeo_cli.presentation.terminal.report import ReportLayout
from aeo_cli.presentation.terminal.screening import ScreeningLayout
from aeo_cli.presentation.terminal.verification import VerificationLayout
from aeo_cli.presentation.terminal.work_list import WorkListLayout
from aeo_cli.presentation.wording.brief import Brief
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.deadlines import limits
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.explanation import Explanation
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.work_list import WorkList
from aeo_cli.profile.model import Profile
from aeo_cli.screening.document import Screening
from aeo_cli.verification.mutation import Mutation
from aeo_cli.verification.verify import Verification


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> str:  # noqa: ARG001  every format has these parameters
    """Return the report in brief, as lines of at most the page's width."""
    brief = Brief(ReportWords(report, catalogue, page.lang))
    return printed(BriefLayout(brief, page).content(), page)


def render_work_list(work_list: WorkList, page: Page) -> str:
    """Return a work list, as lines of at most the page's width."""
    return printed(WorkListLayout(work_list, page).content(), page)


def show_full(report: Report, catalogue: Catalogue, page: Page) -> str:
    """Return the full report, as lines of at most the page's width."""
    digest = Digest(ReportWords(report, catalogue, page.lang))
    return printed(ReportLayout(digest, page).content(), page)


def show_deadlines(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> str:
    """Return only the deadlines of a report, with their progress."""
    report_words = ReportWords(report, catalogue, page.lang)
    time_limits = limits(report_words, calendar)
    return printed(DeadlineLayout(report_words, page).content(time_limits), page)


def show_questions(report: Report, catalogue: Catalogue, page: Page, profile: str | None) -> str:
    """Return only the questions for customs, as a sheet to fill in."""
    return sheet(ReportWords(report, catalogue, page.lang), page, profile)


def explain(explanation: Explanation, page: Page) -> str:
    """Return what a measure says and, if it was assessed, the result of each condition."""
    return printed(ExplanationLayout(explanation, page).content(), page)


def differ(digest: DifferenceDigest, page: Page) -> str:
    """Return the difference between two reports, the later of which may rest on assumptions."""
    return printed(DifferenceLayout(digest, page).content(), page)


def ask(question: Question | None, profile: Profile, page: Page) -> str:
    """Return the next question, or that none is left."""
    return printed(standalone(question, profile, page), page)


def prove(result: Verification | Mutation, page: Page) -> str:
    """Return whether a catalogue is sound, or whether its cases notice changes of it."""
    layout = VerificationLayout(page)
    if isinstance(result, Verification):
        return printed(layout.verification(result), page)
    return printed(layout.mutation(result), page)


def screen(screening: Screening, catalogue: Catalogue, page: Page) -> str:
    """Return how many enterprises of a portfolio each measure applies to."""
    words = CatalogueWords(catalogue, page.lang)
    return printed(ScreeningLayout(screening, words, page).content(), page)


def browse(measures: Iterable[Measure], query: Query, catalogue: Catalogue, page: Page) -> str:
    """Return measures by category, with the hits of a query."""
    words = CatalogueWords(catalogue, page.lang)
    return printed(MeasureListLayout(query, words, page).content(measures), page)
