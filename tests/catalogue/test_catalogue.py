"""The catalogue file: what this one holds, and what any is refused for."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import tomli

from aeo_cli.catalogue.invariants import INVARIANTS
from aeo_cli.catalogue.loader import default_catalogue_path, load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError
from aeo_cli.documents.text import Text
from tests.conftest import LOTUS_BAY

ROOT = Path(__file__).parents[2]
SOURCE = default_catalogue_path().read_text(encoding="utf-8")
BAY = LOTUS_BAY.read_text(encoding="utf-8")
IDS = (  # noqa: SIM905  a list of words reads best as words
    "1 2a 2b 3 4 5 6 7a 7b 8 9 10 11 12 13 14 15a 15b 16a 16b 17 18 19 20 21 22a 22b 23 24 25a 25b "
    "26a 26b 26c 26d 27 28 29a 29b 30 31a 31b 32a 32b 33"
).split()


def test_it_holds_the_33_measures_and_45_provisions(catalogue: Catalogue) -> None:
    assert [measure.number for measure in catalogue.measures] == list(range(1, 34))
    assert [provision.id for _, provision in catalogue.provisions()] == IDS
    counts = Counter(measure.category for measure in catalogue.measures)
    assert list(counts.items()) == [
        ("priority", 13),
        ("fewer_controls", 7),
        ("lower_cost", 4),
        ("shorter_time", 3),
        ("service", 6),
    ]
    assert list(catalogue.categories) == list(counts)


def test_each_provision_cites_its_measure_in_its_section(catalogue: Catalogue) -> None:
    sections = dict(zip(catalogue.categories, "一二三四五", strict=True))
    for measure, provision in catalogue.provisions():
        assert provision.citation.document == "plan"
        assert provision.citation.number == str(measure.number)
        assert provision.citation.section == f"四、（{sections[measure.category]}）"


def test_seven_measures_carry_a_number(catalogue: Catalogue) -> None:
    numbered = [provision.id for _, provision in catalogue.provisions() if provision.effect]
    assert numbered == ["14", "15b", "17", "20", "25b", "26c", "26d", "27"]


def test_a_caveat_on_a_measure_of_the_plan_names_that_measure(catalogue: Catalogue) -> None:
    for measure, provision in catalogue.provisions():
        for caveat in provision.caveats:
            if caveat.source and (named := re.match("行动方案第 ([0-9]+) 条", caveat.source.zh)):
                assert int(named[1]) == measure.number
                assert f"measure {measure.number}" in caveat.source.en


def test_its_digest_is_that_of_the_file(catalogue: Catalogue) -> None:
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", catalogue.digest)
    assert load_catalogue(str(default_catalogue_path())).digest == catalogue.digest


def test_its_header_explains_the_format_in_forty_lines() -> None:
    header = SOURCE.split("\n\n", 1)[0].splitlines()
    assert all(line.startswith("#") for line in header)
    assert 20 <= len(header) <= 40


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """Write the catalogue of the tests with its first `old` replaced."""
    assert old in BAY
    path = tmp_path / "changed.toml"
    path.write_text(BAY.replace(old, new, 1), encoding="utf-8")
    return path


AEO = 'entitled = { definition = "aeo" }'
FAULTS: dict[str, tuple[str, str, str]] = {  # what is wrong: old text, new text, what is told
    "a measure's number twice": ("number = 2\n", "number = 1\n", "in the order"),
    "an id twice": ('id = "2a"', 'id = "2b"', "have the same id"),
    "a provision of another measure": ('id = "2a"', 'id = "3a"', "the number of its measure"),
    "a letter too few": ('id = "2a"', 'id = "2"', "the number of its measure"),
    "an unknown category": ('category = "shorter_time"', 'category = "shorter"', "is declared"),
    "an unknown document": ('document = "notice"', 'document = "notce"', "is declared"),
    "an unknown kind": ('kind = "sampling"', 'kind = "sample"', "is declared"),
    "an unknown definition": (AEO, 'entitled = { definition = "oea" }', "is declared"),
    "a definition of itself": (
        '{ fact = "enterprise.credit_level", is = "advanced_certified" },\n  { all',
        '{ definition = "aeo" },\n  { all',
        "refers to itself",
    ),
    "an unknown fact": ('has = "residue" }', 'has = "x" }', "suits the type"),
    "a fact in the wrong place": (
        AEO,
        'entitled = { fact = "item.special_circumstances", is = false }',
        "uses only the facts available",
    ),
    "the day in a verdict": (
        AEO,
        'entitled = { fact = "on", at_least = 2026-01-01 }',
        "available where it stands",
    ),
    "a trigger without kind": (
        'route = "automatic"\nforce = "firm"\neffect',
        ('triggered = { fact = "item.x", is = true }\nroute = "automatic"\nforce = "firm"\neffect'),
        "available where it stands",
    ),
    "an enterprise's condition on an item": (
        'triggered = { fact = "item.special_circumstances", is = false }',
        (
            'triggered = { any = [{ fact = "item.special_circumstances", is = false }, '
            '{ definition = "aeo" }] }'
        ),
        "share no facts",
    ),
    "an operator of another type": (
        '{ fact = "item.special_circumstances", is = false }',
        '{ fact = "item.special_circumstances", at_least = 1 }',
        "suits the type",
    ),
    "a value of another type": (
        '{ fact = "item.special_circumstances", is = false }',
        '{ fact = "item.special_circumstances", is = "yes" }',
        "suits the type",
    ),
    "an unknown choice": ('is = "advanced_certified" }', 'is = "gold" }', "suits the type"),
    "a preset of an unknown fact": (
        'facts = { "enterprise.credit_level" = "advanced_certified" }',
        'facts = { "enterprise.level" = "regular" }',
        "A preset sets only facts",
    ),
    "a preset with another value": (
        'facts = { "enterprise.credit_level" = "advanced_certified" }',
        'facts = { "enterprise.roles" = ["owner"] }',
        "A preset sets only facts",
    ),
    "two operators": (
        '{ fact = "item.special_circumstances", is = false }',
        '{ fact = "item.special_circumstances", is = false, has = "x" }',
        "exactly one",
    ),
    "no operator": (
        '{ fact = "item.special_circumstances", is = false }',
        '{ fact = "item.special_circumstances" }',
        "exactly one",
    ),
    "no condition": (AEO, 'entitled = { foo = "bar" }', "a condition"),
    "an empty list": (AEO, "entitled = { any = [] }", "is empty"),
    "an empty list for everyone": (AEO, "entitled = { all = [] }", "is empty"),
    "a deep nest": (
        AEO,
        "entitled = " + "{ not = " * 40 + "{ definition = 'aeo' }" + " }" * 40,
        "levels of nesting",
    ),
    "a kind without provision": (
        "[kinds.enquiry]",
        "[kinds.x]\nlabel = {zh='甲',en='x'}\n[kinds.enquiry]",
        "at least one provision",
    ),
    "a choice without choices": ('type = "set"', 'type = "boolean"', "have choices"),
    "a set without choices": ('type = "boolean"', 'type = "set"', "have choices"),
    "a format of no text": (
        'type = "text"\nformat = "uscc"',
        'type = "date"\nformat = "uscc"',
        "only text",
    ),
    "a highest that is no choice": (
        'highest = "advanced_certified"',
        'highest = "gold"',
        "highest is one",
    ),
    "an unknown format": ('format = "uscc"', 'format = "vat"', "uscc"),
    "a heading that is no fact": ('"enterprise.name", ', '"enterprise.nom", ', "heading"),
    "a unit of another nature": ('unit = "per_year"', 'unit = "hour"', "suits its nature"),
    "an unknown unit": ('unit = "per_year"', 'unit = "per_month"', "suits its nature"),
    "an unknown unit as written": ('as_written = "day"', 'as_written = "days"', "suits its nature"),
    "a baseline of another nature": (
        'value = 2, unit = "month", text',
        'value = 2, unit = "per_year", text',
        "suits its nature",
    ),
    "a cut from a percentage": (
        'effect = { nature = "authority_deadline", to = { comparator = "at_least", value = 50',
        (
            'effect = { nature = "authority_deadline", from = { value = 100, '
            'unit = "percent_reduction" }, to = { comparator = "at_least", value = 50'
        ),
        "no from",
    ),
    "a notice in months": (
        (
            'from = { value = 24, unit = "hour" }, to = { comparator = "at_least", value = 8, '
            'unit = "hour" }'
        ),
        (
            'from = { value = 24, unit = "month" }, to = { comparator = "at_least", value = 8, '
            'unit = "month" }'
        ),
        "suits its nature",
    ),
    "a dimension that is none": ('counts = "hour"', 'counts = "hours"', "one of"),
    "a nature without words": ("[natures.interval]\n", "[natures.interval_]\n", "one of"),
    "a nature that is used without words": (
        (
            '[natures.interval]\nwords = { zh = "检验周期：{change}{to}", '
            'en = "cycle of tests: {change}{to}" }'
        ),
        "",
        "Every nature in use",
    ),
    "words of a nature with another place": (
        "抽检比例：{change}",
        "抽检比例：{from}",
        "{bounded}",
    ),
    "words of a unit without the number": ('"{n} hours"', '"hours"', "contain {n}"),
    "words of a unit with half a brace": ('"{n} hours"', '"{n} hours}"', "contain {n}"),
    "an office that closes before it opens": (
        "closes = 17:30:00",
        "closes = 08:30:00",
        "opens before it closes",
    ),
    "an office that opens at a second": ("opens = 08:30:00", "opens = 08:30:01", "a time of day"),
    "an office whose hours are no time": ("opens = 08:30:00", 'opens = "half past"', "a time of"),
    "an office whose hours are a number": ("opens = 08:30:00", "opens = 30600", "a time of day"),
    "an office whose hours are a date": ("opens = 08:30:00", "opens = 2026-03-02", "a time of day"),
    "no office hours where notice is given": (
        "[office_hours]\nopens = 08:30:00\ncloses = 17:30:00\nconfirmed = true\n",
        "",
        "has office_hours",
    ),
    "a document that ends before it begins": (
        "in_force_until = 2027-12-31",
        "in_force_from = 2028-01-01\nin_force_until = 2027-12-31",
        "no later than its end",
    ),
    "a document in force before its date": (
        "in_force_from = 2024-06-01",
        "in_force_from = 2024-05-05",
        "no earlier than its date",
    ),
    "a document repealed by an unknown one": (
        'repealed_by = "new_guide"',
        'repealed_by = "newer_guide"',
        "is declared",
    ),
    "a citation of another number": (
        'section = "一、（二）", number = "2" }',
        'section = "一、（二）", number = "3" }',
        "the number of its measure",
    ),
    "a citation of another section": (
        'section = "一、（二）", number = "2" }',
        'section = "一、（一）", number = "2" }',
        "each citation in it has the same section",
    ),
    "a number of a citation that is no text": ('number = "4" }', "number = 4 }", "text"),
    "a reading that is no boolean": (
        '[readings.guide_binds]\ntype = "boolean"',
        '[readings.guide_binds]\ntype = "integer"',
        "readings are boolean",
    ),
    "a fact of the enterprise that its kind implies": (
        '[enterprise.grows_tea]\ntype = "boolean"',
        '[enterprise.grows_tea]\ntype = "boolean"\nimplied_by = "kind"',
        "only for booleans of an item",
    ),
    "an implied number": (
        '[kinds.sampling.facts.batches]\ntype = "integer"',
        '[kinds.sampling.facts.batches]\ntype = "integer"\nimplied_by = "choice"',
        "only for booleans of an item",
    ),
    "office hours of what is no moment": (
        'about_office_hours = "booked_for"',
        'about_office_hours = "goods"',
        "names a datetime",
    ),
    "an item's fact with a key of items": (
        "[kinds.sampling.facts.warehouse]",
        "[kinds.sampling.facts.note]",
        "is named id, kind or note",
    ),
    "an ordinary rule on an item": (
        "ordinary = { any = [",
        'ordinary = { any = [\n  { fact = "item.after_hours", is = true },',
        "available where it stands",
    ),
    "a caveat on the item of another kind": (
        'when = { fact = "item.batches", at_least = 11 }',
        'when = { fact = "item.after_hours", is = true }',
        "available where it stands",
    ),
    "a caveat of the whole on an item": (
        'when = { fact = "enterprise.roles", has = "broker" }',
        'when = { fact = "item.sealed", is = true }',
        "available where it stands",
    ),
    "a fact that nobody knows": ('known_by = "customs"', 'known_by = "nobody"', "one of"),
    "figures of another form": ('figures = ["18"]', 'figures = ["18.5"]', "text that matches"),
    "two units": (
        'value = 20, unit = "working_day"',
        'value = 20, unit = "hour"',
        "suits its nature",
    ),
    "a limit without clock": ('runs_from = "accepted_on"\n', "", "from which it runs"),
    "a clock of another type": (
        'runs_from = "accepted_on"',
        'runs_from = "special_circumstances"',
        "from which it runs",
    ),
    "a clock without limit": (
        'runs_from = "booked_for"\n',
        'runs_from = "nothing"\n',
        "from which it runs",
    ),
    "a confirmed caveat without source": (
        ', source = { zh = "通告第二条", en = "item 2 of the notice" }',
        "",
        "has a source",
    ),
    "a text in one language": (
        'title.en = "Measures of Lotus Bay',
        'title.de = "Lotusbucht',
        "this key is required",
    ),
    "an empty text": ('zh = "企业名称"', 'zh = " "', "text that matches"),
    "an unknown key": ("number = 3\n", "nummer = 3\nnumber = 3\n", "unknown key"),
    "a number as text": ("number = 3\n", 'number = "3"\n', "whole number"),
    "a negative value": ("value = 20", "value = -1", "0 or more"),
    "a value past the calendar": ("value = 20", "value = 3000000", "3650 or less"),
    "a moment for a date": ("date = 2024-05-06", "date = 2024-05-06T00:00:00", "a date"),
    "a number for a date": ("date = 2024-05-06", "date = 1714953600", "a date"),
    "a confirmation in words": ("confirmed = true\n", 'confirmed = "yes"\n', "true or false"),
    "an unknown force": ('force = "generally"', 'force = "usually"', "one of"),
    "a missing route": ('route = "selection"\n', "", "this key is required"),
    "no citation": (
        'citation = { document = "notice", section = "一、（一）", number = "1" }',
        "",
        "this key is required",
    ),
}


@pytest.mark.parametrize(("old", "new", "told"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_catalogue_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(InputError) as raised:
        load_catalogue(str(changed(tmp_path, old, new)))
    assert any(told in (problem.expected or problem.found).en for problem in raised.value.problems)


def test_a_definition_may_have_any_name(tmp_path: Path) -> None:
    path = tmp_path / "changed.toml"
    path.write_text(BAY.replace("small_grower", "triggered"), encoding="utf-8")
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(
            "[definitions.triggered]",
            """[definitions.triggered]
label = { zh = "甲", en = "x" }
is = { definition = "x" }
[definitions.x]""",
        ),
        encoding="utf-8",
    )
    assert "triggered" in load_catalogue(str(path)).definitions


def test_a_fault_is_placed_by_measure_and_path(tmp_path: Path) -> None:
    path = changed(tmp_path, 'unit = "per_year"', 'unit = "per_month"')
    with pytest.raises(InputError) as raised:
        load_catalogue(str(path))
    (problem,) = raised.value.problems
    assert isinstance(problem.place, Text)
    assert problem.place.en == (
        "measures[0].provisions[0].effect.to.unit (measure 1, provision 1a)"
    )
    assert problem.file == str(path)


def test_a_name_that_is_nearly_right_is_told_with_the_right_one(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        load_catalogue(str(changed(tmp_path, 'kind = "enquiry"', 'kind = "inquiry"')))
    (problem,) = (one for one in raised.value.problems if one.hint)
    assert isinstance(problem.place, Text)
    assert problem.place.zh == "measures[0].provisions[1].kind（第 1 条，条款 1b）"
    assert problem.place.en == "measures[0].provisions[1].kind (measure 1, provision 1b)"
    assert problem.found.en == '"inquiry"'
    assert problem.hint
    assert "enquiry" in problem.hint.en


def test_a_fault_of_a_measure_is_placed_by_its_number(tmp_path: Path) -> None:
    with pytest.raises(InputError) as raised:
        load_catalogue(str(changed(tmp_path, 'category = "shorter_time"', 'category = "shorter"')))
    place = raised.value.problems[0].place
    assert isinstance(place, Text)
    assert place.zh == "measures[1].category（第 2 条）"
    assert place.en == "measures[1].category (measure 2)"


@pytest.mark.parametrize("parts", [1, 2], ids=["a chain", "a bomb"])
@pytest.mark.parametrize("length", [40, 1100], ids=["deep", "deeper than Python goes"])
def test_definitions_that_grow_without_measure_are_refused(
    tmp_path: Path, parts: int, length: int
) -> None:
    label = 'label = { zh = "甲", en = "a" }'
    lines = [
        f"[definitions.d{i}]\n{label}\nis = {{ all = ["
        + ", ".join([f'{{ definition = "d{i + 1}" }}'] * parts)
        + "] }\n"
        for i in range(length)
    ]
    last = f'[definitions.d{length}]\n{label}\nis = {{ definition = "aeo" }}\n'
    chain = "".join(lines) + last + "\n[definitions.aeo]"
    with pytest.raises(InputError) as raised:
        load_catalogue(str(changed(tmp_path, "[definitions.aeo]", chain)))
    assert "levels of nesting" in str(raised.value.problems[0].expected)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "changed.toml"
    text = SOURCE.replace('kind = "advance_ruling"', 'kind = "ruling"')
    path.write_text(
        text.replace('is = "regular"', 'is = "plain"').replace('"plan", section', '"plot", section')
    )
    with pytest.raises(InputError) as raised:
        load_catalogue(str(path))
    assert len(raised.value.problems) > 45


def test_every_invariant_has_a_name_and_a_sentence_and_a_fault_here() -> None:
    names = [invariant.id for invariant in INVARIANTS]
    assert len(set(names)) == len(names)
    for invariant in INVARIANTS:
        assert any(told in invariant.rule.en for _, _, told in FAULTS.values()), invariant.id


@pytest.mark.parametrize("content", [b"", b"x", b"\0", b"{}", b"measures = 3", b"measures = [3]"])
def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    with pytest.raises(InputError):
        load_catalogue(str(path))


def test_another_catalogue_needs_no_code(tmp_path: Path) -> None:
    """A district with one measure and a fact of its own."""
    path = tmp_path / "other.toml"
    path.write_text(
        """
        id = "elsewhere"
        version = "1"
        title = { zh = "别处", en = "Elsewhere" }
        heading = ["enterprise.size"]
        documents.note = { title = { zh = "公告", en = "Notice" }, date = 2020-01-01 }
        categories.all.title = { zh = "全部", en = "All" }
        [enterprise.size]
        type = "integer"
        label = { zh = "规模", en = "size" }
        question = { zh = "多大？", en = "How large?" }
        [[measures]]
        number = 7
        id = "large"
        category = "all"
        title = { zh = "大企业", en = "For large ones" }
        [[measures.provisions]]
        id = "7"
        summary = { zh = "可用", en = "Usable" }
        entitled = { fact = "enterprise.size", at_least = 10 }
        route = "automatic"
        force = "firm"
        citation = { document = "note", section = "1", number = "7" }
        """,
        encoding="utf-8",
    )
    found: Any = load_catalogue(str(path))
    assert found.id == "elsewhere"
    assert tomli.loads(path.read_text(encoding="utf-8"))["measures"][0]["number"] == 7
