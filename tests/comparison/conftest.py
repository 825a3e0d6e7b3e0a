"""What the tests of differences share: reports made, altered catalogues, and what is compared."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.audit import audit
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.comparison.compare import compare
from aeo_cli.comparison.compared_report import ComparedReport
from aeo_cli.comparison.document import Difference
from aeo_cli.documents.text import both
from aeo_cli.documents.validation import validate
from aeo_cli.profile.reader import read_profile
from tests.conftest import LOTUS_BAY, ROOT

CATALOGUE, CALENDAR, ON = load_catalogue(), ChineseCalendar(), date(2026, 3, 2)
BAY = load_catalogue(str(LOTUS_BAY))
"""The catalogue of the tests, on which properties are tried."""
APPLICANT_FILE = ROOT / "examples" / "applicant.toml"
SOURCE = (ROOT / "data" / "measures.toml").read_text(encoding="utf-8")


def made(document: Any, on: date = ON, catalogue: Catalogue = CATALOGUE) -> Report:
    return assess(catalogue, read_profile(document, catalogue), CALENDAR, on)


def between(old: Report, new: Report, catalogue: Catalogue = CATALOGUE) -> Difference:
    """Compare two reports as they would be read from files."""
    before, after = (ComparedReport(report, audit(report, catalogue)) for report in (old, new))
    return compare(before, after, catalogue, CALENDAR)


def again(report: Report) -> Report:
    """Return a report as it is read from a file."""
    return validate(Report, json.loads(report.model_dump_json()), both("x", "x"))


IDENTITY = {"name", "uscc", "customs_code"}


def written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def provision_answer(report: Report, id_: str) -> Any:
    provisions = (provision for measure in report.measures for provision in measure.provisions)
    return next(provision for provision in provisions if provision.id == id_)


def another(tmp_path: Path, *changes: tuple[str, str]) -> Catalogue:
    """Return the catalogue with something changed."""
    text = SOURCE
    for old, new in changes:
        assert old != new
        assert old in text, old
        text = text.replace(old, new, 1)
    path = tmp_path / "another.toml"
    path.write_text(text, encoding="utf-8")
    return load_catalogue(str(path))


APPLICANT: Any = {
    "enterprise": {"credit_level": "regular", "in_comprehensive_bonded_zone": False},
    "business": [
        {
            "id": "SG-1",
            "kind": "special_goods_approval",
            "special_circumstances": False,
            "accepted_on": "2026-03-02",
        },
        {
            "id": "DZ-1",
            "kind": "quarantine_approval",
            "final_approval_delegated": True,
            "meets_conditions": True,
        },
        {
            "id": "YY-1",
            "kind": "appointment_clearance",
            "outside_office_hours": True,
            "appointment_at": "2026-03-07T22:00",
        },
    ],
}


CERTIFIED: Any = {
    "enterprise": {"credit_level": "advanced_certified"},
    "business": [APPLICANT["business"][0]],
}


def of(id_: str, old: str, new: str) -> tuple[str, str]:
    """Return a change of the catalogue that hits the first such place from a provision on."""
    start = SOURCE.index(f'id = "{id_}"')
    end = SOURCE.index(old, start) + len(old)
    return SOURCE[start:end], SOURCE[start : end - len(old)] + new


NORMAL = '{ fact = "item.special_circumstances", is = false }'


OTHER_TRIGGER = of("25b", NORMAL, NORMAL.replace("false", "true"))


OTHER_EFFECT = (
    'to = { comparator = "at_most", value = 5, unit = "working_day" }',
    'to = { comparator = "at_most", value = 7, unit = "working_day" }',
)


def causes_of(found: Difference, provision: str, what: str = "applies") -> list[Any]:
    answers = (one for item in found.business for one in item.answers if one.provision == provision)
    return [cause.model_dump() for one in answers for cause in getattr(one, what).causes]
