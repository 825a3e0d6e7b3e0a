"""No problem of a profile hides another, and none is told that only follows from another."""

import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents.problems import InputError, Problem
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import both
from aeo_cli.profile.possible_facts import read_any
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.mistakes import Mistake

CATALOGUE = load_catalogue()


def places(text: str) -> list[str]:
    return [str(problem.place) for problem in refused(text)]


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as raised:
        read_profile(parse(text), CATALOGUE)
    return tuple(raised.value.problems)


@pytest.mark.parametrize(
    "kind",
    ['kind = "special"', "kind = 5", "kind = []", ""],
    ids=["misspelt", "5", "a list", "none"],
)
def test_a_wrong_kind_hides_nothing(kind: str) -> None:
    found = places(
        f"""
        unknown = ["business[0].on_site", "business[A].special_circumstances", "business[0].no"]
        [enterprise]
        [[business]]
        id = "A"
        note = 5.5
        {kind}
        accepted_on = 2026-05-31T20:30:00Z
        on_sight = true
        special_circumstances = "rare"
        [[business]]
        id = "A"
        kind = "verification"
        [evidence."business[0].accepted_on"]
        valid_until = "never"
        """
    )
    assert sorted(found) == sorted(
        [
            "business[0].kind",
            "business[0].on_sight",
            "business[0].note",
            "business[0].accepted_on",
            "business[0].special_circumstances",
            "business[1].id",
            "unknown[1]",  # it is given
            "unknown[2]",
            'evidence."business[0].accepted_on".valid_until',
        ]
    )


def test_under_a_wrong_kind_what_any_kind_could_mean_is_no_problem() -> None:
    by_kind = ((name, entry.facts) for name, entry in CATALOGUE.kinds.items())
    names = {fact: name for name, facts in by_kind for fact in facts}
    stated = "\n".join(f"{fact} = true" for fact in names if "boolean" in _types(fact))
    assert places(f"[enterprise]\n[[business]]\nkind = 'x'\n{stated}") == ["business[0].kind"]


def _types(fact: str) -> set[str]:
    kinds = CATALOGUE.kinds.values()
    return {str(kind.facts[fact].type) for kind in kinds if fact in kind.facts}


def test_a_value_that_is_wrong_under_each_of_several_types_is_told_with_all_of_them() -> None:
    words = both("一", "one")
    facts = [
        Fact(type=type_, label=words, question=words) for type_ in (FactType.DATE, FactType.INTEGER)
    ]
    assert read_any(facts, 3) == (facts[1], 3)
    wrong = read_any(facts, "soon")
    assert isinstance(wrong, Mistake)
    assert wrong.expected.en == "a date, YYYY-MM-DD, or a whole number, 0 or more"


def test_the_index_of_an_item_counts_even_if_another_cannot_be_read() -> None:
    text = """
        unknown = ["business[1].on_site"]
        [enterprise]
        [[business]]
        id = "1"
        kind = "counter_formality"
        on_site = true
        [[business]]
        kind = "x"
    """
    assert places(text) == ["business[1].kind"]


def test_where_business_is_no_list_names_of_items_are_not_wrong_as_well() -> None:
    text = """
        unknown = ["business[0].on_site", "enterprise.rolls"]
        [enterprise]
        [business]
        kind = "counter_formality"
        [evidence."business[0].on_site"]
        valid_until = "never"
    """
    assert places(text) == [
        "business",
        "unknown[1]",
        'evidence."business[0].on_site".valid_until',
    ]


def test_what_is_given_wrongly_and_as_unknown_is_told_as_both() -> None:
    text = 'unknown = ["enterprise.roles"]\n[enterprise]\nroles = ["x", "y"]'
    assert places(text) == ["enterprise.roles[0]", "enterprise.roles[1]", "unknown[0]"]


def test_evidence_without_quotes_hides_no_wrong_date() -> None:
    text = '[enterprise]\n[evidence.enterprise.credit_level]\nvalid_until = "never"\nsauce = "x"'
    assert places(text) == [
        'evidence."enterprise"',
        'evidence."enterprise".credit_level.sauce',
        'evidence."enterprise".credit_level.valid_until',
    ]
