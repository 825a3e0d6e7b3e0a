"""What a saved document must be before the tool uses it as a report.

It must be a report, made from the catalogue at hand, and complete: every measure is in it, and no
part of it refers to a pending item that its profile does not list. Whether the tool would make the
same report is for `audit` to find out.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import chain
from typing import Any, TypeGuard

from aeo_cli.assessment.report import REPORT, Report, Verdict, item_answers
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.problems import NOTHING, InputError, Problem, quoted, shortened
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.names import item_index

SavedDocument = Mapping[str, Any]
"""A saved report as parsed from JSON, not yet validated."""


def require_report(document: SavedDocument) -> None:
    """Require that a document is a report.

    Raises:
        InputError: it is not.
    """
    if (schema := document.get("schema")) != REPORT:
        raise InputError([Problem("schema", value_in_words(schema), quoted(REPORT), _MAKE_ONE)])


def require_catalogue(document: SavedDocument, catalogue: Catalogue) -> None:
    """Require that a report was made from `catalogue`.

    Raises:
        InputError: it was made from another one.
    """
    reference = document.get("catalogue")
    expected = CatalogueReference.to(catalogue).model_dump()
    if reference != expected:
        found = value_in_words(reference)
        if _is_reference(reference):
            found = _NAMED.fill(**{name: shortened(part, 80) for name, part in reference.items()})
        raise InputError([Problem("catalogue", found, _NAMED.fill(**expected), _OTHER_CATALOGUE)])


def _is_reference(value: object) -> TypeGuard[dict[str, str]]:
    return (
        isinstance(value, dict)
        and set(value) == set(CatalogueReference.model_fields)
        and all(isinstance(part, str) for part in value.values())
    )


def require_coherence(report: Report) -> None:
    """Require that a report is complete and consistent in itself.

    It must contain as many measures as its summary counts, list every pending item that it refers
    to, and give no two items the same id.

    Raises:
        InputError: with every problem found.
    """
    items = report.profile.business
    indexes = _item_indexes(report)
    problems = [
        Problem(f"profile.business[{index}]", NOTHING, _AN_ITEM, ALTERED)
        for index in sorted(indexes)
        if not 0 <= index < len(items)
    ]
    problems += [
        Problem(f"profile.business[{index}]", quoted(item), _AN_ITEM, ALTERED)
        for index, item in enumerate(items)
        if not isinstance(item.get("kind"), str)
        or not all(isinstance(item.get(key, 0), str | None) for key in ("id", "note"))
    ]
    ids = Counter(str(item["id"]) for item in items if item.get("id") is not None)
    problems += [
        Problem("profile.business", quoted(id_), _ONE_OF_EACH, ALTERED)
        for id_, count in ids.items()
        if count > 1
    ]
    measures, expected = len(report.measures), sum(map(report.summary.of, Verdict))
    if measures != expected:
        problems.append(
            Problem("measures", _list_in_words(measures), _COUNTED.fill(n=expected), _WHOLE)
        )
    if problems:
        raise InputError(problems)


def _item_indexes(report: Report) -> set[int]:
    """Return the index of every pending item that any part of a report refers to."""
    answers = [item for *_, item in item_answers(report)]
    provisions = [provision for measure in report.measures for provision in measure.provisions]
    facts = chain(
        report.profile.evidence,
        (open_fact.fact for open_fact in report.open_facts),
        *(provision.open_facts for provision in provisions),
        *(answer.open_facts for answer in answers),
    )
    of_facts = {index for fact in facts if (index := item_index(fact)) is not None}
    return of_facts | {answer.index for answer in answers}


def value_in_words(value: object) -> Text:
    """Return what a value of a document is, for the message of a problem."""
    match value:
        case None:
            return NOTHING
        case list():
            return _list_in_words(len(value))
        case _:
            return quoted(value)


def _list_in_words(length: int) -> Text:
    return both("{n} 项的列表", "a list of {n}").fill(n=length)


_AN_ITEM = both("一项待办业务，含 kind、id 和 note", "a pending item with kind, id and note")
_ONE_OF_EACH = both("互不相同的编号（id）", "a different id for each item")
_COUNTED = both("summary 所列的 {n} 项", "{n}, the number in the summary")
_WHOLE = both(
    "报告只含部分措施或已被改动，不能比较；请用 aeo check PROFILE --json 重新生成",
    "the report was altered or has only some of the measures, so it cannot be "
    "compared; make a new one with aeo check PROFILE --json",
)
_MAKE_ONE = both(
    "报告请用 aeo check PROFILE --json 生成", "make a report with aeo check PROFILE --json"
)
_NAMED = both(
    "措施目录 {id}，版本 {version}，{digest}", "catalogue {id}, version {version}, {digest}"
)
_OTHER_CATALOGUE = both(
    "请用 --catalogue 指定当时的措施目录，或用 aeo check 重新核对",
    "name its catalogue with --catalogue, or make a new report with aeo check",
)
ALTERED = both(
    "报告不完整、已被改动，或由其他版本的 aeo 生成，请用 aeo check 重新核对",
    "the report is incomplete, was altered, or comes from another version of aeo; "
    "make a new one with aeo check",
)
