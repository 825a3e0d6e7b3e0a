"""Profiles: what is read, and what is refused with which place and hint."""

import json
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import decode, parse
from aeo_cli.profile.model import Profile
from aeo_cli.profile.reader import read_profile
from aeo_cli.profile.schema import profile_schema
from aeo_cli.rules.dates import SHANGHAI
from tests.conftest import Aeo
from tests.screening.no_business import CATALOGUE as WITHOUT_KINDS

CATALOGUE = load_catalogue()


def read(text: str) -> Profile:
    return read_profile(parse(text), CATALOGUE)


def item(kind: str, **facts: Any) -> str:
    return json.dumps({"enterprise": {}, "business": [{"kind": kind, **facts}]})


def refused(text: str) -> list[tuple[str, str, str | None]]:
    """Return place, expectation (or the sentence without one) and hint of each, in English."""
    with pytest.raises(InputError) as raised:
        read(text)
    return [
        (str(p.place), (p.expected or p.found).en, p.hint.en if p.hint else None)
        for p in raised.value.problems
    ]


def test_toml_and_json_say_the_same() -> None:
    toml = """
        [enterprise]
        credit_level = "certified"
        roles = ["other", "customs_broker"]
        [readings]
        certified_counts_as_aeo = true
        [[business]]
        id = "A"
        kind = "appointment_clearance"
        appointment_at = 2026-03-07T22:00:00
    """
    as_json = {
        "enterprise": {"credit_level": "certified", "roles": ["other", "customs_broker"]},
        "readings": {"certified_counts_as_aeo": True},
        "business": [
            {"id": "A", "kind": "appointment_clearance", "appointment_at": "2026-03-07T22:00"}
        ],
    }
    assert read(toml) == read(json.dumps(as_json))


def test_an_empty_enterprise_is_enough_and_nothing_is_known() -> None:
    assert read("[enterprise]") == read('{"enterprise": {}, "business": null}') == Profile()
    assert read('{"enterprise": {}, "business": []}') == Profile(business_given=True)


def test_null_is_absent() -> None:
    assert (
        read('{"enterprise": {"credit_level": null}, "business": null, "ref": null}') == Profile()
    )


def test_a_set_is_kept_in_the_catalogue_order() -> None:
    found = read('[enterprise]\nroles = ["other", "consignee_consignor", "other"]')
    assert found.enterprise["roles"] == ("consignee_consignor", "other")
    assert read("[enterprise]\nroles = []").enterprise["roles"] == ()


@pytest.mark.parametrize(
    "written",
    [
        "2026-03-07T22:00:00",
        "2026-03-07 22:00",
        "2026-03-07T22:00:00+08:00",
        "2026-03-07T14:00:00Z",
        "2026-03-07T09:00:00-05:00",
    ],
)
def test_a_moment_is_shanghai_time_or_converted_to_it(written: str) -> None:
    (found,) = read(item("appointment_clearance", appointment_at=written)).business
    assert found.facts["appointment_at"] == datetime(2026, 3, 7, 22, tzinfo=SHANGHAI)


@given(st.datetimes(datetime(2008, 1, 1), datetime(2099, 1, 1)), st.integers(-720, 720))
def test_any_offset_means_the_same_moment(naive: datetime, minutes: int) -> None:
    moment = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    (found,) = read(item("appointment_clearance", appointment_at=moment.isoformat())).business
    assert found.facts["appointment_at"] == moment


def test_facts_can_be_named_in_three_ways_and_be_unknown() -> None:
    names = ["business[0].on_site", "business.0.on_site", "business[X-1].on_site"]
    head = 'unknown = ["enterprise.roles", "{}"]\n[enterprise]\n[[business]]\nid = "X-1"\n'
    for name in names:
        found = read(head.format(name) + 'kind = "counter_formality"')
        assert found.unknown == {"enterprise.roles": None, "business[0].on_site": None}


def test_what_is_not_known_may_have_its_day() -> None:
    text = '[enterprise]\n[unknown]\n"enterprise.roles" = {}\nbusiness = true\n'
    for day in ("2026-11-30", "'2026-11-30'"):
        assert read(text.format(day)).unknown == {
            "enterprise.roles": date(2026, 11, 30),
            "business": None,
        }
        as_json = json.loads(json.dumps(parse(text.format(day)), default=str))
        jsonschema.validate(as_json, profile_schema(CATALOGUE))
    nulls = read_profile({"enterprise": {}, "unknown": {"enterprise.roles": None}}, CATALOGUE)
    assert nulls.unknown == {}
    wrong = {
        '"enterprise.roles" = false': 'unknown."enterprise.roles"',
        '"enterprise.roles" = 2026': 'unknown."enterprise.roles"',
        '"enterprise.role" = 2026-11-30': 'unknown."enterprise.role"',
        "enterprise.roles = 2026-11-30": 'unknown."enterprise"',
        '"enterprise.name" = 2026-11-30': 'unknown."enterprise.name"',  # which is given
    }
    for line, place in wrong.items():
        text = f"[enterprise]\nname = 'x'\n[unknown]\n{line}\n"
        assert [found for found, _, _ in refused(text)] == [place]


def test_a_number_is_a_place_even_if_it_is_the_id_of_another_item() -> None:
    profile = read(
        """
        [enterprise]
        [[business]]
        kind = "counter_formality"
        on_site = true
        [[business]]
        id = "0"
        kind = "counter_formality"
        [[business]]
        id = "2026"
        kind = "counter_formality"
        on_site = false
        [evidence."business[0].on_site"]
        source = "the first"
        [evidence."business[2026].on_site"]
        source = "the last, by its id"
        """
    )
    assert {name: one.source for name, one in profile.evidence.items()} == {
        "business[0].on_site": "the first",
        "business[2].on_site": "the last, by its id",
    }


def test_an_empty_table_of_evidence_is_none() -> None:
    profile = read("[enterprise]\nroles = []\n[evidence.'enterprise.roles']\nsource = ' '")
    assert profile.evidence == {}


def test_evidence_ends_after_its_last_day() -> None:
    found = read("""
        [enterprise]
        credit_level = "advanced_certified"
        [evidence."enterprise.credit_level"]
        source = "certificate"
        verified_on = 2026-01-05
        valid_until = 2026-03-01
    """)
    assert found.expired(date(2026, 3, 1)) == ()
    assert found.expired(date(2026, 3, 2)) == ("enterprise.credit_level",)


SG = "special_goods_approval"
BAD = {  # what is wrong: text, place, part of what is expected, part of the hint
    "no enterprise": ("ref = 'a'", "enterprise", "a table", "may be empty"),
    "an unknown table": ("enterprize = {}\n[enterprise]", "enterprize", "known", "enterprise"),
    "an unknown key": (
        "[enterprise]\ncredit_lvl = 1",
        "enterprise.credit_lvl",
        "unknown key",
        "credit_l",
    ),
    "a key of another table": ("[enterprise]\non_site = true", "enterprise.on_site", "", "counter"),
    "a set of separators": ("[enterprise]\nroles = ';;'", "enterprise.roles[0]", "one of", None),
    "a boolean in another word": (
        "[enterprise]\nexport_food_producer = 'maybe'",
        "enterprise.export_food_producer",
        "true or false",
        None,
    ),
    "a name that is no text": ("[enterprise]\nname = 5.5", "enterprise.name", "text", "quotes"),
    "a number in another form": ("ref = 0x10\n[enterprise]", "ref", "text", "quotes"),
    "a day first": (
        item(SG, accepted_on="02/03/2026"),
        "business[0].accepted_on",
        "YYYY-MM-DD",
        "write year, month and day in this order",
    ),
    "a year of two digits": (
        item(SG, accepted_on="26-3-2"),
        "business[0].accepted_on",
        "YYYY-MM-DD",
        "the year in full",
    ),
    "a spreadsheet's number of a day": (
        item(SG, accepted_on="46083"),
        "business[0].accepted_on",
        "YYYY-MM-DD",
        "format the cell as a date",
    ),
    "a key and its label": (
        "[enterprise]\ncredit_level = 'regular'\n'海关信用等级' = 'regular'",
        "enterprise.credit_level",
        "",
        "keep one of them",
    ),
    "a choice by its label cut short": (
        "[enterprise]\ncredit_level = '高级认证'",
        "enterprise.credit_level",
        "one of",
        "advanced_certified",
    ),
    "a level that is merely like one": (
        "[enterprise]\ncredit_level = '一般认证企业'",
        "enterprise.credit_level",
        "one of",
        None,
    ),
    "a label cut short that is two": (
        "[enterprise]\ncredit_level = '认证'",
        "enterprise.credit_level",
        "one of",
        None,
    ),
    "a misspelt choice": (
        "[enterprise]\ncredit_level = 'advanced_certifid'",
        "enterprise.credit_level",
        "one of",
        "advanced_certified",
    ),
    "a choice of another type": (
        "[enterprise]\ncredit_level = 3",
        "enterprise.credit_level",
        "",
        None,
    ),
    "a wrong member": (
        "[enterprise]\nroles = ['other', 'custom_broker']",
        "enterprise.roles[1]",
        "one of",
        "customs_broker",
    ),
    "a wrong member of a text": (
        '[enterprise]\nroles = "other、bank"',
        "enterprise.roles[1]",
        "one of",
        None,
    ),
    "a null member": ('{"enterprise": {"roles": [null]}}', "enterprise.roles[0]", "one of", None),
    "half a surrogate pair": (
        '{"enterprise": {"name": "\\ud800"}}',
        "enterprise.name",
        "Unicode",
        None,
    ),
    "a wrong uscc": (
        "[enterprise]\nuscc = 'X'",
        "enterprise.uscc",
        "an 18-character unified",
        None,
    ),
    "a wrong customs code": (
        "[enterprise]\ncustoms_code = '1'",
        "enterprise.customs_code",
        "HS",
        None,
    ),
    "true for an integer": (
        item("verification", concurrent_instructions=True),
        "business[0].concurrent_instructions",
        "whole number",
        None,
    ),
    "a negative integer": (
        item("verification", concurrent_instructions=-1),
        "business[0].concurrent_instructions",
        "0 or more",
        None,
    ),
    "a moment for a date": (
        item(SG, accepted_on="2026-03-02T10:00"),
        "business[0].accepted_on",
        "YYYY-MM-DD",
        "2026-03-02",
    ),
    "a TOML moment for a date": (
        f"[enterprise]\n[[business]]\nkind = '{SG}'\naccepted_on = 2026-03-02T10:00:00",
        "business[0].accepted_on",
        "YYYY-MM-DD",
        "2026-03-02",
    ),
    "a week date": (item(SG, accepted_on="2026-W10-1"), "business[0].accepted_on", "YYYY", None),
    "no such day": (
        item(SG, accepted_on="2026-02-30"),
        "business[0].accepted_on",
        "",
        "this date does not exist",
    ),
    "a date too early": (
        item(SG, accepted_on="2006-12-31"),
        "business[0].accepted_on",
        "2007",
        None,
    ),
    "a date too late": (
        item(SG, accepted_on="2100-01-01"),
        "business[0].accepted_on",
        "2099",
        None,
    ),
    "a date for a moment": (
        item("appointment_clearance", appointment_at="2026-03-07"),
        "business[0].appointment_at",
        "date and time",
        "T22:00",
    ),
    "a moment past the range once converted": (
        item("appointment_clearance", appointment_at="2099-12-31T20:00:00-05:00"),
        "business[0].appointment_at",
        "2099",
        None,
    ),
    "a moment at the end of time": (
        item("appointment_clearance", appointment_at="9999-12-31T23:59:59-12:00"),
        "business[0].appointment_at",
        "2099",
        None,
    ),
    "an item without kind": (
        '{"enterprise": {}, "business": [{}]}',
        "business[0].kind",
        "known kind",
        "aeo schema profile",
    ),
    "a misspelt kind": (item("verificaton"), "business[0].kind", "known kind", "verification"),
    "a fact of another kind": (
        item(SG, on_site=True),
        "business[0].on_site",
        "",
        "counter_formality",
    ),
    "an item that is no table": (
        '{"enterprise": {}, "business": [1]}',
        "business[0]",
        "a table",
        None,
    ),
    "a null item": ('{"enterprise": {}, "business": [null]}', "business[0]", "a table", None),
    "business that is no list": (
        "business = {}\n[enterprise]",
        "business",
        "a list",
        "[[business]]",
    ),
    "two items with one id": (
        f"[enterprise]\n[[business]]\nid='a'\nkind='{SG}'\n[[business]]\nid='a'\nkind='{SG}'",
        "business[1].id",
        "business[0]",
        None,
    ),
    "an unknown fact as unknown": (
        "unknown = ['enterprise.rolls']\n[enterprise]",
        "unknown[0]",
        "",
        "roles",
    ),
    "a fact both given and unknown": (
        "unknown = ['enterprise.roles']\n[enterprise]\nroles = []",
        "unknown[0]",
        "a fact without a value",
        "keep one",
    ),
    "evidence of no fact": (
        "[enterprise]\n[evidence.'enterprise.rolls']\nsource = 'x'",
        'evidence."enterprise.rolls"',
        "full name",
        "enterprise.roles",
    ),
    "evidence with a malformed end": (
        "[enterprise]\n[evidence.'enterprise.roles']\nvalid_until = 'never'",
        'evidence."enterprise.roles".valid_until',
        "YYYY-MM-DD",
        "leave it out",
    ),
    "evidence for one fact twice": (
        (
            "[enterprise]\n[[business]]\nid = 'A'\nkind = 'counter_formality'\non_site = true\n"
            "[evidence.'business[A].on_site']\nvalid_until = 2026-03-31\n"
            "[evidence.'business.0.on_site']\nsource = 'x'"
        ),
        'evidence."business.0.on_site"',
        "an earlier entry is also evidence for business[0].on_site",
        "keep one of them",
    ),
    "evidence that ends before it begins": (
        (
            "[enterprise]\n[evidence.'enterprise.roles']\n"
            "verified_on = 2026-03-02\nvalid_until = 2026-03-01"
        ),
        'evidence."enterprise.roles".valid_until',
        "verified_on (2026-03-02) or later",
        None,
    ),
    "evidence remove the quotes": (
        "[enterprise]\n[evidence.enterprise.roles]\nsource = 'x'",
        'evidence."enterprise"',
        "in quotes",
        '[evidence."enterprise.credit_level"]',
    ),
    "a ref in the wrong place": ("[enterprise]\nref = 'x'", "enterprise.ref", "", "at the top"),
    "an AEO code": (
        "[enterprise]\ncustoms_code = 'AEOCN3122260ABC'",
        "enterprise.customs_code",
        "only the ten characters after AEOCN",
        None,
    ),
}


@pytest.mark.parametrize(("text", "place", "expected", "hint"), BAD.values(), ids=BAD)
def test_bad_input_is_one_problem_with_place_and_hint(
    text: str, place: str, expected: str, hint: str | None
) -> None:
    ((found_place, found_expected, found_hint),) = refused(text)
    assert found_place == place
    assert expected in found_expected
    assert (hint or "") in (found_hint or "")
    assert hint is None or found_hint is not None


def test_the_wrong_member_of_a_text_is_shown_whole(catalogue: Catalogue) -> None:
    document = {"enterprise": {"roles": "other、bank;口岸"}}
    with pytest.raises(InputError) as caught:
        read_profile(document, catalogue)
    found = [(problem.place, problem.found.en) for problem in caught.value.problems]
    assert found == [("enterprise.roles[1]", '"bank"'), ("enterprise.roles[2]", '"口岸"')]


SYNTAX = {
    "an unquoted value": ("[enterprise]\nname = abc", "line 2, column 8", "quotes"),
    "a key twice in TOML": ("[enterprise]\nname='a'\nname='b'", "line 3", "twice"),
    "a table twice": ("[enterprise]\n[enterprise]", "line 2", "twice"),
    "no such day in TOML": (
        f"[[business]]\nkind='{SG}'\naccepted_on=2026-02-30",
        "line 3",
        "invalid date",
    ),
    "curly quotes": ("[enterprise]\ncredit_level = “regular”", "line 2", "replace “ ”"),
    "a name without quotes": (
        "[enterprise]\n海关信用等级 = 'regular'",
        "line 2, column 1",
        'put the name in quotes: "海关信用等级" = …',
    ),
    "a name without quotes, a value in curly ones": (
        "[enterprise]\n企业名称 = “上海”",
        "line 2",
        "= …; replace “ ”",
    ),
    "a heading in Chinese brackets": (
        "【business】\nkind = 'enquiry'",
        "line 1",
        "write [business], or [[business]] for each one of several",
    ),
    "a full-width equals sign": ("[enterprise]\ncredit_level＝1", "line 2", "＝"),
    "no such month": ("[enterprise]\nd = 2026-13-01", "line 2", "invalid date"),
    "an open string": ("[enterprise]\nname = 'a", "line 2", "quote"),
    "a JSON comma too many": ('{"enterprise": {},}', "line 1", "comma"),
    "a JSON comma missing": ('{"a": 1 "b": 2}', "line 1", "comma"),
    "NaN": ('{"enterprise": {"name": NaN}}', "line 1, column 25", "write whole numbers as 3"),
    "text after JSON": ('{"enterprise": {}} x', "line 1", "closing brace"),
}


@pytest.mark.parametrize(("text", "place", "hint"), SYNTAX.values(), ids=SYNTAX)
def test_wrong_syntax_is_shown_with_its_line(text: str, place: str, hint: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text)
    (problem,) = raised.value.problems
    assert not isinstance(problem.place, str)
    assert problem.place.en.startswith(place)
    assert hint in (problem.hint.en if problem.hint else "")


@pytest.mark.parametrize("text", ['<?xml version="1.0"?>\n<a/>\n', "\n<!DOCTYPE html>\n<p>a"])
def test_markup_is_one_problem(text: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text)
    (problem,) = raised.value.problems
    assert problem.found.en == "an HTML or XML file"


@pytest.mark.parametrize(
    "text", ["客户编号,企业名称\n1,x\n", "ref\tname\nA\tx\n", "甲公司 · 高级认证企业\n\n需要办理\n"]
)
def test_a_table_or_a_report_is_one_problem(text: str) -> None:
    with pytest.raises(InputError) as raised:
        read(text)
    (problem,) = raised.value.problems
    assert problem.found.en == "other text, such as a table or a report"
    assert "aeo screen" in (problem.hint.en if problem.hint else "")


def test_a_json_key_twice_is_refused() -> None:
    found = refused(
        '{"ref": "x", "ref": "y", "enterprise": {}, "business": [{}, {"id": 1, "id": 2}]}'
    )
    told = ("the key appears 2 times", "keep one of them")
    assert found == [("ref", *told), ("business[1].id", *told)]


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "[" * 100_000,
        '{"a": ' + "[" * 100_000,
        '{"a":' * 100_000,
        "a = " + "{a=" * 100_000,
        "a" + ".a" * 100_000 + " = 1",
    ],
    ids=["TOML lists", "TOML heads", "JSON lists", "JSON objects", "TOML tables", "dotted key"],
)
def test_a_hundred_thousand_nested_brackets_are_a_clear_error(text: str) -> None:
    with pytest.raises(InputError) as raised:
        parse(text)
    assert len(raised.value.problems) == 1


@pytest.mark.parametrize("text", ["a = " + "9" * 5000, '{"a": ' + "9" * 5000 + "}"])
def test_a_number_of_five_thousand_digits_is_a_clear_error(text: str) -> None:
    with pytest.raises(InputError) as raised:
        parse(text)
    assert "digits" in raised.value.problems[0].found.en


def test_an_id_is_seen_twice_even_where_the_kind_is_wrong() -> None:
    text = '{"enterprise": {}, "business": [{"id": "a"}, {"id": "a", "kind": "enquiry"}]}'
    assert [place for place, _, _ in refused(text)] == ["business[0].kind", "business[1].id"]


@pytest.mark.parametrize(
    ("profile", "complaint"),
    [
        (
            '{"enterprise": {}, "business": [{"kind": "enquiry"}]}',
            (
                'business[0].kind: found: "enquiry"; expected: no pending business: the catalogue '
                "has no kinds; hint: remove the pending business"
            ),
        ),
        (
            '{"enterprise": {}, "readings": {"x": true}}',
            'readings.x: found: unknown key "x"; expected: no value',
        ),
    ],
    ids=["kinds", "readings"],
)
def test_where_a_catalogue_offers_nothing_no_empty_list_is_offered(
    profile: str, complaint: str, aeo: Aeo, tmp_path: Path
) -> None:
    (tmp_path / "catalogue.toml").write_text(WITHOUT_KINDS, encoding="utf-8")
    own = ("--catalogue", "catalogue.toml", "--lang", "en")
    done = aeo("check", "-", *own, stdin=profile.encode())
    assert done.stderr.decode() == f"error: -: {complaint}\n"
    done = aeo("whatif", "-", "--add", "enquiry", *own, stdin=b'{"enterprise": {}}')
    assert "expected: no pending business: the catalogue has no kinds" in done.stderr.decode()


def test_every_problem_is_reported_at_once() -> None:
    text = """
        ref = []
        [enterprise]
        name = 2.5
        credit_level = "gold"
        roles = "others"
        foo = 1
        [readings]
        certified_counts_as_aeo = "perhaps"
        [[business]]
        kind = "verification"
        concurrent_instructions = 1.5
        note = true
        [[business]]
        kind = "nothing"
        [[business]]
        id = 0x10
        kind = "quarantine_approval"
        accepted_on = "soon"
    """
    assert [place for place, _, _ in refused(text)] == [
        "enterprise.foo",
        "enterprise.name",
        "enterprise.credit_level",
        "enterprise.roles[0]",
        "readings.certified_counts_as_aeo",
        "business[0].note",
        "business[0].concurrent_instructions",
        "business[1].kind",
        "business[2].id",
        "business[2].accepted_on",
        "ref",
    ]


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)
keys = st.sampled_from(
    [
        "enterprise", "readings", "business", "unknown", "evidence", "ref", "kind", "id", "note",
        "credit_level", "roles", "enterprise.roles", "accepted_on", "valid_until", "name",
    ]
)  # fmt: skip
tables = st.recursive(
    scalars | st.sampled_from([SG, "certified", "verification"]),
    lambda inner: st.lists(inner) | st.dictionaries(keys, inner),
    max_leaves=20,
)


@given(st.dictionaries(keys | st.text(), tables | values))
def test_whatever_the_document_it_is_a_profile_or_a_list_of_problems(document: Any) -> None:
    try:
        profile = read_profile(document, CATALOGUE)
    except InputError as error:
        assert error.problems
    else:
        assert isinstance(profile, Profile)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_the_bytes_they_are_a_document_or_a_problem(content: bytes) -> None:
    try:
        assert isinstance(parse(decode(content)[0]), dict)
    except InputError as error:
        assert error.problems


def test_a_fact_of_the_catalogue_is_never_reserved(catalogue: Catalogue) -> None:
    for kind in catalogue.kinds.values():
        assert not {"id", "kind", "note"} & kind.facts.keys()
