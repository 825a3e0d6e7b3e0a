"""The audit of a saved report: is it what the tool would say?

A report follows from its own profile and day, from the catalogue, and from the edition of the
calendar that counted its dates. So it is recomputed from these and compared. The installed calendar
holds its own edition and those of fewer years. The dates of any other edition cannot be counted
again: they are kept as they are, as far as another edition could have counted them.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import Calendar, ChineseCalendar, calendar_of
from aeo_cli.assessment.caveats import BUSINESS_NOT_KNOWN
from aeo_cli.assessment.kept_dates import with_dates_of
from aeo_cli.assessment.report import TOOL, Report
from aeo_cli.assessment.saved_report import ALTERED, SavedDocument, value_in_words
from aeo_cli.assessment.situation import implied_values
from aeo_cli.catalogue.model import Catalogue, Caveat
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.problems import Attempts, InputError, Problem, quoted
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.dates import read_date
from aeo_cli.rules.mistakes import Mistake


class ReproducedReport(NamedTuple):
    """A saved report recomputed."""

    report: Report
    calendar: Calendar
    """The calendar that counted its dates, or the installed one if it is of another edition."""
    kept_dates: bool
    """Whether dates are as they were saved, since the installed calendar counts others."""


def reproduce(saved: Report, catalogue: Catalogue) -> ReproducedReport:
    """Recompute a saved report from its own profile, day and edition of the calendar.

    Args:
        saved: the report as it was read.
        catalogue: the available catalogue.

    Raises:
        InputError: something in the report is not what this tool says of its profile.
    """
    document = _as_json(saved)
    with Attempts() as attempt:
        attempt(_require_day, saved.on)
        profile = attempt(_profile, document["profile"], catalogue)
    own = calendar_of(saved.calendar)
    calendar = own or ChineseCalendar()
    report = assess(catalogue, profile, calendar, saved.on)
    source = {"source": saved.calendar.source}  # another version of the data with the same days
    inputs = {
        "tool": saved.tool,
        "calendar": report.calendar.model_copy(update=source) if own else saved.calendar,
        "caveats": (*report.caveats, *_business_caveat(saved, report)),
    }
    counted = report.model_copy(update=inputs)
    report = counted if own else with_dates_of(saved, counted)
    if difference := next(_differences(document, _as_json(report)), None):
        raise InputError([difference])
    return ReproducedReport(report, calendar, kept_dates=report != counted)


class Audit(NamedTuple):
    """Whether a saved report is what the tool says of the profile in it."""

    unaltered: bool | None
    """None: this cannot be decided."""
    altered_at: str | None = None
    """The first place that differs from what the tool says."""


def audit(saved: Report, catalogue: Catalogue) -> Audit:
    """Return whether a saved report is what the tool says of the profile in it.

    This cannot be decided for a report that was made from another catalogue, nor for one that was
    made by another version of the tool and differs from what this version says, nor for dates of
    another edition of the calendar.
    """
    if saved.catalogue != CatalogueReference.to(catalogue):
        return Audit(unaltered=None)
    try:
        reproduced = reproduce(saved, catalogue)
    except InputError as error:
        if saved.tool != TOOL:
            return Audit(unaltered=None)
        return Audit(unaltered=False, altered_at=str(error.problems[0].place))
    return Audit(unaltered=None if reproduced.kept_dates else True)


def _require_day(on: date) -> None:
    """Require that the day of assessment is one that the tool can assess.

    Raises:
        InputError: it is too early or too late.
    """
    if isinstance(mistake := read_date(on), Mistake):
        raise InputError([Problem("on", quoted(on), mistake.expected, mistake.hint)])


def _profile(document: SavedDocument, catalogue: Catalogue) -> Profile:
    """Return the profile in a report, which lists every fact: one without a value is unknown.

    Raises:
        InputError: with every problem of it, each with its place in the report.
    """
    try:
        profile = read_profile(document, catalogue)
    except InputError as error:
        raise InputError(
            problem._replace(place=f"profile.{problem.place}") for problem in error.problems
        ) from error
    known = profile.known()
    # In a profile that somebody writes, a fact that the kind implies holds if it is left out.
    left_out = (
        name
        for item in profile.business
        for name in implied_values(catalogue, item)
        if name not in known
    )
    return profile._replace(unknown=dict.fromkeys(left_out))


def _business_caveat(saved: Report, report: Report) -> tuple[Caveat, ...]:
    """Return the caveat that pending business is not known, if the saved report has it.

    The profile in a report only lists what is pending, so an empty list and an unknown one look the
    same there; this caveat is the only difference.
    """
    is_unknown = BUSINESS_NOT_KNOWN in saved.caveats and not report.profile.business
    return (BUSINESS_NOT_KNOWN,) if is_unknown else ()


def _as_json(report: Report) -> Any:  # noqa: ANN401  any JSON
    return report.model_dump(mode="json")


def _differences(saved: Any, expected: Any, place: str = "") -> Iterator[Problem]:  # noqa: ANN401
    """Yield a problem for each place where a saved document is not what is expected."""
    match saved, expected:
        case dict(), dict():
            for key in dict.fromkeys((*saved, *expected)):
                inner = f"{place}.{key}".lstrip(".")
                yield from _differences(saved.get(key), expected.get(key), inner)
        case list(), list() if len(saved) == len(expected):
            for index, pair in enumerate(zip(saved, expected, strict=True)):
                yield from _differences(*pair, f"{place}[{index}]")
        case _ if saved != expected or type(saved) is not type(expected):  # 1 == True in Python
            yield Problem(place, value_in_words(saved), value_in_words(expected), ALTERED)
        case _:
            pass
