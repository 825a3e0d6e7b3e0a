"""The report: the contract of its JSON, and what stands in it for given profiles."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeo_cli.assessment.assess import Assessment, assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.listing import listing
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.cli.commands.schema import SchemaName, schema
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import Lang, Text, both, with_inner_quotes
from aeo_cli.presentation.formats import Format, renderer
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.tables import Tables
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.evaluation import all_of, evaluate
from aeo_cli.rules.names import item_name
from aeo_cli.rules.traces import open_facts
from tests.conftest import LOTUS_BAY, in_full
from tests.strategies import profiles

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()
BAY = load_catalogue(str(LOTUS_BAY))
ON = date(2026, 3, 2)
EXAMPLE = """
[enterprise]
name = "上海示例生物医药有限公司"
credit_level = "advanced_certified"
roles = ["consignee_consignor"]
in_comprehensive_bonded_zone = false

[[business]]
id = "SG-2026-014"
kind = "special_goods_approval"
accepted_on = 2026-03-02
special_circumstances = false
"""


def made(document: Any, on: date = ON, catalogue: Catalogue = CATALOGUE) -> Report:
    parsed = parse(document) if isinstance(document, str) else document
    return assess(catalogue, read_profile(parsed, catalogue), CALENDAR, on)


def of_bay(document: Any, on: date = ON) -> Report:
    return made(document, on, BAY)


def as_json(report: Report) -> Any:
    return json.loads(renderer(Format.JSON).render(report, CATALOGUE, CALENDAR, Page(Lang.EN)))


def provision_answer(report: Any, name: str) -> Any:
    provisions = (
        provision for measure in report["measures"] for provision in measure["provisions"]
    )
    return next(provision for provision in provisions if provision["id"] == name)


def test_the_example_of_the_contract() -> None:
    found = as_json(made(EXAMPLE))
    assert list(found) == [
        "schema",
        "tool",
        "catalogue",
        "office_hours",
        "calendar",
        "on",
        "profile",
        "summary",
        "caveats",
        "measures",
        "open_facts",
    ]
    assert found["schema"] == "aeo-report/1"
    assert found["office_hours"] == {"opens": "09:00:00", "closes": "17:00:00", "confirmed": False}
    assert found["on"] == "2026-03-02"
    assert found["summary"] == {
        "applies": 4,
        "for_everybody": 0,
        "undetermined": 2,
        "dormant": 26,
        "not_applicable": 1,
    }
    assert found["open_facts"] == [
        {
            "fact": "enterprise.processing_trade_account_book",
            "settles": 1,
            "known_by": "enterprise",
        },
        {"fact": "enterprise.industries", "settles": 1, "known_by": "enterprise"},
        {"fact": "enterprise.key_industry_or_enterprise", "settles": 1, "known_by": "customs"},
        {"fact": "readings.ic_list_open_to_other_aeo", "settles": 1, "known_by": "customs"},
    ]
    measure = found["measures"][24]
    assert (measure["number"], measure["category"], measure["verdict"]) == (
        25,
        "shorter_time",
        "applies",
    )
    answer = provision_answer(found, "25b")
    assert answer["entitled"] is answer["applies"] is True
    assert (answer["route"], answer["force"]) == ("on_application", "may")
    assert answer["effect"] == {
        "nature": "authority_deadline",
        "from": {"value": 20, "unit": "working_day"},
        "to": {"comparator": "at_most", "value": 5, "unit": "working_day"},
        "as_written": "day",
        "baselines": [
            {
                "value": 20,
                "unit": "working_day",
                "text": {
                    "zh": "方案时限，非法定；法定为 20 个工作日。",
                    "en": "The plan's limit; the law's is 20 working days.",
                },
            }
        ],
    }
    assert answer["ordinary"] is True
    assert answer["citation"] == {
        "document": {"zh": "上海海关 AEO 行动方案", "en": "Shanghai Customs AEO action plan"},
        "confirmed": True,
        "issuer": {"zh": "上海海关", "en": "Shanghai Customs"},
        "document_number": None,
        "address": None,
        "section": "四、（四）",
        "number": "25",
        "date": "2023-11-09",
    }
    assert answer["business"] == [
        {
            "index": 0,
            "id": "SG-2026-014",
            "triggered": True,
            "applies": True,
            "because": {
                "truth": True,
                "fact": "business[0].special_circumstances",
                "is": False,
                "actual": False,
            },
            "open_facts": [],
            "deadline": {
                "runs_from": "2026-03-02",
                "standard": "2026-03-30",
                "shortened": "2026-03-09",
                "last_office_day": None,
                "provisional": False,
            },
        }
    ]
    assert provision_answer(found, "25a")["because"] == {"truth": True, "all": []}


def test_a_report_of_all_33_measures_keeps_to_its_schema() -> None:
    found = as_json(made(EXAMPLE))
    jsonschema.validate(found, REPORT_SCHEMA)
    assert sum(found["summary"].values()) == len(found["measures"]) == 33


def test_the_profile_shows_every_fact_in_the_catalogue_order() -> None:
    shown = as_json(made(EXAMPLE))["profile"]
    assert list(shown) == ["ref", "enterprise", "readings", "business", "evidence"]
    assert list(shown["enterprise"]) == list(CATALOGUE.enterprise)
    assert list(shown["readings"]) == list(CATALOGUE.readings)
    assert shown["enterprise"]["industries"] is None
    assert shown["business"] == [
        {
            "id": "SG-2026-014",
            "kind": "special_goods_approval",
            "note": None,
            "special_circumstances": False,
            "accepted_on": "2026-03-02",
        }
    ]


def test_the_profile_shows_what_is_known_of_each_owner() -> None:
    known: dict[str, Any] = {
        "ref": "2026/7",
        "enterprise": {"roles": ["customs_broker"]},
        "readings": {"certified_counts_as_aeo": False},
        "business": [
            {"kind": "counter_formality", "note": "n", "on_site": True},
            {"kind": "appointment_clearance", "appointment_at": "2026-03-07T22:00"},
        ],
    }
    shown = as_json(made(known))["profile"]
    assert shown["ref"] == "2026/7"
    assert shown["enterprise"]["roles"] == ["customs_broker"]
    assert shown["readings"]["certified_counts_as_aeo"] is False
    first, second = shown["business"]
    assert (first["note"], first["on_site"]) == ("n", True)
    assert second["appointment_at"] == "2026-03-07T22:00:00+08:00"


def test_a_certified_enterprise_is_undetermined_until_the_reading_is_settled() -> None:
    certified: Any = {"enterprise": {"credit_level": "certified"}}
    found = as_json(made(certified))
    assert provision_answer(found, "17")["verdict"] == "undetermined"
    assert provision_answer(found, "17")["open_facts"] == ["readings.certified_counts_as_aeo"]
    first = next(fact for fact in found["open_facts"] if fact["fact"].startswith("readings."))
    assert first["fact"] == "readings.certified_counts_as_aeo"
    certified["readings"] = {"certified_counts_as_aeo": True}
    assert provision_answer(as_json(made(certified)), "17")["verdict"] == "applies"
    certified["readings"] = {"certified_counts_as_aeo": False}
    assert provision_answer(as_json(made(certified)), "17")["verdict"] == "not_applicable"


def test_a_measure_has_the_verdict_of_its_best_provision_that_gives_something() -> None:
    key: Any = {"enterprise": {"credit_level": "regular", "key_industry_or_enterprise": True}}
    found = as_json(made(key))
    assert provision_answer(found, "31a")["verdict"] == "applies"
    assert found["measures"][30]["verdict"] == "dormant"


def test_an_open_fact_is_counted_once_for_each_answer() -> None:
    two: Any = {"enterprise": {}, "business": [{"kind": "local_inspection"}] * 2}
    counts = {fact["fact"]: fact["settles"] for fact in as_json(made(two))["open_facts"]}
    # 7a and 7b, each with two items; the standing 11, 17, 18, 28 and 33
    assert counts["enterprise.credit_level"] == 2 * (1 + 2) + 5


def test_expired_evidence_makes_a_fact_unknown_again_and_says_so() -> None:
    text = (
        EXAMPLE
        + """
        [evidence."enterprise.credit_level"]
        source = "认定证书"
        valid_until = 2026-03-01
    """
    )
    before, after = made(text, date(2026, 3, 1)), made(text)
    assert before.summary.applies == 4
    assert after.summary.applies == 1  # 25a, which is open to any enterprise
    assert after.profile.enterprise["credit_level"] is None
    told = [caveat for caveat in after.caveats if "2026-03-01" in caveat.en]
    assert len(told) == 1
    assert told[0].source is not None
    assert told[0].source.zh == "认定证书"


@pytest.mark.parametrize(
    ("on", "left"),
    [
        ("2026-02-27", None),
        ("2026-02-28", 30),
        ("2026-03-29", 1),
        ("2026-03-30", 0),
        ("2026-03-31", -1),
    ],
)
def test_evidence_is_warned_of_for_thirty_days_and_counts_on_its_last(
    on: str, left: int | None
) -> None:
    evidence = {"source": "证书", "verified_on": "2026-01-05", "valid_until": "2026-03-30"}
    document: Any = {
        "enterprise": {"credit_level": "advanced_certified"},
        "evidence": {"enterprise.credit_level": evidence},
    }
    report = made(document, date.fromisoformat(on))
    ends = [caveat.en for caveat in report.caveats if "2026-03-30" in caveat.en]
    if left is None:
        assert ends == []
    elif left < 0:
        assert "expired after" in ends[0]
    else:
        assert "expires soon" in ends[0]
    level = None if left == -1 else "advanced_certified"
    assert report.profile.enterprise["credit_level"] == level
    assert as_json(report)["profile"]["evidence"] == document["evidence"]


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.XLSX])
@pytest.mark.parametrize("lang", Lang)
def test_every_format_tells_who_verified_what_and_when(form: Format, lang: Lang) -> None:
    document: Any = {
        "enterprise": {"credit_level": "advanced_certified", "roles": []},
        "business": [{"id": "SG-1", "kind": "enquiry"}, {"kind": "counter_formality"}],
        "evidence": {
            "enterprise.credit_level": {
                "source": "Ms Wang",
                "verified_on": "2026-01-05",
                "valid_until": "2026-03-30",
            },
            "business.1.on_site": {"source": " ", "valid_until": "2026-01-31"},
        },
    }
    report, page = made(document), Page(lang)
    text = in_full(form, report, CATALOGUE, page).decode("utf-8-sig")
    flat = re.sub(r"\s+|\\", "", text.replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";"))
    for told in ("MsWang", "2026-01-05", "2026-03-30", "2026-01-31"):
        assert told in flat
    if form is not Format.JSON:
        assert ("已过期" if lang is Lang.ZH else "expired") in flat


def test_a_workbook_tells_who_verified_what_too() -> None:
    document: Any = {"enterprise": {}, "evidence": {"enterprise.roles": {"source": "Ms Wang"}}}
    summary, *_ = Tables(ReportWords(made(document), CATALOGUE, Lang.EN), CALENDAR).workbook()
    told = "roles in customs registration: unknown · Ms Wang"
    assert (None, None, None, told, None) in summary.rows


def test_what_has_expired_is_told_by_its_label_its_last_day_and_its_source() -> None:
    def told(label: Text, last: str, name: str) -> dict[str, str]:
        return {
            "zh": f"“{label.zh}”的依据有效期至 {last}，截至核对日期已过期，"
            f"本报告按未知处理（{name}）",
            "en": f"The evidence for “{label.en}” expired after {last}, before the day of "
            f"assessment, so this report treats it as unknown ({name})",
        }

    text = """
        [enterprise]
        [[business]]
        kind = "enquiry"
        [[business]]
        kind = "special_goods_approval"
        special_circumstances = false
        [readings]
        certified_counts_as_aeo = true
        [evidence."business[1].special_circumstances"]
        valid_until = 2026-03-01
        [evidence."readings.certified_counts_as_aeo"]
        source = "海关答复"
        valid_until = 2026-02-28
    """
    reading, fact = made(text).caveats[-2:]
    named = CATALOGUE.readings["certified_counts_as_aeo"].label
    label = both(with_inner_quotes(named.zh), with_inner_quotes(named.en))
    assert reading.model_dump() == {
        **told(label, "2026-02-28", "readings.certified_counts_as_aeo"),
        "confirmed": True,
        "source": {"zh": "海关答复", "en": "海关答复"},
    }
    label = CATALOGUE.kinds["special_goods_approval"].facts["special_circumstances"].label
    assert fact.model_dump() == {
        **told(label, "2026-03-01", "business[1].special_circumstances"),
        "confirmed": True,
        "source": None,
    }


@pytest.mark.parametrize(
    ("level", "on", "words", "shown"),
    [
        ("certified", date(2026, 3, 31), "exist only since then", True),
        ("certified", date(2026, 4, 1), "exist only since then", False),
        ("regular", date(2026, 3, 31), "exist only since then", False),
        (None, date(2026, 3, 31), "exist only since then", True),
        ("regular", date(2023, 11, 8), "before the plan was published", True),
        ("regular", date(2023, 11, 9), "before the plan was published", False),
        ("dishonest", ON, "strict supervision", True),
        ("seriously_dishonest", ON, "strict supervision", True),
        ("regular", ON, "strict supervision", False),
    ],
)
def test_a_caveat_is_shown_unless_it_is_beside_the_point(
    level: str | None, on: date, words: str, shown: bool
) -> None:
    report = made({"enterprise": {"credit_level": level}}, on)
    assert any(words in caveat.en for caveat in report.caveats) is shown


def test_the_brokers_caveat_is_for_brokers_and_the_unknown() -> None:
    def shown(enterprise: dict[str, Any]) -> bool:
        report = made({"enterprise": enterprise})
        return any("broker's own AEO status" in caveat.en for caveat in report.caveats)

    assert shown({"roles": ["customs_broker"]})
    assert shown({})
    assert not shown({"roles": []})


def test_a_deadline_of_27_is_in_the_contracts_form() -> None:
    appointment = {"kind": "appointment_clearance", "appointment_at": "2026-03-07T22:00"}
    item = {**appointment, "outside_office_hours": True}
    level = {"credit_level": "advanced_certified"}
    found = as_json(made({"enterprise": level, "business": [item]}))
    assert provision_answer(found, "27")["business"][0]["deadline"] == {
        "runs_from": "2026-03-07T22:00:00+08:00",
        "standard": "2026-03-06T22:00:00+08:00",
        "shortened": "2026-03-07T14:00:00+08:00",
        "last_office_day": {"standard": "2026-03-06", "shortened": "2026-03-06"},
        "provisional": False,
    }


REPORT_SCHEMA = schema(SchemaName.REPORT, CATALOGUE)
PROFILE_SCHEMA = schema(SchemaName.PROFILE, CATALOGUE)
FEWER = settings(max_examples=25)
BAY_PROFILE = jsonschema.Draft202012Validator(schema(SchemaName.PROFILE, BAY))
BAY_REPORT = jsonschema.Draft202012Validator(schema(SchemaName.REPORT, BAY))


def test_no_key_of_a_report_is_optional() -> None:
    """Only the lines of a condition, of which each has its own kind, leave a key out."""
    parts = {"report": REPORT_SCHEMA, **REPORT_SCHEMA["$defs"]}
    for name, part in parts.items():
        if "properties" in part and name != "CompareTrace":
            assert set(part["required"]) == set(part["properties"]), name
            assert part["additionalProperties"] is False, name


@FEWER
@given(profiles)
def test_every_report_is_valid_complete_and_the_same_twice(profile: dict[str, Any]) -> None:
    BAY_PROFILE.validate(profile)
    report = of_bay(profile)
    content = renderer(Format.JSON).render(report, BAY, CALENDAR, Page(Lang.ZH, 60, colour=True))
    assert content == renderer(Format.JSON).render(of_bay(profile), BAY, CALENDAR, Page(Lang.EN))
    found = as_json(report)
    BAY_REPORT.validate(found)
    for_everybody = found["summary"].pop("for_everybody")
    assert 0 <= for_everybody <= found["summary"]["applies"]
    assert sum(found["summary"].values()) == len(found["measures"]) == len(BAY.measures)
    assert Report.model_validate_json(content).model_dump_json() == report.model_dump_json()
    assert len(found["profile"]["business"]) == len(profile.get("business") or [])


@FEWER
@given(profiles)
def test_an_answer_is_unsettled_exactly_when_it_has_open_facts(profile: dict[str, Any]) -> None:
    report = of_bay(profile)
    counted: dict[str, int] = {}
    for answer in answers(report):
        assert bool(answer.open_facts) == (answer.applies.value is None)
        for fact in answer.open_facts:
            counted[fact] = counted.get(fact, 0) + 1
    assert {fact.fact: fact.settles for fact in report.open_facts} == counted


def answers(report: Report) -> Iterator[Any]:
    for measure in report.measures:
        for provision in measure.provisions:
            yield provision
            yield from provision.business


@FEWER
@given(profiles, profiles)
def test_learning_more_never_changes_what_is_settled(
    less: dict[str, Any], more: dict[str, Any]
) -> None:
    learnt = {**less, "enterprise": {**more["enterprise"], **less["enterprise"]}}
    for before, after in zip(answers(of_bay(less)), answers(of_bay(learnt)), strict=True):
        if before.applies.value is not None:
            assert after.applies is before.applies
        if getattr(before, "entitled", None) is not None and before.entitled.value is not None:
            assert after.entitled is before.entitled


@FEWER
@given(profiles, st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_the_day_of_assessment_changes_no_answer_and_no_date(
    profile: dict[str, Any], on: date
) -> None:
    without_caveats, others = (
        [
            provision.model_copy(update={"caveats": ()})
            for measure in report.measures
            for provision in measure.provisions
        ]
        for report in (of_bay(profile), of_bay(profile, on))
    )
    assert without_caveats == others


@FEWER
@given(profiles)
def test_an_item_comes_out_as_if_its_condition_were_evaluated_for_it_alone(
    profile: dict[str, Any],
) -> None:
    assessment = Assessment(BAY, read_profile(profile, BAY), CALENDAR, ON)
    for _, provision in BAY.provisions():
        entitled = evaluate(provision.entitled, assessment.situation.scope)
        for answer in assessment.provision(provision).business:
            scope = assessment.situation.scope._replace(item=item_name(answer.index))
            alone = evaluate(provision.triggered, scope)
            whole = all_of((entitled, alone))
            assert (answer.triggered, answer.because) == (alone.truth, alone)
            assert answer.applies is whole.truth
            assert list(answer.open_facts) == list(dict.fromkeys(open_facts(whole)))


@pytest.mark.parametrize("document", SchemaName)
def test_every_schema_is_a_schema(document: SchemaName) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(document, CATALOGUE))


def test_the_catalogue_and_its_listing_are_valid_against_their_schemas(
    catalogue: Catalogue,
) -> None:
    found = listing(catalogue, catalogue.measures)
    jsonschema.validate(json.loads(found.model_dump_json()), schema(SchemaName.MEASURES, catalogue))
    assert [m.number for m in found.measures] == list(range(1, 34))
    assert listing(catalogue, []).measures == ()
    plain = json.loads(catalogue.model_dump_json(exclude_defaults=True))
    jsonschema.validate(plain, schema(SchemaName.CATALOGUE, catalogue))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"enterprise": {"foo": 1}},
        {"enterprise": {"credit_level": "gold"}},
        {"enterprise": {}, "business": [{}]},
        {"enterprise": {}, "business": [{"kind": "enquiry", "on_site": True}]},
        {"enterprise": {"export_food_producer": "true"}},
        {"enterprise": {}, "extra": 1},
    ],
)
def test_the_profile_schema_refuses_what_the_tool_refuses(wrong: dict[str, Any]) -> None:
    assert list(jsonschema.Draft202012Validator(PROFILE_SCHEMA).iter_errors(wrong))
