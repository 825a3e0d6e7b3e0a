"""A report that was saved: taken up again only if it is what the tool would say.

What a report tells follows from its own profile and day and from the catalogue, so it is made once
more and compared. Dates that were provisional were counted when less of the official calendar was
known, so that is tried as well.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, NamedTuple, TypeGuard

from aeo_cli.assessment.assess import UNTOLD, assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import REPORT, TOOL, Report
from aeo_cli.assessment.report import items as told_items
from aeo_cli.catalogue.model import Catalogue, Caveat
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.problems import NOTHING, InputError, Problem, quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.names import item_index
from aeo_cli.rules.values import Mistake, read_date

SavedDocument = Mapping[str, Any]


class Restored(NamedTuple):
    """A report as it was made, and the calendar that its dates were counted with."""

    report: Report
    calendar: ChineseCalendar


def require_report(document: SavedDocument) -> None:
    """Make sure that a document is a report.

    Raises:
        InputError: it is not.
    """
    if (kind := document.get("schema")) != REPORT:
        raise InputError([Problem("schema", _written(kind), quoted(REPORT), _MAKE_ONE)])


def require_catalogue(document: SavedDocument, catalogue: Catalogue) -> None:
    """Make sure that a report was made from a catalogue.

    Raises:
        InputError: it was not.
    """
    named, own = document.get("catalogue"), CatalogueReference.to(catalogue).model_dump()
    if named != own:
        found = _NAMED.fill(**named) if _is_reference(named) else _written(named)
        raise InputError([Problem("catalogue", found, _NAMED.fill(**own), _OTHER_CATALOGUE)])


def _is_reference(named: object) -> TypeGuard[dict[str, str]]:
    keys = set(CatalogueReference.model_fields)
    return (
        isinstance(named, dict)
        and set(named) == keys
        and all(isinstance(one, str) for one in named.values())
    )


def require_coherence(saved: Report) -> None:
    """Make sure that a report tells all measures, and of no pending item that it does not show.

    Raises:
        InputError: it does not.
    """
    items = saved.profile.business
    measures, counted = len(saved.measures), sum(saved.summary.model_dump().values())
    provisions = [provision for measure in saved.measures for provision in measure.provisions]
    answers = [provision.open_facts for provision in provisions]
    answers += [item.open_facts for *_, item in told_items(saved)]
    names = [*saved.profile.evidence, *(one.fact for one in saved.open_facts), *chain(*answers)]
    places = [item.index for *_, item in told_items(saved)]
    places += [index for name in names if (index := item_index(name)) is not None]
    problems = [
        Problem(f"profile.business[{place}]", NOTHING, _AN_ITEM, _ALTERED)
        for place in sorted(set(places))
        if not 0 <= place < len(items)
    ]
    problems += [
        Problem(f"profile.business[{place}]", quoted(item), _AN_ITEM, _ALTERED)
        for place, item in enumerate(items)
        if not isinstance(item.get("kind"), str)
        or not all(isinstance(item.get(key, 0), str | None) for key in ("id", "note"))
    ]
    ids = [item["id"] for item in items if item.get("id") is not None]
    problems += [
        Problem("profile.business", quoted(one), _ONE_OF_EACH, _ALTERED)
        for one, count in Counter(map(str, ids)).items()
        if count > 1
    ]
    if measures != counted:
        problems.append(Problem("measures", _list(measures), _list(counted), _WHOLE))
    if problems:
        raise InputError(problems)


def restored(saved: Report, catalogue: Catalogue) -> Restored:
    """Return a saved report as it was made.

    Args:
        saved: the report as it was read.
        catalogue: the one at hand.

    Raises:
        InputError: something in it is not what this tool says of its profile.
    """
    if isinstance(mistake := read_date(saved.on), Mistake):
        raise InputError([Problem("on", quoted(saved.on), mistake.expected, mistake.hint)])
    document = _document(saved)
    profile = _profile(document["profile"], catalogue)
    first: Problem | None = None
    for calendar in _calendars(saved):
        made = assess(catalogue, profile, calendar, saved.on)
        caveats = (*made.caveats, *_untold(saved, made))
        made = made.model_copy(update={"tool": saved.tool, "caveats": caveats})
        difference = next(_differences(document, _document(made)), None)
        if difference is None:
            return Restored(made, calendar)
        first = first or difference
    raise InputError([first] if first else [])


class Audit(NamedTuple):
    """Whether a saved report is what the tool says of the profile in it."""

    unaltered: bool | None
    """None: that cannot be told."""
    altered_at: str | None = None
    """The first place that is not what the tool says."""


def audit(saved: Report, catalogue: Catalogue) -> Audit:
    """Return whether a report that was saved is what the tool says of its profile.

    That cannot be told of one that was made from another catalogue; nor of one that another version
    of the tool made, if it is not what this version says.
    """
    if saved.catalogue != CatalogueReference.to(catalogue):
        return Audit(unaltered=None)
    try:
        restored(saved, catalogue)
    except InputError as error:
        if saved.tool != TOOL:
            return Audit(unaltered=None)
        return Audit(unaltered=False, altered_at=str(error.problems[0].place))
    return Audit(unaltered=True)


def _calendars(saved: Report) -> Iterator[ChineseCalendar]:
    """Yield the official calendar as it is known, then as it was when dates were provisional."""
    now = ChineseCalendar()
    yield now
    found = [item.deadline for *_, item in told_items(saved) if item.deadline]
    provisional = [one for one in found if one.provisional]
    ends = [end for one in provisional for end in (one.runs_from, one.standard, one.shortened)]
    years = {year for end in ends for year in (end.year - 1, end.year)}
    for year in sorted(years, reverse=True):
        if ChineseCalendar.FIRST_YEAR <= year < now.last_published_year:
            yield ChineseCalendar(year)


def _profile(shown: SavedDocument, catalogue: Catalogue) -> Profile:
    """Return the profile that a report shows.

    Raises:
        InputError: with every problem of it, each with its place in the report.
    """
    try:
        return read_profile(shown, catalogue)
    except InputError as error:
        raise InputError(
            problem._replace(place=f"profile.{problem.place}") for problem in error.problems
        ) from error


def _untold(saved: Report, made: Report) -> tuple[Caveat, ...]:
    """Return that it was not known what is pending, where the report says so: it shows nothing."""
    return (UNTOLD,) if UNTOLD in saved.caveats and not made.profile.business else ()


def _document(report: Report) -> Any:  # noqa: ANN401  any JSON
    return report.model_dump(mode="json")


def _differences(saved: Any, made: Any, place: str = "") -> Iterator[Problem]:  # noqa: ANN401
    """Yield a problem for each place where a saved document is not what is made now."""
    match saved, made:
        case dict(), dict():
            for key in dict.fromkeys((*saved, *made)):
                inner = f"{place}.{key}".lstrip(".")
                yield from _differences(saved.get(key), made.get(key), inner)
        case list(), list() if len(saved) == len(made):
            for index, pair in enumerate(zip(saved, made, strict=True)):
                yield from _differences(*pair, f"{place}[{index}]")
        case _ if saved != made or type(saved) is not type(made):
            yield Problem(place, _written(saved), _written(made), _ALTERED)
        case _:
            pass


def _written(value: object) -> Text:
    match value:
        case None:
            return NOTHING
        case list():
            return _list(len(value))
        case _:
            return quoted(value)


def _list(length: int) -> Text:
    return both("{n} 项的列表", "a list of {n}").fill(n=length)


_AN_ITEM = both("一项待办业务，有 kind、id 和 note", "a pending item, with kind, id and note")
_ONE_OF_EACH = both("各不相同的编号（id）", "an id for each item")
_WHOLE = both(
    "只含部分措施的报告不能比较，请用 aeo check PROFILE --json 生成",
    "a report of some measures only cannot be compared: make it with aeo check PROFILE --json",
)
_MAKE_ONE = both("报告由 aeo check PROFILE --json 生成", "aeo check PROFILE --json makes a report")
_NAMED = both("目录 {id}，版本 {version}，{digest}", "catalogue {id}, version {version}, {digest}")
_OTHER_CATALOGUE = both(
    "用 --catalogue 指明当时的目录，或用 aeo check 重新核对",
    "name the catalogue that it was made from with --catalogue, or make it anew with aeo check",
)
_ALTERED = both(
    "报告不完整、已被改动，或由另一版本的 aeo 生成：请用 aeo check 重新核对",
    "the report is not whole, was altered, or was made by another version of aeo: make it anew "
    "with aeo check",
)
