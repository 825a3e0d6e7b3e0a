"""A report to be compared, and how the difference describes it."""

from typing import NamedTuple

from aeo_cli.assessment.audit import Audit
from aeo_cli.assessment.report import Report
from aeo_cli.comparison.document import Side, Source


class ComparedReport(NamedTuple):
    """A report to be compared."""

    report: Report
    audit: Audit | None = None
    """Whether a saved report was altered; None for a report just made from a profile."""

    @property
    def unaltered(self) -> bool | None:
        """Whether it says what follows from its profile; None if that cannot be determined."""
        return True if self.audit is None else self.audit.unaltered

    def side(self) -> Side:
        """Return how a difference describes this report."""
        report, audit = self.report, self.audit
        return Side.model_construct(
            source=Source.REPORT if audit else Source.PROFILE,
            unaltered=audit.unaltered if audit else None,
            altered_at=audit.altered_at if audit else None,
            ref=report.profile.ref,
            tool=report.tool,
            catalogue=report.catalogue,
            calendar=report.calendar,
            on=report.on,
            summary=report.summary,
        )
