"""The calendar file: read back, held against RFC 5545, and the same event when it comes again."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.event_identity import enterprise_marks
from aeo_cli.presentation.formats.ics import render
from aeo_cli.presentation.page import Page
from aeo_cli.profile.reader import read_profile
from tests.conftest import Aeo

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()
APPROVAL = {
    "kind": "special_goods_approval",
    "id": "SG",
    "special_circumstances": False,
    "accepted_on": "2026-03-02",
}
APPOINTMENT = {
    "kind": "appointment_clearance",
    "id": "YY",
    "outside_office_hours": True,
    "appointment_at": "2026-03-07T22:00",
}


def content(*items: dict[str, Any], on: str = "2026-03-02", **facts: Any) -> bytes:
    enterprise = {"credit_level": "advanced_certified", "name": "上海", **facts}
    document = {"enterprise": enterprise, "business": list(items)}
    profile = read_profile(document, CATALOGUE)
    report = assess(CATALOGUE, profile, CALENDAR, date.fromisoformat(on))
    return render(report, CATALOGUE, CALENDAR, Page(Lang.EN))


def events(*items: dict[str, Any], on: str = "2026-03-02", **facts: Any) -> list[Any]:
    document = icalendar.Calendar.from_ical(content(*items, on=on, **facts))
    return list(document.walk("VEVENT"))


def uids(found: list[Any]) -> list[str]:
    return [str(event["UID"]) for event in found]


def test_an_event_for_each_deadline_and_each_last_office_day() -> None:
    moment, office, approval = events(APPROVAL, APPOINTMENT)
    assert str(moment["SUMMARY"]).startswith("shortened (file by 2026-03-06 Fri): YY")
    assert moment.decoded("DTSTART") == datetime.fromisoformat("2026-03-07T14:00+08:00")
    assert moment["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert str(office["SUMMARY"]).startswith("file by 2026-03-06 Fri: YY")
    assert office.decoded("DTSTART") == date(2026, 3, 6)
    assert str(approval["SUMMARY"]).startswith("target: SG")
    assert approval.decoded("DTSTART") == date(2026, 3, 9)
    assert all("VALARM" in {part.name for part in one.subcomponents} for one in (moment, office))


def test_it_is_what_rfc_5545_asks_for() -> None:
    text = content(APPROVAL, APPOINTMENT, {**APPROVAL, "id": "长" * 200})
    lines = text.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert all(len(line) <= 75 for line in lines)  # 3.1, in octets
    assert all(line.decode() for line in lines[:-1])  # folded between characters
    document: Any = icalendar.Calendar.from_ical(text)
    assert (document["VERSION"], document["PRODID"][:8]) == ("2.0", "-//aeo//")
    assert "METHOD" not in document  # RFC 5546 would ask for an organizer
    (zone,) = document.walk("VTIMEZONE")
    assert zone["TZID"] == "Asia/Shanghai"
    assert {part.name for part in zone.subcomponents} == {"STANDARD"}
    found = document.walk("VEVENT")
    assert len(set(uids(found))) == len(found) == 4
    for event in found:
        names = [name for name, _ in event.property_items(recursive=False)]
        for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "DESCRIPTION", "SEQUENCE", "STATUS"):
            assert names.count(name) == 1
        assert re.fullmatch(rb"\d{8}T\d{6}Z", event["DTSTAMP"].to_ical())  # 3.8.7.2, in UTC
        for alarm in event.walk("VALARM"):
            assert alarm["ACTION"] == "DISPLAY"
            assert {"DESCRIPTION", "TRIGGER"} <= set(alarm)
    assert document.errors == []


def test_an_empty_calendar_is_a_calendar() -> None:
    document: Any = icalendar.Calendar.from_ical(content())
    assert [part.name for part in document.subcomponents] == ["VTIMEZONE"]  # 3.6: one at least
    assert "17" in str(document["DESCRIPTION"])


def test_reminders_come_at_nine_before_a_day_and_hours_before_a_moment() -> None:
    moment, office, _ = events(APPROVAL, APPOINTMENT)
    before = [alarm.decoded("TRIGGER") for alarm in office.walk("VALARM")]
    starts = [datetime(2026, 3, 6) + one for one in before]
    assert starts == [datetime(2026, 3, day, 9) for day in (3, 5, 6)]
    assert [alarm.decoded("TRIGGER") for alarm in moment.walk("VALARM")] == [timedelta(days=-1)]


def test_the_same_event_comes_again_and_supersedes_the_earlier_one() -> None:
    before = events(APPROVAL, APPOINTMENT)
    later = {**APPROVAL, "accepted_on": "2026-03-03", "note": "x"}
    after = events(APPOINTMENT, later, on="2026-03-04", in_comprehensive_bonded_zone=True)
    assert uids(before) == uids(after)
    for old, new in zip(before, after, strict=True):
        assert new["SEQUENCE"] > old["SEQUENCE"]
        assert new.decoded("DTSTAMP") > old.decoded("DTSTAMP")


@pytest.mark.parametrize(
    "facts", [{"name": "北京"}, {"uscc": "91310000MA1FL0L008"}], ids=["a name", "a code"]
)
def test_another_enterprise_has_other_events(facts: dict[str, Any]) -> None:
    assert not set(uids(events(APPROVAL))) & set(uids(events(APPROVAL, **facts)))


def test_another_item_is_another_event_with_an_id_or_without() -> None:
    bare = {key: value for key, value in APPROVAL.items() if key != "id"}
    found = uids(events(APPROVAL, {**APPROVAL, "id": "SH"}, bare, bare))
    assert len(set(found)) == 4


# What an enterprise is known by

NAMELESS: dict[str, Any] = {
    "enterprise": {"credit_level": "advanced_certified"},
    "business": [APPROVAL],
}
CHANGED: dict[str, dict[str, Any]] = {
    "a fact of the enterprise": {
        "enterprise": {"credit_level": "advanced_certified", "in_comprehensive_bonded_zone": True}
    },
    "a reading": {"readings": {"ic_list_open_to_other_aeo": False}},
    "another item": {"business": [APPROVAL, APPOINTMENT]},
    "a fact of the item": {"business": [{**APPROVAL, "accepted_on": "2026-03-03"}]},
    "the note of the item": {"business": [{**APPROVAL, "note": "x"}]},
    "evidence": {"evidence": {"enterprise.credit_level": {"source": "x"}}},
}
MARKS: dict[str, dict[str, Any]] = {
    "ref": {"ref": "A"},
    "uscc": {"enterprise": {"uscc": "91310000MA1FL0L008"}},
    "customs_code": {"enterprise": {"customs_code": "3122260ABC"}},
    "name": {"enterprise": {"name": "上海"}},
}


def uids_of(document: Mapping[str, Any], on: str = "2026-03-02") -> list[str]:
    profile = read_profile(document, CATALOGUE)
    report = assess(CATALOGUE, profile, CALENDAR, date.fromisoformat(on))
    calendar = icalendar.Calendar.from_ical(render(report, CATALOGUE, CALENDAR, Page(Lang.EN)))
    return uids(list(calendar.walk("VEVENT")))


def marked(document: Mapping[str, Any], mark: Mapping[str, Any]) -> dict[str, Any]:
    enterprise = {**document["enterprise"], **mark.get("enterprise", {})}
    return {**document, **mark, "enterprise": enterprise}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("blank", ["", " ", "\u3000\t"], ids=repr)
def test_two_enterprises_without_a_mark_share_no_event(blank: str, change: dict[str, Any]) -> None:
    """A blank text is no mark: it would be that of both."""
    for nothing in ({}, {"ref": blank}, {"enterprise": {"name": blank}}):
        one, other = marked(NAMELESS, nothing), marked({**NAMELESS, **change}, nothing)
        assert uids_of(one)
        assert not set(uids_of(one)) & set(uids_of(other))


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_an_enterprise_with_a_mark_keeps_its_events(
    mark: dict[str, Any], change: dict[str, Any]
) -> None:
    before, after = (uids_of(marked(one, mark)) for one in (NAMELESS, {**NAMELESS, **change}))
    assert before
    assert set(before) <= set(after)


def test_without_a_mark_the_day_of_assessment_changes_no_event() -> None:
    """Not even when the evidence for a fact ends in the meantime, which is then unknown."""
    ending = {"source": "x", "verified_on": "2026-01-05", "valid_until": "2026-03-02"}
    document = {
        **NAMELESS,
        "enterprise": {**NAMELESS["enterprise"], "in_comprehensive_bonded_zone": True},
        "evidence": {"enterprise.in_comprehensive_bonded_zone": ending},
    }
    assert (
        uids_of(document)
        == uids_of(document, on="2026-03-03")
        == uids_of(document, on="2027-01-01")
    )


def test_a_note_says_that_a_ref_would_keep_the_events(aeo: Aeo) -> None:
    def notes(document: Mapping[str, Any], *words: str) -> str:
        given = json.dumps(document, ensure_ascii=False).encode()
        done = aeo("check", "-", "--on", "2026-03-02", "--lang", "en", *words, stdin=given)
        assert done.returncode == 0
        return done.stderr.decode()

    assert "x.ics: the profile has no ref, code or name" in notes(NAMELESS, "-o", "x.ics")
    for mark in MARKS.values():
        assert notes(marked(NAMELESS, mark), "-o", "x.ics") == ""
    assert notes(NAMELESS, "-o", "x.ics", "-q") == notes(NAMELESS, "-o", "x.json") == ""
    saved = aeo("convert", "x.json", "-o", "y.ics", "--lang", "en")
    assert "y.ics: the profile has no ref, code or name" in saved.stderr.decode()


def test_a_saved_report_gives_the_same_events(aeo: Aeo, tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(json.dumps(NAMELESS), encoding="utf-8")
    for name in ("x.ics", "x.json"):
        aeo("check", "p.json", "--on", "2026-03-02", "-o", name)
    aeo("convert", "x.json", "-o", "y.ics")
    assert (tmp_path / "x.ics").read_bytes() == (tmp_path / "y.ics").read_bytes()


@pytest.mark.parametrize(
    ("name", "uid"),
    [
        ("上海", "6610caa0-e03e-5d97-8ed5-fdd8db4cd6e7"),
        (None, "4a967719-cf61-54c3-b41d-69880718c4d3"),
    ],
)
def test_an_identifier_stays_what_it_was_in_calendars_already_imported(
    name: str | None, uid: str
) -> None:
    assert uids(events(APPROVAL, name=name)) == [uid]


def test_only_a_text_that_heads_a_report_is_a_name() -> None:
    """Another catalogue may have a text of another sort, which many enterprises share."""
    fact = CATALOGUE.enterprise["name"]
    own = CATALOGUE.model_copy(update={"enterprise": {"district": fact, **CATALOGUE.enterprise}})
    profile = read_profile({"enterprise": {"district": "Pudong", "name": "上海"}}, own)
    view = assess(own, profile, CALENDAR, date(2026, 3, 2)).profile
    assert enterprise_marks(view, own) == {"name": "上海"}


def test_a_target_and_a_provisional_date_are_said_to_be_so() -> None:
    (target,) = events(APPROVAL)
    assert "a target at customs' discretion, not guaranteed" in str(target["DESCRIPTION"])
    assert "ordinary time limit ends on 2026-03-30 Mon" in str(target["DESCRIPTION"])
    moment, office = events({**APPOINTMENT, "appointment_at": "2027-03-07T22:00"})
    for event in (moment, office):
        assert "(provisional)" in str(event["SUMMARY"])
        assert "the date may change" in str(event["DESCRIPTION"])
        assert "file during office hours on 2027-03-05 Fri" in str(event["DESCRIPTION"])
        assert event["STATUS"] == "TENTATIVE"
    assert events(APPOINTMENT)[0]["STATUS"] == "CONFIRMED"


def test_an_id_cannot_pass_for_a_place_nor_a_name_for_a_reference() -> None:
    bare = {key: value for key, value in APPROVAL.items() if key != "id"}
    named = {**APPROVAL, "id": "business[1] special_goods_approval"}
    assert len(set(uids(events(named, bare)))) == 2
    lines = {**APPROVAL, "id": "SG\n25b"}
    assert uids(events(lines)) != uids(events(APPROVAL))


def test_what_applies_is_told_with_its_label() -> None:
    document: Any = icalendar.Calendar.from_ical(content(APPROVAL))
    told = str(document["DESCRIPTION"]).splitlines()
    assert "25b applies · you can ask; at customs' discretion" in told
    assert any(line.startswith("11 undetermined · to find out: ") for line in told)
