"""Choosing a kind of business never asks again what its label says."""

from datetime import date

import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue, Kind
from aeo_cli.interview.dialogue import Interview
from aeo_cli.profile.answers import GivenAnswer
from aeo_cli.profile.model import BUSINESS
from aeo_cli.rules.facts import Fact, FactType
from tests.conftest import CATALOGUES, LOTUS_BAY

FACTS = [
    pytest.param(kind, fact, id=f"{path.stem}-{kind_name}-{name}")
    for path in (*CATALOGUES, LOTUS_BAY)
    for kind_name, kind in load_catalogue(str(path)).kinds.items()
    for name, fact in kind.facts.items()
    if fact.type is FactType.BOOLEAN and fact.implied_by is None
]


@pytest.mark.parametrize(("kind", "fact"), FACTS)
def test_no_yes_or_no_repeats_the_label_of_its_kind(kind: Kind, fact: Fact) -> None:
    """As 需到现场办理 repeats 现场办理报关单……手续: half of it or more, in one run."""
    label = fact.label.zh
    half = max(2, (len(label) + 1) // 2)
    runs = {label[i : i + half] for i in range(len(label) - half + 1)}
    assert not [run for run in runs if run in kind.label.zh]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("counter_formality", "on_site"), ("commodity_inspection", "seeks_recognition")],
)
def test_what_a_label_says_is_not_asked(catalogue: Catalogue, kind: str, name: str) -> None:
    high = {"enterprise": {"credit_level": "advanced_certified"}}
    interview = Interview(catalogue, high, date(2026, 3, 2))
    interview = interview.with_answer(GivenAnswer(BUSINESS, (kind,)))
    assert interview.profile.business[0].facts[name] is True
    while question := interview.question:
        assert question.fact != f"business[0].{name}"
        interview = interview.with_answer(GivenAnswer(question.fact, None))
