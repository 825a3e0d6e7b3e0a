"""A report that was saved: taken up again only if it is what the tool would say.

What a report tells follows from its own profile and day and from the catalogue, so it is made once
more and compared. Two things it cannot show by itself. Where a date was provisional, the official
calendar may have become known since: such dates stay as they were. And beside the caveats of the
catalogue there may be others, on evidence that had expired, which is no part of a report.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from aeo_cli.assess import assess
from aeo_cli.calendars import Calendar
from aeo_cli.catalogue import Catalogue
from aeo_cli.errors import NOTHING, InputError, Problem, quoted
from aeo_cli.profile import Profile
from aeo_cli.profile_reader import read_profile
from aeo_cli.report import (
    REPORT,
    CatalogueReference,
    ItemAnswer,
    MeasureAnswer,
    ProvisionAnswer,
    Report,
)
from aeo_cli.text import Text, both

Document = Mapping[str, Any]


def require_kind(document: Document, catalogue: Catalogue) -> None:
    """Make sure that a document is a report, and one that was made from a catalogue.

    Raises:
        InputError: it is not.
    """
    kind, own = document.get("schema"), CatalogueReference.to(catalogue).model_dump()
    if kind != REPORT:
        raise InputError([Problem("schema", _written(kind), quoted(REPORT), _MAKE_ONE)])
    named = document.get("catalogue")
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


def restored(saved: Report, catalogue: Catalogue, calendar: Calendar) -> Report:
    """Return a saved report as it was made.

    Args:
        saved: the report as it was read.
        catalogue: the one at hand.
        calendar: to count its dates with once more.

    Raises:
        InputError: something in it is not what this tool says of its profile.
    """
    fresh = assess(catalogue, _profile(saved, catalogue), calendar, saved.on)
    before = {measure.number: measure for measure in saved.measures}
    alone = len(before) == 1  # as `aeo explain` gives a measure
    measures = tuple(
        _with_dates(measure, before.get(measure.number))
        for measure in fresh.measures
        if measure.number in before or not alone
    )
    own = iter(saved.caveats)
    caveats = saved.caveats if all(one in own for one in fresh.caveats) else fresh.caveats
    found_again = fresh.model_copy(
        update={"tool": saved.tool, "caveats": caveats, "measures": measures}
    )
    if place := next(_differences(_document(saved), _document(found_again)), None):
        raise InputError([place])
    return found_again


def _profile(saved: Report, catalogue: Catalogue) -> Profile:
    """Return the profile that a report shows.

    Raises:
        InputError: with every problem of it, each with its place in the report.
    """
    try:
        return read_profile(_document(saved)["profile"], catalogue)
    except InputError as error:
        raise InputError(
            problem._replace(place=f"profile.{problem.place}") for problem in error.problems
        ) from error


def _with_dates(made: MeasureAnswer, saved: MeasureAnswer | None) -> MeasureAnswer:
    """Return a measure with the provisional dates that were saved."""
    if saved is None:
        return made
    limbs = (
        _limb_with_dates(limb, before)
        for limb, before in zip(made.provisions, saved.provisions, strict=False)
    )
    return made.model_copy(update={"provisions": tuple(limbs)})


def _limb_with_dates(made: ProvisionAnswer, saved: ProvisionAnswer) -> ProvisionAnswer:
    items = (
        _item_with_dates(item, before)
        for item, before in zip(made.business, saved.business, strict=False)
    )
    return made.model_copy(update={"business": tuple(items)})


def _item_with_dates(made: ItemAnswer, saved: ItemAnswer) -> ItemAnswer:
    now, before = made.deadline, saved.deadline
    if now is None or before is None or not before.provisional:
        return made
    if type(now.standard) is not type(before.standard) or now.runs_from != before.runs_from:
        return made
    if (now.last_office_day is None) != (before.last_office_day is None):
        return made
    return made.model_copy(update={"deadline": before})


def _document(report: Report) -> Any:  # noqa: ANN401  any JSON
    return json.loads(report.model_dump_json())


def _differences(saved: Any, made: Any, place: str = "") -> Iterator[Problem]:  # noqa: ANN401
    """Yield a problem for each place where a saved document is not what is made now."""
    match saved, made:
        case dict(), dict() if saved.keys() == made.keys():
            for key, value in saved.items():
                yield from _differences(value, made[key], f"{place}.{key}".lstrip("."))
        case list(), list() if len(saved) == len(made):
            for index, pair in enumerate(zip(saved, made, strict=True)):
                yield from _differences(*pair, f"{place}[{index}]")
        case _ if saved != made:
            yield Problem(place, _written(saved), _written(made), _ALTERED)
        case _:
            pass


def _written(value: object) -> Text:
    match value:
        case None:
            return NOTHING
        case list():
            return both("{n} 项的列表", "a list of {n}").fill(n=len(value))
        case _:
            return quoted(value)


_MAKE_ONE = both("报告由 aeo check PROFILE --json 生成", "aeo check PROFILE --json makes a report")
_NAMED = both("目录 {id}，版本 {version}，{digest}", "catalogue {id}, version {version}, {digest}")
_OTHER_CATALOGUE = both(
    "用 --catalogue 指明当时的目录，或用 aeo check 重新核对",
    "name the catalogue that it was made from with --catalogue, or make it anew with aeo check",
)
_ALTERED = both(
    "报告已被改动，或由另一版本的 aeo 生成：请用 aeo check 重新核对",
    "the report was altered, or made by another version of aeo: make it anew with aeo check",
)
