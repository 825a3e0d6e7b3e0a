"""The answers of an interview: which facts they can be about."""

from datetime import date

import pytest

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.interview.dialogue import Interview

ONE_ITEM = {"enterprise": {}, "business": [{"kind": "special_goods_approval"}]}


@pytest.mark.parametrize(
    ("name", "has"),
    [
        ("business", True),
        ("enterprise.credit_level", True),
        ("enterprise.shoe_size", False),
        ("business[0].accepted_on", True),
        ("business[0].appointment_at", False),
        ("business[1].accepted_on", False),
    ],
)
def test_an_interview_has_the_facts_of_the_catalogue_and_of_its_items(
    catalogue: Catalogue, name: str, has: bool
) -> None:
    assert Interview(catalogue, ONE_ITEM, date(2026, 3, 2)).has_fact(name) is has
