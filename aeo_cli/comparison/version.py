"""A report that is compared, and where it comes from."""

from typing import NamedTuple

from aeo_cli.assessment.audit import Audit
from aeo_cli.assessment.report import Report
from aeo_cli.comparison.document import Side, Source


class Version(NamedTuple):
    """A report that is compared."""

    report: Report
    audit: Audit | None = None
    """Of one that was saved: whether it was altered; None: it was made just now, of a profile."""

    @property
    def unaltered(self) -> bool | None:
        """Whether it says what follows from its profile; None: nobody can tell."""
        return True if self.audit is None else self.audit.unaltered

    def side(self) -> Side:
        """Return what a difference tells of it."""
        report, audit = self.report, self.audit
        return Side.model_construct(
            source=Source.REPORT if audit else Source.PROFILE,
            unaltered=audit.unaltered if audit else None,
            altered_at=audit.altered_at if audit else None,
            ref=report.profile.ref,
            tool=report.tool,
            catalogue=report.catalogue,
            on=report.on,
            summary=report.summary,
        )
