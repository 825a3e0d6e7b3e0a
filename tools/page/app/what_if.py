"""What would change if what a preset of the catalogue says were so, as `aeo whatif` tells it."""

from aeo_cli.assessment.assess import assess
from aeo_cli.comparison.compare import compare
from aeo_cli.comparison.compared_report import ComparedReport
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.profile.changes import with_preset
from aeo_cli.profile.model import Profile
from tools.page.app.session import Session


def presets(session: Session, lang: Lang) -> dict[str, str]:
    """Return the presets that would change the profile, with their labels."""
    if session.saved:
        return {}
    return {
        name: preset.label[lang]
        for name, preset in session.catalogue.presets.items()
        if _supposed(session, name) != session.current.profile
    }


def difference(session: Session, preset: str, lang: Lang) -> DifferenceDigest:
    """Return what would change."""
    catalogue, calendar = session.catalogue, session.calendar
    supposed = assess(catalogue, _supposed(session, preset), calendar, session.on)
    reports = session.report(), supposed
    before, after = map(ComparedReport, reports)
    found = compare(before, after, catalogue, calendar)
    return DifferenceDigest(found, reports, catalogue, lang, supposed=True)


def _supposed(session: Session, preset: str) -> Profile:
    change = session.catalogue.presets[preset]
    return with_preset(session.current.profile, change, session.catalogue, session.on)
