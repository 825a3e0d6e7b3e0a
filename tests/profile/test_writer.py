"""Profiles that are written: from answers, into what is there already, and to fill in."""

import json
import tomllib
from datetime import date
from typing import Any

import pytest

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.syntax import decode, parse
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.profile_template import template
from aeo_cli.profile.answers import GivenAnswer, write_answers
from aeo_cli.profile.model import BUSINESS, Evidence, Profile
from aeo_cli.profile.names import keys_by_label
from aeo_cli.profile.reader import read_profile
from aeo_cli.profile.writer import add_answers, serialize
from aeo_cli.rules.facts import Fact, FactType
from tests.conftest import CATALOGUES, LOTUS_BAY, Aeo, Golden

ON = date(2026, 11, 30)
ANSWERS = (
    GivenAnswer("enterprise.credit_level", "certified"),
    GivenAnswer("enterprise.roles", ("consignee_consignor",)),
    GivenAnswer("enterprise.industries", None),
    GivenAnswer(
        "readings.certified_counts_as_aeo", True, Evidence("Ms Wang", date(2026, 3, 1), None)
    ),
)
ITEMS = (
    GivenAnswer(BUSINESS, ("special_goods_approval", "special_goods_approval")),
    GivenAnswer("business[1].special_circumstances", False),
    GivenAnswer("business[1].accepted_on", date(2026, 3, 2)),
)
PROFILES = {
    "nothing": "[enterprise]\n",
    "comments": "# one\n[enterprise] # two\nname = 'x' # three\n# four\n",
    "an inline table": "enterprise = { name = 'x' }\n",
    "dotted keys": "enterprise.name = 'x'\nenterprise.uscc = '91310000MA1FL0L008'\n",
    "a value below": "ref = 'r'\n[readings]\n[enterprise]\nname = 'x'\n",
    "unknown before": "unknown = ['enterprise.key_industry_or_enterprise']\n[enterprise]\n",
    "evidence before": (
        "[enterprise]\n[evidence.'enterprise.credit_level']\nvalid_until = 2020-01-01\n"
    ),
    "other ends of lines": "[enterprise]\r\nname = 'x'\r\n",
    "no last end of line": "[enterprise]\nname = 'x'",
    "JSON": '{"enterprise": {"name": "x"}, "readings": null, "unknown": null}',
}


@pytest.mark.parametrize("text", PROFILES.values(), ids=PROFILES)
@pytest.mark.parametrize(
    "answers", [ANSWERS, ITEMS, (*ANSWERS, *ITEMS)], ids=["facts", "items", "all"]
)
def test_answers_come_into_whatever_is_there(
    text: str, answers: tuple[GivenAnswer, ...], catalogue: Catalogue
) -> None:
    wanted = parse(text)
    write_answers(answers, wanted, ON)
    found = add_answers(text, answers, ON).decode()
    expected = read_profile(wanted, catalogue)
    assert read_profile(parse(found), catalogue) == expected
    if not text.startswith("{"):
        assert tomllib.loads(found) == wanted
        assert all(word in found for word in ("one", "two", "three", "four") if word in text)


def test_an_item_is_extended_where_it_stands(catalogue: Catalogue) -> None:
    tables = (
        "[enterprise]\n[[business]]\nkind = 'enquiry' # one\n\n[[business]]\n"
        "kind = 'special_goods_approval'\n"
    )
    inline = (
        "business = [{ kind = 'enquiry' }, { kind = 'special_goods_approval' }] # one\n"
        "[enterprise]\n"
    )
    for text in (tables, inline):
        found = add_answers(text, ITEMS[1:], ON).decode()
        items = read_profile(parse(found), catalogue).business
        assert items[1].facts == {"special_circumstances": False, "accepted_on": date(2026, 3, 2)}
        assert "# one" in found


def test_what_is_there_stays_as_it_is_written() -> None:
    lines = "[enterprise]\r\nname = 'x' # one\r\n"
    found = add_answers(lines, ANSWERS, ON).decode()
    assert found.count("\n") == found.count("\r\n")
    listed = "unknown = [\n  'enterprise.roles', # nobody remembers\n]\n[enterprise]\n"
    assert "# nobody remembers" in add_answers(listed, ANSWERS[2:3], ON).decode()
    expired = (
        "[enterprise]\ncredit_level = 'regular' # says Li\n"
        "[evidence.'enterprise.credit_level']\nvalid_until = 2020-01-01\n"
    )
    assert "# says Li" in add_answers(expired, ANSWERS[:1], ON).decode()


def test_what_was_not_known_has_its_day_and_a_list_becomes_a_table() -> None:
    listed = (
        "unknown = ['enterprise.roles', 'business.0.on_site'] # ask Li\n[enterprise] # ours\n"
        "[[business]]\nkind = 'counter_formality'\n"
    )
    answered = add_answers(listed, [GivenAnswer("business[0].on_site", True)], ON).decode()
    assert tomllib.loads(answered)["unknown"] == ["enterprise.roles"]
    table = add_answers(listed, [GivenAnswer("business[0].on_site", None)], ON).decode()
    assert all(comment in table for comment in ("# ask Li", "# ours"))
    assert tomllib.loads(table)["unknown"] == {"enterprise.roles": True, "business.0.on_site": ON}
    later = ON.replace(day=1, month=12)
    again = add_answers(table, [GivenAnswer("enterprise.roles", None)], later).decode()
    days = {"enterprise.roles": later, "business.0.on_site": ON}
    assert {**tomllib.loads(again)["unknown"]} == days
    both = [GivenAnswer("enterprise.roles", ()), GivenAnswer("business[0].on_site", False)]
    assert "unknown" not in add_answers(again, both, later).decode()


def test_items_are_added_after_those_that_are_there(catalogue: Catalogue) -> None:
    """So the facts of the others keep their names; and a name that was declined is not written."""
    texts = (
        "[enterprise]\n",
        "business = []\n[enterprise]\n",
        "business = [{ kind = 'enquiry' }] # one\n[enterprise]\n",
        "[enterprise]\n[[business]]\nkind = 'enquiry' # one\n",
        '{"enterprise": {}, "business": [{"kind": "enquiry"}]}',
    )
    answers = [
        GivenAnswer(BUSINESS, ("enquiry",)),
        GivenAnswer("business[0].id", ""),
        GivenAnswer(BUSINESS, ("verification", "enquiry")),
    ]
    for text in texts:
        found = add_answers(text, answers, ON).decode()
        items = read_profile(parse(found), catalogue).business
        already = text.count("kind")
        assert [item.kind for item in items[already:]] == ["enquiry", "verification", "enquiry"]
        assert [item.id for item in items] == [None] * len(items)
        assert found.count("# one") == text.count("# one")


def test_a_new_profile_has_values_before_tables(catalogue: Catalogue) -> None:
    document: dict[str, Any] = {"enterprise": {}}
    write_answers((*ANSWERS, *ITEMS), document, ON)
    text = serialize(document, as_json=False).decode()
    assert tomllib.loads(text)["unknown"] == {"enterprise.industries": ON}
    assert tomllib.loads(text) == document
    listed = serialize({**document, "unknown": ["enterprise.industries"]}, as_json=False)
    assert listed.startswith(b"unknown = [")
    assert read_profile(json.loads(serialize(document, as_json=True)), catalogue) == read_profile(
        document, catalogue
    )


def test_what_json_says_is_unknown_is_left_out_of_toml(catalogue: Catalogue) -> None:
    document: dict[str, Any] = {
        "enterprise": {"name": None, "roles": []},
        "readings": None,
        "business": [{"kind": "enquiry", "note": None}],
        "evidence": {"enterprise.roles": {"source": None, "valid_until": "2026-03-02"}},
    }
    text = serialize(document, as_json=False).decode()
    assert read_profile(parse(text), catalogue) == read_profile(document, catalogue)


# To fill in


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", Lang)
def test_a_template_is_an_empty_profile(path: Any, lang: Lang) -> None:
    catalogue = load_catalogue(str(path))
    text = template(catalogue, lang).decode()
    assert read_profile(parse(text), catalogue) == Profile()


@pytest.mark.parametrize("lang", Lang)
def test_a_template(lang: Lang, lotus_bay: Catalogue, golden: Golden) -> None:
    golden(f"template.{lang}.toml", template(lotus_bay, lang).decode())


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", Lang)
def test_a_template_filled_in_says_everything(path: Any, lang: Lang) -> None:
    catalogue = load_catalogue(str(path))
    filled: list[str] = []
    facts: dict[str, Fact] = {}
    for line in template(catalogue, lang).decode().splitlines():
        bare = line.removeprefix("# ")
        if line == "[enterprise]":
            facts = catalogue.enterprise
        elif bare == "[readings]":
            facts = catalogue.readings
        elif bare.startswith("kind = "):
            facts = catalogue.kinds[bare.split('"')[1]].facts
        key = bare.removesuffix(" =")
        if key in facts and bare.endswith(" ="):
            filled.append(f"{key} = {_sample(facts[key])}")
        elif bare in {"[readings]", "[[business]]"} or bare.startswith("kind = "):
            filled.append(bare)
        else:
            filled.append(line)
    profile = read_profile(parse("\n".join(filled)), catalogue)
    assert set(profile.enterprise) == set(catalogue.enterprise)
    assert set(profile.readings) == set(catalogue.readings)
    assert [item.kind for item in profile.business] == list(catalogue.kinds)
    assert all(
        set(item.facts) == set(catalogue.kinds[item.kind].facts) for item in profile.business
    )


def _sample(fact: Fact) -> str:
    match fact.type:
        case FactType.TEXT:
            codes = {"uscc": "91310000MA1FL0L008", "customs_code": "3122960001"}
            return f'"{codes.get(fact.format or "", "x")}"'
        case FactType.CHOICE:
            return f'"{next(iter(fact.choices))}"'
        case FactType.SET:
            return f'["{next(iter(fact.choices))}"]'
        case FactType.BOOLEAN:
            return "true"
        case FactType.INTEGER:
            return "3"
        case FactType.DATE:
            return "2026-03-02"
        case FactType.DATETIME:
            return "2026-03-07T22:00:00"


def test_a_template_goes_to_a_new_file_or_to_standard_output(aeo: Aeo) -> None:
    done = aeo("init", "--template", "mine.toml")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    shown = aeo("init", "--template")
    assert decode(shown.stdout)[0].startswith("# Profile template")
    assert aeo("check", "mine.toml", "--json").returncode == 0
    again = aeo("init", "--template", "mine.toml")
    assert (again.returncode, again.stdout) == (2, b"")
    assert aeo("init", "--template", "-").stdout == shown.stdout
    as_json = aeo("init", "--template", "mine.json")
    assert (as_json.returncode, as_json.stdout) == (2, b"")


# The next question


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("profile", ["empty", "trader", "settled"])
def test_the_next_question(profile: str, lang: Lang, aeo: Aeo, golden: Golden) -> None:
    texts = {
        "empty": b'{"enterprise": {}}',
        "trader": (LOTUS_BAY.parent / "trader.toml").read_bytes(),
        "settled": b'{"enterprise": {"credit_level": "regular"}, "business": []}',
    }
    words = ("ask", "-", "--catalogue", str(LOTUS_BAY), "--lang", lang, "--on", "2026-03-02")
    done = aeo(*words, stdin=texts[profile], COLUMNS="80")
    assert (done.returncode, done.stderr) == (0, b"")
    golden(f"ask-{profile}.{lang}.80.txt", done.stdout.decode())
    if lang is Lang.EN:
        golden(f"ask-{profile}.json", aeo(*words, "--json", stdin=texts[profile]).stdout.decode())


def test_an_answer_takes_the_place_of_a_value_under_its_label(catalogue: Catalogue) -> None:
    text = (
        'unknown = ["企业承担的角色"]\n[enterprise]\n"海关信用等级" = "高级认证企业"\n'
        "[evidence.'enterprise.credit_level']\nvalid_until = 2020-01-01\n"
    )
    label = catalogue.enterprise["roles"].label.zh
    text = text.replace("企业承担的角色", label)
    keys = keys_by_label(catalogue)
    found = add_answers(text, ANSWERS[:2], ON, keys).decode()
    profile = read_profile(parse(found), catalogue)
    assert profile.enterprise == {"credit_level": "certified", "roles": ("consignee_consignor",)}
    assert not profile.unknown
    assert "高级认证企业" not in found
