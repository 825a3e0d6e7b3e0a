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
        catalogue: the catalogue at hand.
    """
    if side.unaltered:
        return _FOLLOWS
    # What this tool made from the catalogue at hand can be verified, but for the dates of an
    # edition of the calendar that is not at hand.
    is_own = side.tool == TOOL and side.catalogue == CatalogueReference.to(catalogue)
    return _DATES if is_own else _NOBODY_KNOWS


_FOLLOWS = both("结论与所载企业情况相符", "its answers follow from its profile")
_NOBODY_KNOWS = both(
    "由另一目录或另一版本的 aeo 生成，无法核验其结论",
    "made from another catalogue or by another version of aeo: its answers cannot be verified",
)
_DATES = both(
    "日期按另一版放假安排推算，无法核验；其余结论与所载企业情况相符",
    "its dates were counted with another edition of the calendar and cannot be verified; its other "
    "answers follow from its profile",
)
