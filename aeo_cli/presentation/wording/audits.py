"""Whether what a saved report says follows from the profile in it, in words."""

from aeo_cli.assessment.report import TOOL
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.comparison.document import Side
from aeo_cli.documents.text import Text, both


def audit_words(side: Side, catalogue: Catalogue) -> Text:
    """Return whether a saved report that was not altered can be verified, or why not.

    Args:
        side: the report.
        catalogue: the available catalogue.
    """
    if side.unaltered:
        return _FOLLOWS
    # What this tool made from the catalogue at hand can be verified, but for the dates of an
    # edition of the calendar that is not at hand.
    is_own = side.tool == TOOL and side.catalogue == CatalogueReference.to(catalogue)
    return _DATES if is_own else _NOBODY_KNOWS


_FOLLOWS = both("结论与所载企业情况相符", "its answers match its profile")
_NOBODY_KNOWS = both(
    "由其他措施目录或其他版本的 aeo 生成，结论无法核验",
    "made from another catalogue or by another version of aeo, so its answers cannot be verified",
)
_DATES = both(
    "日期按另一版放假安排推算，无法核验；其余结论与所载企业情况相符",
    "its dates were calculated with another edition of the calendar and cannot be "
    "verified; its other answers match its profile",
)
