"""How a difference is told: at a terminal in both languages, and as data."""

import json
import re
from copy import deepcopy
from datetime import date
from itertools import chain, product
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.report import Report
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.comparison.causes import (
    CalendarCause,
    CatalogueCause,
    DayCause,
    DetailCause,
    EvidenceCause,
    FactCause,
    InconsistencyCause,
    ItemCause,
    Part,
    ToolCause,
)
from aeo_cli.documents.model import Model
from aeo_cli.documents.text import Lang, both
from aeo_cli.documents.validation import validate
from aeo_cli.presentation.formats.terminal import differ
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.catalogue_changes import CatalogueChanges
from aeo_cli.presentation.wording.causes import DifferenceWords
from aeo_cli.presentation.wording.dates import edition_words
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.profile.reader import read_profile
from tests.comparison.conftest import (
    APPLICANT,
    CATALOGUE,
    CERTIFIED,
    ON,
    again,
    another,
    between,
    made,
    of,
)
from tests.conftest import LOTUS_BAY, Aeo, Golden, Prints
from tests.editions import edition
from tests.presentation.conftest import of_lotus_bay


@pytest.fixture(scope="module")
def schema() -> Any:
    from aeo_cli.cli.commands.schema import SchemaName, schema  # noqa: PLC0415

    return schema(SchemaName.DIFFERENCE, CATALOGUE)


GOLDENS = {
    "whatif-aeo": ("whatif", *of_lotus_bay("broker"), "--preset", "aeo"),
    "whatif-loss": ("whatif", *of_lotus_bay("grower"), "--preset", "loss"),
    "whatif-more": (
        "whatif",
        *of_lotus_bay("grower"),
        *("--add", "sampling", "--set", "business.7.direction=import"),
        *("--set", "business.7.batches=3", "--unset", "business[ZM-1].accepted_on"),
    ),
}


@pytest.mark.parametrize("name", GOLDENS)
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 100])
def test_a_what_if_is_told_as_it_should_be(
    name: str, lang: str, columns: int, prints: Prints, golden: Golden
) -> None:
    golden(f"{name}.{lang}.{columns}.txt", prints(*GOLDENS[name], "--lang", lang, columns=columns))


@pytest.mark.parametrize("name", GOLDENS)
def test_a_what_if_is_data(name: str, prints: Prints, golden: Golden, schema: Any) -> None:
    text = prints(*GOLDENS[name], "--json")
    golden(f"{name}.json", text)
    jsonschema.validate(json.loads(text), schema)


@pytest.fixture
def compared(tmp_path: Path) -> Path:
    """Return a folder with a report of another catalogue and day, and the profile as it is now."""
    text = LOTUS_BAY.read_text(encoding="utf-8")
    for old, new in (
        (
            '"at_most", value = 5, unit = "working_day"',
            '"at_most", value = 7, unit = "working_day"',
        ),
        ('item.batches", at_least = 2', 'item.batches", at_least = 3'),
        ('en = "The notice announces more answers', 'en = "The notice promises more answers'),
    ):
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "other.toml").write_text(text, encoding="utf-8")
    permit = {"id": "ZM-1", "kind": "plant_permit", "special_circumstances": False}
    sampling = {"id": "CY-1", "kind": "sampling", "direction": "import", "batches": 2}
    items = [permit | {"accepted_on": "2026-03-02"}, sampling]
    before = {"enterprise": {"credit_level": "regular"}, "business": items}
    after = {"ref": "client-7", "enterprise": {"credit_level": "advanced_certified"}}
    report = made(before, catalogue=load_catalogue(str(tmp_path / "other.toml")))
    (tmp_path / "old.json").write_text(report.model_dump_json(indent=2), encoding="utf-8")
    new_profile = after | {"business": [*items, {"kind": "enquiry"}]}
    (tmp_path / "new.json").write_text(json.dumps(new_profile), encoding="utf-8")
    return tmp_path


DIFF = ("diff", "old.json", "new.json", "--on", "2026-03-09", "--catalogue", str(LOTUS_BAY))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 100])
def test_a_difference_is_told_as_it_should_be(
    lang: str, columns: int, compared: Path, aeo: Aeo, golden: Golden
) -> None:
    done = aeo(*DIFF, "--lang", lang, COLUMNS=str(columns), cwd=compared)
    text = done.stdout.decode()
    version = json.loads((compared / "old.json").read_text("utf-8"))["catalogue"]["version"]
    golden(f"diff.{lang}.{columns}.txt", text.replace(version, "VERSION"))


def test_a_difference_is_data(compared: Path, aeo: Aeo, schema: Any) -> None:
    words = (*DIFF, "--json")
    done = aeo(*words, cwd=compared)
    document = json.loads(done.stdout)
    jsonschema.validate(document, schema)
    assert (document["before"]["source"], document["before"]["unaltered"]) == ("report", None)
    assert (document["after"]["source"], document["after"]["ref"]) == ("profile", "client-7")
    assert aeo(*words, cwd=compared).stdout == done.stdout
    assert aeo(*words, "-o", "d.json", cwd=compared).stdout == b""
    assert (compared / "d.json").read_bytes() == done.stdout


def what(cause: type[Model], **parts: Any) -> Any:
    return cause.model_validate(parts)


DAYS = {"valid_until": "2026-03-10"}
PAST, NEXT = (
    {"source": "Ms Wang", "verified_on": "2026-01-05", "valid_until": "2026-03-01"},
    {"source": "Mr Li", "verified_on": None, "valid_until": None},
)
CAUSES = [
    FactCause(fact="enterprise.credit_level", before="regular", after="advanced_certified"),
    FactCause(fact="business[0].special_circumstances", before=None, after=False),
    FactCause(fact="enterprise.of_another_catalogue", before=1, after=("x", "y")),
    what(
        ItemCause, index={"before": None, "after": 0}, id="SG-1", business="special_goods_approval"
    ),
    what(ItemCause, index={"before": 1, "after": None}, id="DZ-1", business="no_such_kind"),
    DetailCause(name="ref", before=None, after="client-7"),
    DetailCause(name="business[0].note", before="old", after="new"),
    what(EvidenceCause, fact="enterprise.credit_level", before=PAST, after=NEXT),
    what(EvidenceCause, fact="business[0].special_circumstances", before=None, after=NEXT),
    what(DayCause, fact="enterprise.roles", before="2026-03-02", after="2026-03-11", **DAYS),
    what(DayCause, fact="enterprise.roles", before="2026-03-11", after="2026-03-02", **DAYS),
    CalendarCause(before=ChineseCalendar(2025).reference, after=ChineseCalendar(2026).reference),
    ToolCause(before="aeo 0.0.9", after="aeo 0.1.0"),
    InconsistencyCause(side="before"),
    InconsistencyCause(side="after"),
]
OLDER, NEWER = {"zh": "旧", "en": "old"}, {"zh": "新", "en": "new"}
LIMIT = {"nature": "authority_deadline", "from": {"value": 20, "unit": "working_day"}}
CITED = {
    "document": OLDER,
    "confirmed": True,
    "issuer": None,
    "document_number": None,
    "address": None,
    "section": "四",
    "number": "25",
    "date": "2023-11-09",
}
CAVEAT = {"zh": "注意", "en": "mind", "confirmed": False, "source": None}
PARTS: dict[Part, tuple[Any, Any]] = {
    Part.ITSELF: (None, "25b"),
    Part.MEASURE: (OLDER, NEWER),
    Part.ENTITLED: (
        {"fact": "enterprise.credit_level", "is": "regular"},
        {"any": [{"fact": "enterprise.roles", "has": "other"}, {"not": {"all": []}}]},
    ),
    Part.STANDING: (True, False),
    Part.BUSINESS: (None, "special_goods_approval"),
    Part.TRIGGERED: (None, {"fact": "item.accepted_on", "at_least": "2026-01-01"}),
    Part.EFFECT: (
        LIMIT | {"to": {"comparator": "at_most", "value": 7, "unit": "working_day"}},
        LIMIT | {"to": {"comparator": "at_most", "value": 5, "unit": "working_day"}},
    ),
    Part.RUNS_FROM: ("filed_on", "accepted_on"),
    Part.OFFICE_HOURS: (
        {"opens": "09:00:00", "closes": "17:00:00", "confirmed": False},
        {"opens": "08:30:00", "closes": "17:30:00", "confirmed": True},
    ),
    Part.ROUTE: ("automatic", "on_application"),
    Part.FORCE: ("firm", "may"),
    Part.SUMMARY: (OLDER, {"zh": "旧", "en": "new"}),
    Part.HOW: (None, {"text": NEWER, "channel": NEWER}),
    Part.OTHERWISE: (OLDER, None),
    Part.CITATION: (CITED | {"section": None}, CITED),
    Part.CAVEATS: ([CAVEAT], [CAVEAT, CAVEAT | {"source": NEWER}]),
}


@pytest.mark.parametrize("lang", Lang)
def test_each_cause_and_each_part_is_told_as_it_should_be(lang: Lang, golden: Golden) -> None:
    assert set(PARTS) == set(Part)
    assert {type(one) for one in CAUSES} == {
        FactCause,
        ItemCause,
        DetailCause,
        EvidenceCause,
        DayCause,
        CalendarCause,
        ToolCause,
        InconsistencyCause,
    }
    sides = (made(APPLICANT), made(CERTIFIED))
    parts = [
        CatalogueCause(provision="25b", part=part, before=before, after=after)
        for part, (before, after) in PARTS.items()
    ]
    parts.append(CatalogueCause(provision="33", part=Part.ITSELF, before="33", after=None))
    found = between(*sides).model_copy(update={"inputs": (*CAUSES, *parts)})
    words = DifferenceWords(found, sides, CATALOGUE, lang)
    revisions = CatalogueChanges(words)
    told = [words.cause(one) for one in (*CAUSES, *parts)]
    told += ["", *chain(*([heading, *map(str, lines)] for heading, lines in revisions.lines()))]
    golden(f"causes.{lang}.txt", "\n".join(told) + "\n")


def test_the_old_force_is_told_of_the_old_side(tmp_path: Path) -> None:
    firm = another(tmp_path, of("25b", 'force = "may"', 'force = "firm"'))
    late = deepcopy(CERTIFIED)
    late["business"][0]["accepted_on"] = "2026-03-03"
    pair = (made(CERTIFIED, catalogue=firm), made(late))
    text = told(pair)
    assert "shortened 2026-03-09 Mon → target 2026-03-10 Tue" in text
    assert "- time limit for customs: 20 → at most 5 working days" not in text  # it is the same
    assert "because of: the catalogue" not in text
    assert "because of: SG-1: date of acceptance: 2026-03-02 → 2026-03-03" in text


def digest(pair: tuple[Report, Report], lang: Lang, *, supposed: bool = False) -> DifferenceDigest:
    return DifferenceDigest(between(*pair), pair, CATALOGUE, lang, supposed=supposed)


def told(pair: tuple[Report, Report], *, supposed: bool = False) -> str:
    """Return a difference in English, in one line, without rules."""
    page = Page(Lang.EN, 300, colour=False)
    text = differ(digest(pair, Lang.EN, supposed=supposed), page)
    return " ".join(text.replace("─", "").split())


def test_of_two_suppositions_it_is_told_which_did_what() -> None:
    other = deepcopy(APPLICANT)
    other["enterprise"]["credit_level"] = "advanced_certified"
    other["business"][0]["special_circumstances"] = True
    text = told((made(APPLICANT), made(other)), supposed=True)
    assert "25a no longer applies" in text
    assert "because of: SG-1: special circumstances: no → yes" in text
    assert "because of: customs credit level: regular enterprise → advanced" in text
    one = deepcopy(APPLICANT) | {"enterprise": other["enterprise"]}
    assert "because of" not in told((made(APPLICANT), made(one)), supposed=True)


def test_a_date_that_moved_because_of_the_calendar_is_told_so() -> None:
    profile = deepcopy(CERTIFIED)
    profile["business"][0]["accepted_on"] = "2026-02-10"
    before = assess(CATALOGUE, read_profile(profile, CATALOGUE), ChineseCalendar(2025), ON)
    text = told((again(before), made(profile)))
    editions = [edition_words(ChineseCalendar(year).reference).en for year in (2025, 2026)]
    assert f"the working-day calendar: {' → '.join(editions)}" in text
    assert "because of" not in text  # nothing else differs
    assert text.count("its answers match its profile") == 2
    with edition({date(2026, 2, 24): False}):
        extended = again(assess(CATALOGUE, read_profile(profile, CATALOGUE), ChineseCalendar(), ON))
    text = told((extended, made(profile)))
    assert "its dates were calculated with another edition of the calendar and cannot" in text


def test_what_became_of_an_item_whose_open_facts_alone_changed() -> None:
    profile = deepcopy(APPLICANT) | {"enterprise": {"credit_level": "advanced_certified"}}
    for fact in ("final_approval_delegated", "meets_conditions"):
        del profile["business"][1][fact]
    known = deepcopy(profile)
    known["business"][1]["meets_conditions"] = True
    text = told((made(profile), made(known)), supposed=True)
    assert "26d still undetermined no longer depends on: meets the conditions for the" in text


def test_no_fact_and_no_item_is_called_by_its_path() -> None:
    item = {"kind": "special_goods_approval"}
    level = {"enterprise": {"credit_level": "advanced_certified"}}
    old, new = (
        made(level | {"business": [{**item, "special_circumstances": False}]}),
        made(level | {"business": [item, item]}),
    )
    for pair in ((old, new), (new, old)):
        assert not re.search(r"(enterprise|readings|business\[\d+\])\.[a-z]", told(pair))


def test_an_item_that_came_up_comes_with_both_ends_and_one_gone_is_told_so() -> None:
    level = {"enterprise": {"credit_level": "advanced_certified"}}
    goods, quarantine, _ = ({**one} for one in APPLICANT["business"])
    for one in (goods, quarantine):
        del one["id"]
    old, new = (made(level | {"business": [one]}) for one in (goods, quarantine | ACCEPTED))
    text = told((old, new))
    assert "26d now applies · available shortened 2026-03-16 Mon (ordinary 2026-03-30 Mon)" in text
    assert "● former item 1 special-goods approval" in text
    assert "25b its business is no longer pending working days saved: 15" in text
    assert "working days saved: 15 (target, not guaranteed) → 0" in text
    assert "Items without an id are matched by position" in text
    assert "matched by their place" not in told((old, new), supposed=True)


ACCEPTED = {"accepted_on": "2026-03-02"}


def test_what_is_open_is_neither_lost_nor_had() -> None:
    certified = deepcopy(APPLICANT) | {"enterprise": {"credit_level": "certified"}}
    text = told((made(CERTIFIED), made(certified)), supposed=True)
    assert "25b now undetermined" in text
    ordinary = "ordinary 2026-03-30 Mon (undetermined; sooner if it applies)"
    assert f"target 2026-03-09 Mon → {ordinary}" in text
    assert "15 (target, not guaranteed) → 0 to 15 (undetermined; target, not guaranteed)" in text
    goods = {"kind": "special_goods_approval"}
    regular, level = ({"enterprise": {"credit_level": one}} for one in ("regular", "certified"))
    said = {"readings": {"certified_counts_as_aeo": True}}
    pair = (made(level | {"business": [goods]}), made(level | said | {"business": [goods]}))
    perhaps = "Now open to you; it is unclear whether your business matches (1 provision) 25b"
    assert perhaps in told(pair, supposed=True)
    none = told((made(regular | {"business": [goods]}), made(level | said)), supposed=True)
    assert perhaps not in none


def test_a_supposed_fact_is_told_though_its_evidence_has_expired() -> None:
    expired = deepcopy(APPLICANT) | {
        "evidence": {"enterprise.credit_level": {"source": "x", "valid_until": "2026-03-01"}}
    }
    level = deepcopy(APPLICANT) | {"enterprise": {"credit_level": "advanced_certified"}}
    text = told((made(expired), made(level)), supposed=True)
    changed = "unknown (the evidence expired on 2026-03-01) → advanced certified enterprise"
    assert f"Assumptions · customs credit level: {changed}" in text
    assert "The assumptions count as true from the start." in text
    perhaps = (
        "whether the ordinary rule is available is undetermined → shortened 2026-03-07 Sat 14:00"
    )
    assert perhaps in text
    certified = deepcopy(level) | {"enterprise": {"credit_level": "certified"}}
    later = "ordinary 2026-03-06 Fri 22:00 (file by 2026-03-06 Fri) (undetermined; later if"
    assert later in told((made(certified), made(level)), supposed=True)
    partly = "10 to 25 (undetermined; 0 to 15 of them a target, not guaranteed)"
    said = {"enterprise": {"credit_level": "advanced_certified"}}
    open_ = deepcopy(APPLICANT) | said
    del open_["business"][0]["special_circumstances"]
    assert partly in told((made(APPLICANT), made(open_)), supposed=True)


def test_past_dates_are_marked_as_past() -> None:
    late = date(2026, 3, 20)
    regular = deepcopy(CERTIFIED) | {"enterprise": {"credit_level": "regular"}}
    text = told((made(regular, late), made(CERTIFIED, late)), supposed=True)
    assert "ordinary 2026-03-30 Mon → target 2026-03-09 Mon (past)" in text


HOSTILE = "\x1b[31m[bold]red\u202e"


FREE = {"zh", "en", "note", "ref", "source", "version", "definition", "section", "number"}


def spoiled(value: Any) -> Any:
    """Return a report with every free text in it made hostile."""
    if isinstance(value, list):
        return [spoiled(one) for one in value]
    if not isinstance(value, dict):
        return value
    found = {
        key: HOSTILE if key in FREE and isinstance(one, str) else spoiled(one)
        for key, one in value.items()
    }
    if {"provisions", "route"} & {*value}:
        found["id"] = f"{value['id']}{HOSTILE}"
    return found


def test_no_text_of_a_report_acts_on_the_terminal() -> None:
    written = json.loads(made(APPLICANT).model_dump_json())
    document = spoiled(written) | {"calendar": written["calendar"]}  # its form is checked
    open_fact = {"fact": f"enterprise.{HOSTILE}", "settles": 1, "known_by": "customs"}
    document["open_facts"].append(open_fact)
    report = validate(Report, document, both("x", "x"))
    for lang, pair in product(Lang, ((report, made(CERTIFIED)), (made(CERTIFIED), report))):
        text = differ(digest(pair, lang), Page(lang, 100, colour=False))
        assert not {"\x1b", "\u202e"} & set(text)
        assert "\\x1b[31m[bold]red\\u202e" in "".join(text.split())
