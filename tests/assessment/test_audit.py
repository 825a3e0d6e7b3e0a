"""A saved report in another format: what `check` would have given, or a reason why not."""

import json
import re
import sys
from collections.abc import Callable
from contextlib import nullcontext
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.audit import ReproducedReport, audit, reproduce
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report, item_answers
from aeo_cli.assessment.saved_report import require_catalogue, require_report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import Lang, both
from aeo_cli.documents.validation import validate
from aeo_cli.presentation.formats import Format
from aeo_cli.profile.reader import read_profile
from tests.conftest import LOTUS_BAY, ROOT, SAVED_REPORT, Aeo
from tests.editions import edition
from tests.strategies import profiles

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()
CHIP_MAKER = str(ROOT / "examples" / "chip-maker.toml")
SAVED = json.loads((SAVED_REPORT).read_text(encoding="utf-8"))
FEWER = settings(max_examples=60)


BAY = load_catalogue(str(LOTUS_BAY))


def made(profile: Any, on: date = date(2026, 3, 2), catalogue: Catalogue = CATALOGUE) -> Report:
    return assess(catalogue, read_profile(profile, catalogue), CALENDAR, on)


def read_again(content: str, catalogue: Catalogue = CATALOGUE) -> ReproducedReport:
    document = parse(content)
    require_report(document)
    require_catalogue(document, catalogue)
    return reproduce(validate(Report, document, both("x", "x")), catalogue)


@FEWER
@given(profiles, st.dates(date(2007, 1, 1), date(2099, 12, 31)))
def test_a_report_comes_back_as_it_was_made(profile: dict[str, Any], on: date) -> None:
    report = made(profile, on, BAY)
    assert read_again(report.model_dump_json(indent=2), BAY).report == report


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("lang", Lang)
def test_what_is_converted_is_what_check_gives(
    form: Format, lang: Lang, aeo: Aeo, tmp_path: Path
) -> None:
    asked = ("--on", "2026-03-02", "--lang", lang)
    (tmp_path / "report.json").write_bytes(aeo("check", CHIP_MAKER, *asked, "--json").stdout)
    way = ("--format", form, "-o", "-", "--lang", lang, "--color", "always")
    checked = aeo("check", CHIP_MAKER, *asked, *way)
    converted = aeo("convert", "report.json", *way)
    assert (converted.returncode, converted.stderr) == (0, b"")
    assert converted.stdout == checked.stdout != b""


def test_a_report_comes_from_a_pipe_and_goes_to_a_file_by_its_suffix(
    aeo: Aeo, tmp_path: Path
) -> None:
    report = json.dumps(SAVED).encode()
    done = aeo("convert", "-", "-o", "report.md", stdin=report)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (tmp_path / "report.md").read_text(encoding="utf-8").startswith("# Shanghai Customs")
    assert "day 0 of 5" in aeo("convert", "-", "--deadlines", stdin=report).stdout.decode()
    gbk = aeo("convert", "-", "--format", "csv", "--encoding", "gbk", stdin=report).stdout
    assert "上海" in gbk.decode("gbk")


EXPIRED: Any = {
    "enterprise": {"credit_level": "advanced_certified", "roles": ["customs_broker"]},
    "readings": {"certified_counts_as_aeo": True},
    "unknown": ["business"],
    "evidence": {
        "enterprise.credit_level": {"source": " ", "valid_until": "2026-03-01"},
        "enterprise.roles": {"source": "\u202e海关", "valid_until": "2025-12-31"},
        "readings.certified_counts_as_aeo": {"valid_until": "2026-02-01"},
    },
}


def test_a_report_with_expired_evidence_keeps_what_it_said_of_it() -> None:
    report = made(EXPIRED)
    assert len(report.caveats) == len(made({"enterprise": {}}).caveats) + 4
    assert read_again(report.model_dump_json()).report == report


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-03-01", "2026-03-02"),
        ("enterprise.credit_level", "enterprise.name"),
        ("treats it as unknown", "confirms it"),
        ('"confirmed":true', '"confirmed":false'),
    ],
)
def test_what_was_said_of_expired_evidence_cannot_be_made_to_say_more(old: str, new: str) -> None:
    document = json.loads(made(EXPIRED).model_dump_json())
    for index, caveat in enumerate(document["caveats"]):
        if "expired" in caveat["en"] and "credit_level" in caveat["en"]:
            written = json.dumps(caveat, ensure_ascii=False, separators=(",", ":"))
            assert old in written
            document["caveats"][index] = json.loads(written.replace(old, new))
    with pytest.raises(InputError):
        read_again(json.dumps(document))


def test_a_caveat_of_somebody_elses_is_refused() -> None:
    words = {"zh": "海关已确认", "en": "confirmed by customs", "confirmed": True, "source": None}
    for place in (0, len(SAVED["caveats"])):
        caveats = [*SAVED["caveats"][:place], words, *SAVED["caveats"][place:]]
        with pytest.raises(InputError):
            read_again(json.dumps({**SAVED, "caveats": caveats}))


def approval(accepted: str) -> Any:
    return {
        "enterprise": {"credit_level": "advanced_certified"},
        "business": [
            {
                "kind": "special_goods_approval",
                "special_circumstances": False,
                "accepted_on": accepted,
            }
        ],
    }


def test_provisional_dates_stay_as_they_were_reported() -> None:
    known, on = read_profile(approval("2026-02-10"), CATALOGUE), date(2026, 2, 10)
    before = assess(CATALOGUE, known, ChineseCalendar(2025), on)
    assert before != assess(CATALOGUE, known, CALENDAR, on)
    report, calendar, kept_dates = read_again(before.model_dump_json())
    assert report == before
    assert calendar.reference == before.calendar
    assert not kept_dates


def test_a_doubt_about_office_hours_stays_as_it_was_reported() -> None:
    """A Saturday that the later notice makes a working day was none by statute alone."""
    item = {"kind": "appointment_clearance", "appointment_at": "2026-02-28T10:00"}
    known = read_profile({"enterprise": {}, "business": [item]}, CATALOGUE)
    on = date(2025, 10, 1)
    before = assess(CATALOGUE, known, ChineseCalendar(2025), on)
    assert len(before.caveats) + 1 == len(assess(CATALOGUE, known, CALENDAR, on).caveats)
    assert read_again(before.model_dump_json()).report == before


@pytest.mark.parametrize("end", ["standard", "shortened"])
@pytest.mark.parametrize("day", ["2026-02-28", "2026-12-31", "9999-12-31", "2026-03-20T10:00"])
def test_a_date_is_not_made_another_by_calling_it_provisional(end: str, day: str) -> None:
    document = json.loads(made(approval("2026-02-10")).model_dump_json())
    deadline = document["measures"][24]["provisions"][1]["business"][0]["deadline"]
    deadline |= {"provisional": True, end: day}
    with pytest.raises(InputError):
        read_again(json.dumps(document))


# Another edition of the calendar

EXTENDED = {date(2026, 3, 9): False, date(2026, 3, 14): True, date(2026, 3, 6): False}
"""A later notice closes offices on a Friday and a Monday, and opens them on a Saturday for it."""
PENDING: Any = {
    "enterprise": {"credit_level": "advanced_certified"},
    "business": [
        *approval("2026-03-02")["business"],
        {
            "kind": "appointment_clearance",
            "outside_office_hours": True,
            "appointment_at": "2026-03-07T22:00",
        },
    ],
}


def of_another_edition(profile: Any = PENDING, days: dict[date, bool] = EXTENDED) -> Report:
    with edition(days):
        known = read_profile(profile, CATALOGUE)
        return assess(CATALOGUE, known, ChineseCalendar(), date(2026, 3, 2))


def test_dates_of_another_edition_are_kept_as_they_are() -> None:
    saved = of_another_edition()
    report, calendar, kept_dates = read_again(saved.model_dump_json())
    assert (report, kept_dates) == (saved, True)
    assert calendar.reference == CALENDAR.reference
    assert audit(saved, CATALOGUE).unaltered is None
    counted, kept = (
        [item.deadline for *_, item in item_answers(one) if item.deadline]
        for one in (made(PENDING), report)
    )
    assert [one == other for one, other in zip(kept, counted, strict=True)] == [False, False]


def test_an_edition_that_moves_no_date_of_a_report_leaves_nothing_open() -> None:
    saved = of_another_edition(days={date(2026, 9, 9): False})
    report, _, kept_dates = read_again(saved.model_dump_json())
    assert (report, kept_dates) == (saved, False)
    assert audit(saved, CATALOGUE).unaltered is True


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("form", [*Format, "--deadlines", "--full"])
def test_what_is_converted_of_another_edition_says_so(form: str, lang: Lang, aeo: Aeo) -> None:
    saved = of_another_edition()
    way = (form,) if form.startswith("--") else ("--format", form, "-o", "-")
    stdin = saved.model_dump_json().encode()
    done = aeo("convert", "-", *way, "--lang", lang, stdin=stdin)
    noted = {Lang.ZH: "按另一版放假安排推算", Lang.EN: "with another edition of the working-day"}
    assert done.returncode == 0
    assert noted[lang] in done.stderr.decode()
    if form not in (Format.TERMINAL, Format.XLSX, "--deadlines"):
        text = re.sub(r"\s", "", done.stdout.decode())
        assert saved.calendar.edition.removeprefix("sha256:")[:8] in text


def test_how_far_along_a_date_of_another_edition_is_is_told_in_calendar_days(aeo: Aeo) -> None:
    stdin = of_another_edition().model_dump_json().encode()
    told = aeo("convert", "-", "--deadlines", "--lang", "en", stdin=stdin).stdout.decode()
    assert "in 9 days" in told  # 2026-03-11, where the installed calendar has 2026-03-09
    assert " of 5" not in told


LIMITS = {"25b": 0, "27": 1}
KEEPABLE: dict[str, tuple[str, dict[str, Any]]] = {
    "a day later": ("25b", {"shortened": "2026-03-12"}),
    "a fortnight later": ("25b", {"standard": "2026-04-13"}),
    "an office day": (
        "27",
        {"last_office_day": {"standard": "2026-03-03", "shortened": "2026-03-05"}},
    ),
    "provisional": ("25b", {"provisional": True}),
}
NOT_KEEPABLE: dict[str, tuple[str, dict[str, Any]]] = {
    "months later": ("25b", {"standard": "2026-05-30"}),
    "before the start": ("25b", {"shortened": "2026-02-27"}),
    "shortened after the ordinary end": (
        "25b",
        {"shortened": "2026-03-23", "standard": "2026-03-20"},
    ),
    "another start": ("25b", {"runs_from": "2026-03-03"}),
    "a moment for a day": ("25b", {"shortened": "2026-03-11T00:00:00+08:00"}),
    "an office day too many": (
        "25b",
        {"last_office_day": {"standard": "2026-03-05", "shortened": "2026-03-05"}},
    ),
    "no office day": ("27", {"last_office_day": None}),
    "office days the wrong way round": (
        "27",
        {"last_office_day": {"standard": "2026-03-06", "shortened": "2026-03-05"}},
    ),
    "an office day after the appointment": (
        "27",
        {"last_office_day": {"standard": "2026-03-05", "shortened": "2026-03-09"}},
    ),
    "other hours": ("27", {"shortened": "2026-03-07T15:00:00+08:00"}),
}


@pytest.mark.parametrize(
    ("provision", "change", "is_kept"),
    [
        *((*case, True) for case in KEEPABLE.values()),
        *((*case, False) for case in NOT_KEEPABLE.values()),
    ],
    ids=[*KEEPABLE, *NOT_KEEPABLE],
)
def test_only_dates_that_an_edition_can_have_counted_are_kept(
    provision: str, change: dict[str, Any], is_kept: bool
) -> None:
    document = json.loads(of_another_edition().model_dump_json())
    for measure in document["measures"]:
        for answer in measure["provisions"]:
            if answer["id"] == provision:
                answer["business"][0]["deadline"] |= change
    with nullcontext() if is_kept else pytest.raises(InputError):
        read_again(json.dumps(document))


# What is refused

Edit = Callable[[list[Any]], list[Any]]
LIMB = "measures.24.provisions.1."
ALTERED: dict[str, tuple[str, Any, str]] = {  # what is altered: where, to what, and what is told
    "a verdict": (f"{LIMB}verdict", "dormant", 'verdict: found: "dormant"; expected: "applies"'),
    "a date": (f"{LIMB}business.0.deadline.shortened", "2026-03-10", 'expected: "2026-03-09"'),
    "a day that is none": (f"{LIMB}business.0.deadline.shortened", "2026-13-10", "a date"),
    "a day to a moment": (
        f"{LIMB}business.0.deadline.standard",
        "2026-03-30T00:00:00+08:00",
        'expected: "2026-03-30"',
    ),
    "no deadline": (f"{LIMB}business.0.deadline", None, "found: nothing; expected: an object"),
    "a place": (f"{LIMB}business.0.index", 7, "index: found: 7; expected: 0"),
    "a place that is none": (f"{LIMB}business.0.index", "x", "a whole number"),
    "a truth": (f"{LIMB}applies", "yes", "expected: true, false or null"),
    "a force": (f"{LIMB}force", "firm", 'expected: "may"'),
    "a force that is none": (f"{LIMB}force", "firmly", "did you mean firm?"),
    "a condition": (f"{LIMB}because", {"truth": True, "all": []}, "because"),
    "a condition that is none": (f"{LIMB}because", {"truth": True}, "expected: a condition"),
    "a title": ("measures.24.title.en", "x", 'measures[24].title.en: found: "x"'),
    "a caveat": ("caveats.0.en", "x", 'caveats[0].en: found: "x"'),
    "caveats left out": ("caveats", [], "found: a list of 0; expected: a list of 8"),
    "a count": ("summary.applies", 33, "summary.applies: found: 33; expected: 4"),
    "an open fact": ("open_facts.0.settles", 9, "found: 9; expected: 1"),
    "the profile": ("profile.enterprise.credit_level", "regular", "found: 4; expected: 1"),
    "a value that is none": ("profile.enterprise.credit_level", "x", "expected: one of"),
    "a kind that is none": ("profile.business.0.kind", "x", "profile.business[0].kind"),
    "no business": ("profile.business", [], "summary.applies: found: 4; expected: 3"),
    "no tool": ("tool", 5, "tool: found: 5; expected: text"),
    "another tool": ("tool", "aeo \x1b[31m", "tool: found"),
    "no Unicode": ("profile.enterprise.name", "\ud800", "valid Unicode text"),
    "a tool that is no Unicode": ("tool", "aeo \ud800", "tool: found"),
    "a summary that is no Unicode": ("measures.0.title.en", "\ud800", "measures[0].title.en"),
    "a count that is text": ("summary.applies", "4", 'summary.applies: found: "4"'),
    "a year that is text": ("calendar.published_until", "2026", 'published_until: found: "2026'),
    "a place that is text": (f"{LIMB}business.0.index", "0", 'provision 25b): found: "0"'),
    "a day out of range": ("on", "2100-01-01", "on: found: 2100-01-01"),
    "no provisions": ("measures.24.provisions", [], "a list of 0; expected: a list of 2"),
    "no items": (f"{LIMB}business", [], "a list of 0; expected: a list of 1"),
    "an item too many": (
        "profile.business",
        [SAVED["profile"]["business"][0], {"kind": "enquiry"}],
        "expected",
    ),
    "another catalogue": ("catalogue.digest", "sha256:0", "--catalogue"),
    "no calendar": ("calendar", None, "calendar: found: nothing"),
    "an edition that is none": ("calendar.edition", "sha256:0", "calendar.edition: found"),
    "another year of the edition": (
        "calendar.published_until",
        2025,
        "calendar.published_until: found: 2025; expected: 2026",
    ),
    "a year that is none": ("calendar.published_until", 1, "expected: 2004 or more"),
    "another calendar": ("calendar.source", "\x1b[31m", "calendar.source: found"),
    "no catalogue": ("catalogue", None, "catalogue: found: nothing"),
    "half a catalogue": ("catalogue", {"id": "x"}, "catalogue: found: an object"),
    "another document": ("schema", "aeo-measures/1", 'expected: "aeo-report/1"'),
    "a key too many": (f"{LIMB}x", 1, "unknown key"),
    "measures that are none": (
        "measures",
        {},
        "measures: found: an object (a table in TOML); expected: a list",
    ),
}


@pytest.mark.parametrize(("place", "value", "told"), ALTERED.values(), ids=ALTERED)
def test_a_report_that_was_altered_is_refused_with_the_place(
    place: str, value: Any, told: str, aeo: Aeo
) -> None:
    report = deepcopy(SAVED)
    *steps, last = (int(step) if step.isdigit() else step for step in place.split("."))
    part: Any = report
    for step in steps:
        part = part[step]
    part[last] = value
    done = aeo("convert", "-", "--format", "html", stdin=json.dumps(report).encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.parametrize(
    "edit",
    [
        lambda measures: [*measures, measures[24]],
        lambda measures: [measures[11], measures[11]],
        lambda measures: measures[::-1],
        lambda measures: measures[1:],
        lambda _: [],
    ],
    ids=["one twice", "one alone, twice", "another order", "one left out", "none"],
)
def test_a_report_has_all_measures_in_their_order(edit: Edit) -> None:
    with pytest.raises(InputError):
        read_again(json.dumps({**SAVED, "measures": edit(SAVED["measures"])}))


def test_a_report_of_one_measure_is_no_whole_report(aeo: Aeo) -> None:
    report = aeo("explain", "27", CHIP_MAKER, "--on", "2026-03-02", "--json").stdout
    done = aeo("convert", "-", stdin=report)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "measures: found: a list of 1; expected: a list of 33" in done.stderr.decode()
    assert "is incomplete" in done.stderr.decode()


def test_a_report_in_gbk_is_read_with_a_note(aeo: Aeo) -> None:
    report = json.dumps(SAVED, ensure_ascii=False)
    gbk = report.replace("\u2013", "-").encode("gbk")
    assert aeo("convert", "-", stdin=gbk).stderr == b"-: not UTF-8; read as GBK\n"


# What is asked for


@pytest.mark.parametrize(
    ("form", "library"), [("xlsx", "xlsxwriter"), ("ics", "icalendar")], ids=["xlsx", "ics"]
)
def test_a_missing_extra_is_named_with_the_command_that_installs_it(
    form: str, library: str, aeo_process: Aeo, tmp_path: Path
) -> None:
    code = f"import sys; sys.modules['{library}'] = None\n"
    code += "from aeo_cli.__main__ import main; sys.exit(main())"
    launcher = (sys.executable, "-c", code)
    done = aeo_process("check", CHIP_MAKER, "-o", f"x.{form}", launcher=launcher)
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, b"", [])
    told = done.stderr.decode()
    assert f'{sys.executable} -m pip install "aeo-cli[{form}]"' in told
    assert aeo_process("check", CHIP_MAKER, "--format", "html", launcher=launcher).returncode == 0


def test_a_calendar_without_deadlines_says_so(aeo: Aeo) -> None:
    nothing = b'{"enterprise": {}}'
    done = aeo("check", "-", "-o", "x.ics", stdin=nothing)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"x.ics: the calendar is empty: no time limit with dates to show\n"
    assert aeo("check", "-", "-o", "x.ics", "-q", stdin=nothing).stderr == b""


NO_DAYS = [
    "2026-03-02T00:00:00+00:00",
    "2026-03-02T00:00:00",
    "20260302",
    "2026-W10-1",
    1772409600,
    True,
]
"""What Pydantic alone, or Python, would read as a day."""


@pytest.mark.parametrize("day", NO_DAYS)
def test_no_day_of_a_saved_report_is_guessed(day: Any) -> None:
    document = deepcopy(SAVED)
    document["on"] = day
    ends = {"source": None, "verified_on": None, "valid_until": day}
    document["profile"]["evidence"] = {"enterprise.roles": ends}
    with pytest.raises(InputError) as raised:
        read_again(json.dumps(document))
    assert [(str(p.place), p.expected and p.expected.en) for p in raised.value.problems] == [
        ("on", "a date, YYYY-MM-DD"),
        ('profile.evidence."enterprise.roles".valid_until', "a date, YYYY-MM-DD"),
    ]


def test_a_day_out_of_range_hides_no_problem_of_the_profile() -> None:
    document = deepcopy(SAVED)
    document["on"] = "2100-01-01"
    document["profile"]["enterprise"]["credit_level"] = "gold"
    with pytest.raises(InputError) as raised:
        read_again(json.dumps(document))
    assert [str(problem.place) for problem in raised.value.problems] == [
        *("on", "profile.enterprise.credit_level"),
    ]


def test_a_line_of_a_condition_with_a_bound_that_is_no_date_names_the_true_cause() -> None:
    line = {"fact": "item.x", "at_least": "soon", "truth": "unknown", "value": None}
    document = deepcopy(SAVED)
    document["measures"][0]["provisions"][0]["because"] = line
    with pytest.raises(InputError) as raised:
        read_again(json.dumps(document))
    assert any(
        "a whole number, or a date" in (p.expected or p.found).en for p in raised.value.problems
    )


@pytest.mark.parametrize(
    "key", ["measures[0]", "measures[99]", "measures[" + "9" * 5000 + "]", "a b"]
)
def test_an_unknown_key_is_not_taken_for_a_place(key: str) -> None:
    with pytest.raises(InputError) as raised:
        read_again(json.dumps({**SAVED, key: 1}))
    (problem,) = raised.value.problems
    assert problem.place == f'"{key}"'
