"""How many rows of a portfolio may be rejected, and what is said of those that were."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from aeo_cli.documents.labels import folded
from aeo_cli.documents.problems import InputError, Problem, quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.screening.job import Result
from aeo_cli.screening.reasons import Reason

_SHOWN = 5
"""How many reasons are shown at most."""


class RejectLimit(NamedTuple):
    """How many rows may be rejected before the exit status is 1."""

    rows: int = 0
    share: Fraction = Fraction(0)
    """The same as a share of the rows that were read; one of the two is enough."""

    def allows(self, result: Result) -> bool:
        """Return whether no more rows were rejected than may be."""
        return result.rejects <= self.rows or result.rejects <= self.share * result.rows


def reject_limit(text: str | None) -> RejectLimit:
    """Return the limit that `--max-rejects` states: `20`, `0.5%` or `all`; without it, none.

    Raises:
        InputError: it is none of these, or more than 100 %.
    """
    if text is None:
        return RejectLimit()
    stated = folded(text).lower()
    if stated == "all":
        return RejectLimit(share=Fraction(1))
    if re.fullmatch("[0-9]{1,18}", stated):
        return RejectLimit(rows=int(stated))
    if match := re.fullmatch(r"([0-9]{1,3}(?:\.[0-9]{1,6})?) ?%", stated):
        share = Fraction(match[1]) / 100
        if share <= 1:
            return RejectLimit(share=share)
    raise InputError([Problem("--max-rejects", quoted(text), _LIMITS, _EXAMPLES)])


def rejected(result: Result, where: Text) -> Iterator[Text]:
    """Yield how many rows were rejected, and the most frequent reasons, each with an example.

    Args:
        result: the result, with at least one rejected row.
        where: where all of them can be read.
    """
    count = f"{result.rejects:,}"
    yield _REJECTED.fill(count=count, rows=f"{result.rows:,}", where=where)
    for reason in result.reasons[:_SHOWN]:
        line = both("  {place}：{fault}", "  {place}: {fault}")
        yield line.fill(place=_place(reason), fault=_fault(reason))
    if len(result.reasons) > _SHOWN:
        yield both("  ……", "  …")


def nothing_assessed(result: Result) -> InputError:
    """Return the error that no enterprise could be assessed, with the most frequent reasons."""
    if not result.rejects:
        return InputError([Problem("PORTFOLIO", _NO_ENTERPRISE, None, _UNCHANGED)])
    found = _NONE_ACCEPTED.fill(count=f"{result.rejects:,}", rows=f"{result.rows:,}")
    reasons = (
        Problem("", _fault(reason), file=_place(reason)) for reason in result.reasons[:_SHOWN]
    )
    return InputError([Problem("PORTFOLIO", found, None, _UNCHANGED), *reasons])


def _place(reason: Reason) -> str:
    """Return the place of the first row that was rejected for a reason: `clients.csv:2`."""
    file, line, *_ = reason.example
    return f"{file}:{line}" if line else file


def _fault(reason: Reason) -> Text:
    """Return the problem of the first row, with how many rows have such a problem."""
    text = both("{fault}（{count} 行）", "{fault} ({count} rows)")
    fault = reason.example.problem
    if reason.count == 1:
        return fault
    return text.fill(fault=fault, count=f"{reason.count:,}")


_LIMITS = both("行数、占所读行数的百分比，或 all", "a number of rows, a percentage of them, or all")
_EXAMPLES = both(
    "如 --max-rejects 20、--max-rejects 0.5%", "for example: --max-rejects 20, --max-rejects 0.5%"
)
_REJECTED = both(
    "{rows} 行中有 {count} 行未被接受{where}", "rows rejected: {count} of {rows}{where}"
)
_NO_ENTERPRISE = both("没有读到任何企业", "no enterprises found")
_NONE_ACCEPTED = both(
    "没有一家企业可以核对：{rows} 行中有 {count} 行未被接受",
    "no enterprise could be assessed: {count} of {rows} rows were rejected",
)
_UNCHANGED = both(
    "未写入任何内容，原文件未改动", "nothing was written, and existing files are unchanged"
)
