"""`aeo explain`: what a measure says, how each line came out, how its dates were counted."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar, add_working_days
from aeo_cli.assessment.deadlines import DeadlineCounter, day_runs
from aeo_cli.assessment.report import Report
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.effects import Effect, Unit
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.modality import Force
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.search import Subject, subjects
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats.terminal import explain
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.catalogue import CatalogueWords
from aeo_cli.presentation.wording.conditions import ConditionLine, Outline
from aeo_cli.presentation.wording.day_count import counting_steps
from aeo_cli.presentation.wording.explanation import Explanation
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.presentation.wording.requirements import advice
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.conditions import comparisons
from aeo_cli.rules.dates import SHANGHAI
from aeo_cli.rules.kleene import Truth
from tests.conftest import LOTUS_BAY, ROOT, Aeo, Golden, Prints, told
from tests.presentation.conftest import of_lotus_bay
from tests.strategies import profiles

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()
WORDS = CatalogueWords(CATALOGUE, Lang.EN)
BAY = load_catalogue(str(LOTUS_BAY))
ON = date(2026, 3, 2)
SUBJECTS = subjects(CATALOGUE)
GOLDENS = {  # the golden's name: words
    "explain-4": ("4", *of_lotus_bay("grower")[1:3]),
    "explain-2-grower": ("2", *of_lotus_bay("grower")),
    "explain-3-grower": ("3", *of_lotus_bay("grower")),
    "explain-3-trader": ("3", *of_lotus_bay("trader")),
    "explain-1-broker": ("1", *of_lotus_bay("broker")),
    "explain-3-broker": ("3", *of_lotus_bay("broker")),  # what it would take is a bound
    "explain-4-trader": ("4", *of_lotus_bay("trader")),  # what is fixed stands in the way
}


@pytest.mark.parametrize("name", GOLDENS)
@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("columns", [60, 100])
def test_the_explanation(
    name: str, lang: Lang, columns: int, prints: Prints, golden: Golden
) -> None:
    text = prints("explain", *GOLDENS[name], "--lang", lang, columns=columns)
    golden(f"{name}.{lang}.{columns}.txt", text)


@pytest.mark.parametrize("name", ["explain-4", "explain-3-trader"])
def test_the_explanation_as_json(name: str, prints: Prints, golden: Golden) -> None:
    golden(f"{name}.json", prints("explain", *GOLDENS[name], "--json"))


def test_with_a_profile_the_json_is_the_report_with_that_measure_only(prints: Prints) -> None:
    words = ("examples/chip-maker.toml", "--on", "2026-03-02", "--json")
    whole = json.loads(prints("check", *words))
    for asked in ("2", "2b", "27"):
        alone = json.loads(prints("explain", asked, *words))
        number = int(asked.rstrip("b"))
        expected = [m for m in whole["measures"] if m["number"] == number]
        assert alone == {**whole, "measures": expected}


def test_without_a_profile_the_json_is_the_measure_of_the_catalogue(prints: Prints) -> None:
    listed = json.loads(prints("measures", "--json"))["measures"]
    schema = json.loads(prints("schema", "measures"))
    for asked in ("2", "2b", "27"):
        alone = json.loads(prints("explain", asked, "--json"))
        jsonschema.validate(alone, schema)
        (measure,) = alone["measures"]
        assert measure in listed
        assert measure["number"] == int(asked.rstrip("b"))


@pytest.mark.parametrize("lang", Lang)
def test_every_measure_is_explained_line_by_line(lang: Lang) -> None:
    """Each comparison of each condition stands there, with its question and the fact's name."""
    for asked, subject in SUBJECTS.items():
        text = explain(Explanation(subject, None, CATALOGUE, CALENDAR, lang), Page(lang, 1000))
        for provision in subject.provisions:
            assert provision.summary[lang] in text
            assert all(caveat[lang] in text for caveat in provision.caveats)
            facts = {**CATALOGUE.facts(), **CATALOGUE.item_facts(provision.kind)}
            for condition in (provision.entitled, provision.triggered):
                for line in comparisons(condition, CATALOGUE.conditions):
                    assert facts[line.fact].question[lang] in text, asked
                    assert line.fact in text


def lines(line: ConditionLine) -> Iterator[ConditionLine]:
    yield line
    for part in line.parts:
        yield from lines(part)


def test_every_line_has_a_truth_and_the_value_that_it_met() -> None:
    level = {"enterprise": {"credit_level": "certified"}}
    words = ReportWords(
        assess(CATALOGUE, read_profile(level, CATALOGUE), CALENDAR, ON), CATALOGUE, Lang.EN
    )
    (answer,) = (
        provision
        for m in words.report.measures
        for provision in m.provisions
        if provision.id == "27"
    )
    whole = Outline(words.words, judged=True).line(answer.because)
    level_is = "customs credit level: certified enterprise; must be"
    assert [tuple(line)[:2] for line in lines(whole)] == [
        (Truth.UNKNOWN, f"{label('aeo_in_announcements')}: any of the following"),
        (Truth.FALSE, f"{level_is} advanced certified enterprise"),
        (Truth.UNKNOWN, "all of the following"),
        (Truth.TRUE, f"{level_is} certified enterprise"),
        (Truth.UNKNOWN, f"{reading('certified_counts_as_aeo')}: unknown; must be yes"),
        (Truth.UNKNOWN, f"{reading('certified_in_announcements')}: unknown; must be yes"),
    ]
    assert [line.is_decisive for line in lines(whole)] == [True, False, True, False, True, True]


def label(definition: str) -> str:
    return CATALOGUE.definitions[definition].label.en


def reading(name: str) -> str:
    return CATALOGUE.readings[name].label.en


LONG: dict[str, Any] = {
    "enterprise": {"credit_level": "advanced_certified"},
    "business": [
        {
            "kind": "plant_permit",
            "id": "海" * 28 + "plant_permit",
            "special_circumstances": False,
            "accepted_on": "2026-09-28",
        },
        {
            "kind": "appointment",
            "id": "海" * 28 + "appointment",
            "goods": "fresh_leaf",
            "booked_for": "2026-03-07T22:00",
        },
        {"kind": "sampling", "id": "海" * 28 + "sampling"},
    ],
}


@pytest.mark.parametrize("lang", Lang)
def test_nothing_is_lost_and_no_line_is_too_wide(lang: Lang, lotus_bay: Catalogue) -> None:
    """At the narrowest width, and at those beside which the layout is another."""
    profile = read_profile(LONG, lotus_bay)
    report = assess(lotus_bay, profile, CALENDAR, ON)
    for outcome in (None, (report, Situation(lotus_bay, profile, ON))):
        for subject in subjects(lotus_bay).values():
            assert_fits(subject, outcome, lotus_bay, lang, (40, 50, 54, 60, 80, 160))


@pytest.mark.parametrize("lang", Lang)
def test_nothing_of_a_measure_is_lost_where_the_page_is_narrowest(lang: Lang) -> None:
    for measure in CATALOGUE.measures:
        assert_fits(SUBJECTS[str(measure.number)], None, CATALOGUE, lang, (40,))


def assert_fits(
    subject: Subject,
    outcome: tuple[Report, Situation] | None,
    catalogue: Catalogue,
    lang: Lang,
    widths: tuple[int, ...],
) -> None:
    """Compare an explanation on pages of some widths with the one that breaks no line."""
    explanation = Explanation(subject, outcome, catalogue, CALENDAR, lang)
    whole = told(explain(explanation, Page(lang, 1000)))
    for width in widths:
        text = explain(explanation, Page(lang, width))
        assert told(text) == whole
        assert all(cell_len(line) <= width for line in text.splitlines())


def test_a_definition_may_stand_in_a_trigger_and_under_not(aeo: Aeo, tmp_path: Path) -> None:
    own = (ROOT / "data" / "measures.toml").read_text(encoding="utf-8")
    condition = '{ not = { any = [{ fact = "item.on_site", is = true }] } }'
    old = 'triggered = { fact = "item.on_site", is = true }'
    assert own.count(old) == 1
    (tmp_path / "mine.toml").write_text(own.replace(old, f"triggered = {condition}"), "utf-8")
    item = '[enterprise]\ncredit_level="advanced_certified"\n[[business]]\n'
    profile = f'{item}kind="counter_formality"\non_site=true'.encode()
    words = ("1", "-", "--catalogue", "mine.toml")
    text = aeo("explain", *words, stdin=profile).stdout.decode()
    assert "not met · the following must not be met" in text
    assert "met · must be done on site: yes; must be yes" in text
    report = aeo("check", "--full", *words[1:], stdin=profile).stdout.decode()
    assert "must not be: must be done on site: yes" in report


@given(profile=profiles, lang=st.sampled_from(Lang))
def test_what_it_would_take_names_each_owner_rightly(profile: dict[str, Any], lang: Lang) -> None:
    """An item stands before its own facts alone, and not before them in a paragraph about it."""
    for index, item in enumerate(profile.get("business", ())):
        item["id"] = f"NO-{index}"
    situation = Situation(BAY, read_profile(profile, BAY), ON)
    items = [{"id": item.id, "kind": item.kind} for item in situation.profile.business]
    words = CatalogueWords(BAY, lang, items)
    others = [words.fact_label(name) for name in BAY.facts()]
    for _, provision in BAY.provisions():
        for opening, options in advice(provision, situation, words):
            for option in [opening, *(option for _, option in options)]:
                for name in re.findall(r"NO-\d", option):
                    assert not any(
                        f"{name}{between}{label}" in option
                        for between in (" ", ": ", "：")
                        for label in (name, *others)
                    ), option
                    assert option == opening or not opening.startswith(name), option


def test_what_the_enterprise_alone_would_change_names_the_items_that_it_helps() -> None:
    items = [
        {"kind": "plant_permit", "special_circumstances": special} for special in (True, False)
    ]
    document = {"enterprise": {"credit_level": "regular"}, "business": items}
    situation = Situation(BAY, read_profile(document, BAY), ON)
    words = CatalogueWords(BAY, Lang.EN, [{"id": None, **item} for item in items])
    provision = next(provision for _, provision in BAY.provisions() if provision.id == "2b")
    ((_, options),) = advice(provision, situation, words)
    level = "customs credit level: advanced certified enterprise (now: regular enterprise)"
    assert f"{level}; it then applies to quarantine approval of plants, item 2" in options[0][1]


def test_what_has_expired_is_told(aeo: Aeo) -> None:
    evidence = '[evidence."enterprise.credit_level"]\nvalid_until=2026-01-01'
    profile = f'[enterprise]\ncredit_level="advanced_certified"\n{evidence}'.encode()
    text = aeo("explain", "25b", "-", "--on", "2026-03-02", stdin=profile).stdout.decode()
    assert "customs credit level: unknown" in text
    assert "expired after 2026-01-01, before the day of" in " ".join(text.split())


# Counted days


def test_holidays_and_make_up_days_are_named_on_the_way() -> None:
    effect = next(
        provision.effect for _, provision in CATALOGUE.provisions() if provision.id == "25b"
    )
    limit = DeadlineCounter(CATALOGUE, CALENDAR).deadline(effect, date(2026, 9, 28))
    assert limit
    assert effect
    steps = list(counting_steps(limit, effect, Force.FIRM, CALENDAR, WORDS))
    assert [tuple(count) for count in steps][:7] == [
        ("", "2026-09-28 Mon", "start day, not counted"),
        ("1–2", "2026-09-29 Tue to 2026-09-30 Wed", ""),
        ("", "2026-10-01 Thu to 2026-10-07 Wed", "holiday: National Day"),
        ("3–4", "2026-10-08 Thu to 2026-10-09 Fri", ""),
        ("5", "2026-10-10 Sat", "make-up working day for National Day, shortened"),
        ("", "2026-10-11 Sun", "weekend"),
        ("6–10", "2026-10-12 Mon to 2026-10-16 Fri", ""),
    ]
    assert steps[-1] == ("20", "2026-10-30 Fri", "ordinary")


@pytest.mark.parametrize(("shortened", "standard"), [(5, 5), (0, 20), (0, 0)])
def test_an_end_on_the_first_day_is_told_and_one_that_is_not_shortened_once(
    shortened: int, standard: int
) -> None:
    limit = Effect.model_validate(
        {
            "nature": "authority_deadline",
            "from": {"value": standard, "unit": "working_day"},
            "to": {"comparator": "at_most", "value": shortened, "unit": "working_day"},
        }
    )
    dates = DeadlineCounter(CATALOGUE, CALENDAR).deadline(limit, date(2026, 3, 2))
    assert dates
    notes = [step.note for step in counting_steps(dates, limit, Force.MAY, CALENDAR, WORDS)]
    assert sum("target" in note for note in notes) == (shortened < standard)
    assert sum("ordinary" in note for note in notes) == 1


@given(st.dates(date(2019, 1, 1), date(2030, 12, 31)), st.integers(1, 30), st.integers(1, 30))
def test_the_runs_are_every_day_on_the_way_once(start: date, days: int, stop: int) -> None:
    end = add_working_days(start, days, CALENDAR)
    stops = frozenset({end, add_working_days(start, min(stop, days), CALENDAR)})
    runs = list(day_runs(start, end, stops, CALENDAR))
    day, number = start, 0
    for run in runs:
        assert run.first == day + timedelta(days=1)
        while day < run.last:
            day += timedelta(days=1)
            assert CALENDAR.is_working_day(day) == bool(run.numbers)
            assert CALENDAR.holiday(day) == run.holiday
            number += CALENDAR.is_working_day(day)
            assert day not in stops or day == run.first == run.last
        assert run.numbers is None or run.numbers[1] == number
    assert (day, number) == (end, days)


def test_past_the_published_years_a_holiday_is_named_too() -> None:
    name = CALENDAR.holiday(date(CALENDAR.last_published_year + 1, 10, 1))
    assert name
    assert (name.zh, name.en) == ("国庆节", "National Day")


def test_what_has_no_date_says_so(aeo: Aeo) -> None:
    level = '[enterprise]\ncredit_level="advanced_certified"\n[[business]]\n'
    item = 'kind="special_goods_approval"\nspecial_circumstances=false\n'
    done = aeo("explain", "25b", "-", stdin=(level + item).encode())
    assert b"date of acceptance: not given, so no date can be calculated" in done.stdout
    assert b"How the dates are counted" not in done.stdout


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


MONTH = Unit.model_validate(
    {
        "counts": "month",
        "name": {"zh": "月", "en": "months"},
        "words": {"zh": "{n} 个月", "en": "{n} months"},
        "one": {"zh": "{n} 个月", "en": "{n} month"},
    }
)
CATALOGUE_OF_UNITS = CATALOGUE.model_copy(update={"units": {**CATALOGUE.units, "month": MONTH}})
OPENS_BEFORE = "the last working day on which the office opens before that time"
LIMITS: dict[
    str, tuple[dict[str, Any], date, list[tuple[str, ...]]]
] = {  # of other units: the effect, from when, and each step but the first
    "months": (
        {"nature": "authority_deadline", "unit": "month", "from": 3, "to": 1},
        date(2026, 1, 31),
        [("1 month after", "2026-02-28 Sat", "shortened"), ("3 months after", "2026-04-30 Thu")],
    ),
    "days": (
        {"nature": "authority_deadline", "unit": "day", "from": 30, "to": 30},
        date(2026, 3, 2),
        [("30 days after", "2026-04-01 Wed", "ordinary")],
    ),
    "hours": (
        {"nature": "authority_deadline", "unit": "hour", "from": 48, "to": 6},
        moment("2026-03-02T10:30"),
        [
            ("6 hours after", "2026-03-02 Mon 16:30", "shortened"),
            ("48 hours after", "2026-03-04 Wed 10:30", "ordinary"),
        ],
    ),
    "a notice in working days": (
        {"nature": "applicant_notice", "unit": "working_day", "from": 2, "to": 1},
        moment("2026-03-10T18:30"),
        [
            ("1 working day before", "2026-03-09 Mon 18:30", "shortened"),
            ("", "2026-03-09 Mon", OPENS_BEFORE),
            ("2 working days before", "2026-03-06 Fri 18:30", "ordinary"),
            ("", "2026-03-06 Fri", OPENS_BEFORE),
        ],
    ),
    "a notice that ends before the office opens": (
        {"nature": "applicant_notice", "unit": "hour", "from": 24, "to": 8},
        moment("2026-10-08T16:30"),
        [
            ("8 hours before", "2026-10-08 Thu 08:30", "shortened"),
            ("", "2026-10-08 Thu", "the notice period ends before the office opens"),
            ("", "2026-10-01 Thu to 2026-10-07 Wed", "holiday: National Day"),
            ("", "2026-09-30 Wed", OPENS_BEFORE),
            ("24 hours before", "2026-10-07 Wed 16:30", "ordinary"),
            ("", "2026-10-01 Thu to 2026-10-07 Wed", "holiday: National Day"),
            ("", "2026-09-30 Wed", OPENS_BEFORE),
        ],
    ),
    "a notice that ends before it opens to make up for a holiday": (
        {"nature": "applicant_notice", "unit": "hour", "from": 8, "to": 8},
        moment("2026-10-10T16:30"),
        [
            ("8 hours before", "2026-10-10 Sat 08:30", "ordinary"),
            (
                "",
                "2026-10-10 Sat",
                (
                    "make-up working day for National Day, the notice period ends before the "
                    "office opens"
                ),
            ),
            ("", "2026-10-09 Fri", OPENS_BEFORE),
        ],
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_each_unit_is_counted_as_what_it_is(name: str) -> None:
    fields, start, expected = LIMITS[name]
    unit = fields["unit"]
    effect = Effect.model_validate(
        {
            "nature": fields["nature"],
            "from": {"value": fields["from"], "unit": unit},
            "to": {"comparator": "at_most", "value": fields["to"], "unit": unit},
        }
    )
    deadline = DeadlineCounter(CATALOGUE, CALENDAR).deadline(effect, start)
    assert deadline
    words = CatalogueWords(CATALOGUE_OF_UNITS, Lang.EN)
    first, *steps = counting_steps(deadline, effect, Force.FIRM, CALENDAR, words)
    assert first.number == ""
    assert [tuple(step)[: len(one)] for step, one in zip(steps, expected, strict=True)] == expected
