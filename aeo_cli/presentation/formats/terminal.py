"""What a person reads at a terminal: the report, a measure explained, the catalogue."""

from collections.abc import Iterable

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import Report
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Catalogue, Measure
from aeo_cli.catalogue.search import Query, Subject
from aeo_cli.comparison.document import Difference
from aeo_cli.interview.question import Question
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.terminal import deadlines, explanation, measures, screening, verification
from aeo_cli.presentation.terminal import difference as differences
from aeo_cli.presentation.terminal import question as questions
from aeo_cli.presentation.terminal import report as reports
from aeo_cli.presentation.terminal.blocks import printed
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.deadlines import limits
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.model import Profile
from aeo_cli.screening.document import Screening
from aeo_cli.verification.mutation import Mutation
from aeo_cli.verification.verify import Verification


def render(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> str:  # noqa: ARG001
    """Return the report as lines of at most the page's width."""
    return printed(reports.layout(Digest(ReportWords(report, catalogue, page.lang)), page), page)


def show_deadlines(report: Report, catalogue: Catalogue, calendar: Calendar, page: Page) -> str:
    """Return the deadlines of a report alone, each with how far along it is."""
    answers = ReportWords(report, catalogue, page.lang)
    return printed(deadlines.layout(answers, limits(answers, calendar), page), page)


def explain(
    subject: Subject,
    outcome: tuple[Report, Situation] | None,
    catalogue: Catalogue,
    calendar: Calendar,
    page: Page,
) -> str:
    """Return what a measure says and, where it is known how things stand, how it came out."""
    report, situation = outcome or (None, None)
    words = (
        ReportWords(report, catalogue, page.lang)
        if report
        else CatalogueWords(catalogue, page.lang)
    )
    return printed(explanation.layout(subject, words, situation, calendar, page), page)


def differ(
    difference: Difference,
    sides: tuple[Report, Report],
    catalogue: Catalogue,
    page: Page,
    *,
    supposed: bool = False,
) -> str:
    """Return what differs between two reports, or between what is and what is supposed."""
    contrast = DifferenceDigest(difference, sides, catalogue, page.lang, supposed=supposed)
    return printed(differences.layout(contrast, page), page)


def ask(question: Question | None, profile: Profile, page: Page) -> str:
    """Return the next question, or that none is left."""
    return printed(questions.alone(question, profile, page), page)


def prove(found: Verification | Mutation, page: Page) -> str:
    """Return whether a catalogue is sound, or whether its cases would notice a change of it."""
    return printed(verification.layout(found, page), page)


def screen(found: Screening, catalogue: Catalogue, page: Page) -> str:
    """Return how many enterprises of a portfolio each measure reaches."""
    return printed(screening.layout(found, CatalogueWords(catalogue, page.lang), page), page)


def browse(found: Iterable[Measure], query: Query, catalogue: Catalogue, page: Page) -> str:
    """Return measures by category, with the places where a query hits."""
    return printed(measures.layout(found, query, CatalogueWords(catalogue, page.lang), page), page)
