"""What shows that a catalogue is sound: it holds of ours, and each check finds what it is for."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.catalogue.checks import faults
from aeo_cli.catalogue.documents import Document
from aeo_cli.catalogue.effects import Comparator, Dimension, Nature
from aeo_cli.catalogue.invariants import INVARIANTS
from aeo_cli.catalogue.loader import load_catalogue, open_catalogue
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Lang
from aeo_cli.rules.conditions import ALWAYS, comparisons
from aeo_cli.rules.facts import FactType, ImpliedBy, KnownBy
from aeo_cli.rules.identifiers import Identifier
from aeo_cli.verification import logic_checks, text_checks, usage_checks
from aeo_cli.verification.loader import cases_folder, load_cases
from aeo_cli.verification.mutation import mutate
from aeo_cli.verification.verify import Verification, verify
from tests.conftest import CATALOGUES, LOTUS_BAY
from tests.verification import test_text_checks

BAY = LOTUS_BAY.read_text(encoding="utf-8")
ON = date(2026, 3, 2)


PROOFS = {
    check.id: check for check in (*logic_checks.CHECKS, *usage_checks.CHECKS, *text_checks.CHECKS)
}


def verified(path: Path, cases: Path | None = None) -> Verification:
    catalogue = open_catalogue(str(path))
    beside = cases or cases_folder(str(path))
    return verify(catalogue, lambda: load_cases(beside, catalogue), ChineseCalendar())


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_our_catalogues_are_sound(path: Path) -> None:
    found = verified(path)
    assert [fault for check in found.checks for fault in check.faults] == []
    assert found.sound
    least = {"conveniences-2024": 12}.get(path.stem, 20)  # its conditions have a fact or two
    assert (found.cases or 0) >= least * found.provisions
    ids = [check.id for check in found.checks]
    assert len(set(ids)) == len(ids) == 52


def test_the_catalogue_of_the_tests_is_sound(calendar: ChineseCalendar) -> None:
    found = verified(LOTUS_BAY)
    assert [fault for check in found.checks for fault in check.faults] == []
    assert found.sound
    catalogue = load_catalogue(str(LOTUS_BAY))
    mutation = mutate(catalogue, load_cases(cases_folder(str(LOTUS_BAY)), catalogue), calendar)
    assert mutation.survivors == ()


def test_the_catalogue_of_the_tests_has_every_feature_of_the_format(lotus_bay: Catalogue) -> None:
    provisions = [provision for _, provision in lotus_bay.provisions()]
    effects = [provision.effect for provision in provisions if provision.effect]
    item_facts = [fact for kind in lotus_bay.kinds.values() for fact in kind.facts.values()]
    facts = [*lotus_bay.facts().values(), *item_facts]
    assert {provision.route for provision in provisions} == set(Route)
    assert {provision.force for provision in provisions} == set(Force)
    assert {effect.nature for effect in effects} == set(Nature)
    assert set(lotus_bay.natures) == set(Nature)
    assert any(words.without_baseline for words in lotus_bay.natures.values())
    units = {quantity.unit for effect in effects for quantity in effect.quantities}
    units |= {effect.as_written for effect in effects if effect.as_written}
    assert units == set(lotus_bay.units)
    assert any(unit.one for unit in lotus_bay.units.values())
    dimensions = {unit.counts for unit in lotus_bay.units.values()}
    assert set(Dimension) - dimensions == {Dimension.MINUTE, Dimension.YEAR}
    assert any(len(effect.baselines) > 1 for effect in effects)
    assert lotus_bay.office_hours is not None
    assert {fact.known_by for fact in facts} == set(KnownBy)
    assert {fact.implied_by for fact in item_facts} == {None, *ImpliedBy}
    assert {fact.fixed for fact in facts} == {False, True}
    assert any(fact.about_office_hours for fact in item_facts)
    assert any(fact.figures for fact in facts)
    assert all(measure.short for measure in lotus_bay.measures)
    assert any(provision.act for provision in provisions)
    assert any(owner.search for owner in lotus_bay.measures)
    assert any(owner.search for owner in lotus_bay.kinds.values())
    assert any(provision.ordinary is not ALWAYS for provision in provisions)
    caveats = [caveat for provision in provisions for caveat in provision.caveats]
    assert {caveat.gap for caveat in (*lotus_bay.caveats, *caveats)} == {False, True}
    whens = [line.fact for caveat in caveats for line in comparisons(caveat.when, {})]
    assert {name.partition(".")[0] for name in whens} == {"enterprise", "item", "on"}
    stated = {name for each in lotus_bay.documents.values() for name in each.model_fields_set}
    assert stated == set(Document.model_fields)
    assert {effect.to.comparator for effect in effects} == set(Comparator)
    assert {fact.type for fact in facts} == set(FactType)
    assert {fact.format for fact in facts} == {None, *Identifier}
    text = LOTUS_BAY.read_text(encoding="utf-8")
    operators = set(re.findall(r'fact = "[^"]+", (\w+) = ', text))
    assert operators == {"is", "in", "has", "at_least", "at_most"}
    assert set(re.findall(r"\{ (all|any|not|definition) = ", text)) == {
        *("all", "any", "not", "definition")
    }


AEO = 'entitled = { definition = "aeo" }\nkind = "plant_permit"'
PERMIT = 'triggered = { fact = "item.special_circumstances", is = false }'
SAMPLING = (
    '{ all = [{ fact = "item.direction", is = "import" }, '
    '{ fact = "item.batches", at_least = 2 }] }'
)
LEAF = '{ fact = "item.goods", in = ["fresh_leaf", "live_plant"] }'
LATE = '{ fact = "item.after_hours", is = true }'
GOODS = f"triggered = {{ all = [{LEAF}, {LATE}] }}"
FAULTS: dict[str, tuple[str, str, str, str]] = {  # what is wrong: old, new, check, places
    "a condition past exhaustion": (
        GOODS,
        "triggered = { any = ["
        + ", ".join(f'{{ fact = "item.f{i}", is = true }}' for i in range(12))
        + "] }",
        "conditions_exhaustible",
        "measures[2].provisions[0].triggered",
    ),
    "a provision that nothing meets": (
        PERMIT,
        (
            'triggered = { all = [{ fact = "item.special_circumstances", is = true }, '
            '{ fact = "item.special_circumstances", is = false }] }'
        ),
        "provisions_can_apply",
        "measures[1].provisions[0]",
    ),
    "a standing provision that everything meets": (
        (
            'entitled = { all = [{ definition = "aeo" }, '
            '{ not = { fact = "enterprise.roles", has = "broker" } }] }\n'
        ),
        (
            'entitled = { not = { all = [{ definition = "aeo" }, '
            '{ not = { definition = "aeo" } }] } }\n'
        ),
        "provisions_can_fail",
        "measures[0].provisions[0]",
    ),
    "a part that another implies": (
        AEO,
        (
            'entitled = { all = [{ definition = "aeo" }, { not = { fact = '
            '"enterprise.credit_level", is = "regular" } }] }\nkind = "plant_permit"'
        ),
        "parts_needed",
        "measures[1].provisions[1].entitled.all[1]",
    ),
    "a value in a list that another part excludes": (
        GOODS,
        (
            f"triggered = {{ all = [{LEAF}, {LATE}, "
            '{ not = { fact = "item.goods", is = "live_plant" } }] }'
        ),
        "parts_needed",
        "measures[2].provisions[0].triggered.all[0].in[1]",
    ),
    "a condition that always comes out alike and is not known to": (
        AEO,
        (
            'entitled = { any = [{ definition = "aeo" }, { not = { definition = "aeo" } }] }\n'
            'kind = "plant_permit"'
        ),
        "answers_exact",
        "measures[1].provisions[1].entitled",
    ),
    "a fact said to be open that cannot matter": (
        AEO,
        (
            'entitled = { all = [{ definition = "aeo" }, '
            '{ not = { fact = "enterprise.credit_level", is = "certified" } }] }\n'
            'kind = "plant_permit"'
        ),
        "open_facts_exact",
        "measures[1].provisions[1].entitled",
    ),
    "an advantage that the highest level loses": (
        AEO,
        (
            'entitled = { fact = "enterprise.credit_level", is = "certified" }\n'
            'kind = "plant_permit"'
        ),
        "highest_keeps",
        "measures[1].provisions[1].entitled",
    ),
    "an item's choice that is declared highest and loses": (
        "[kinds.sampling.facts.direction]\n",
        '[kinds.sampling.facts.direction]\nhighest = "export"\n',
        "highest_keeps",
        "measures[3].provisions[0].triggered",
    ),
    "a document that nothing cites": (
        "[categories]",
        '[documents.other]\ntitle = { zh = "另文", en = "Another" }\n\n[categories]',
        "declarations_used",
        "documents.other",
    ),
    "a category without measures": (
        "[categories]",
        '[categories.other]\ntitle = { zh = "其他", en = "Other" }\n\n[categories]',
        "declarations_used",
        "categories.other",
    ),
    "definitions that only each other use": (
        "[definitions.aeo]",
        (
            '[definitions.x]\nlabel = { zh = "甲", en = "x" }\nis = { definition = "y" }\n'
            '[definitions.y]\nlabel = { zh = "乙", en = "y" }\nis = { definition = "aeo" }\n'
            "[definitions.aeo]"
        ),
        "declarations_used",
        "definitions.x definitions.y",
    ),
    "a fact that nothing asks for": (
        'format = "uscc"\ninformational = true\n',
        'format = "uscc"\n',
        "facts_matter",
        "enterprise.uscc",
    ),
    "a choice that nothing asks for": (
        'en = "carrier", informational = true }',
        'en = "carrier" }',
        "facts_matter",
        "enterprise.roles.choices.carrier",
    ),
    "an informational fact that a condition asks for": (
        '[enterprise.grows_tea]\ntype = "boolean"\n',
        '[enterprise.grows_tea]\ntype = "boolean"\ninformational = true\n',
        "facts_matter",
        "enterprise.grows_tea",
    ),
    "an informational choice that a condition asks for": (
        'choices.broker = { zh = "报关企业", en = "customs broker" }',
        'choices.broker = { zh = "报关企业", en = "customs broker", informational = true }',
        "facts_matter",
        "enterprise.roles.choices.broker",
    ),
    "an item's fact that nothing asks for": (
        GOODS,
        f"triggered = {LATE}",
        "facts_matter",
        "kinds.appointment.facts.goods",
    ),
    "an item's fact that decides nothing where it is asked for": (
        GOODS,
        (
            'triggered = { all = [{ any = [{ fact = "item.goods", is = "dry_tea" }, '
            f"{LEAF}] }}, {LATE}] }}"
        ),
        "facts_matter",
        "kinds.appointment.facts.goods",
    ),
    "English in both languages": (
        'zh = "企业名称"',
        'zh = "name"',
        "languages_complete",
        "enterprise.name.label.zh",
    ),
    "Chinese that is no quotation": (
        'en = "enterprise name"',
        'en = "name 名字"',
        "languages_complete",
        "enterprise.name.label.en",
    ),
    "an English text of Chinese only": (
        'en = "enterprise name"',
        'en = "企业名称"',
        "languages_complete",
        "enterprise.name.label.en",
    ),
    "a number in one language only": (
        "The 18 characters",
        "The characters",
        "figures_alike",
        "enterprise.uscc.help",
    ),
    "another number in one language": (
        "The 18 characters",
        "The 81 characters",
        "figures_alike",
        "enterprise.uscc.help",
    ),
    "another unit in one language": (
        "审批时限从 20 日缩短到 5 日以内",
        "审批时限从 20 日缩短到 5 个工作日以内",
        "figures_alike",
        "measures[1].provisions[1].summary",
    ),
    "another date in one language": (
        "exists only since 2025-01-01",
        "exists only since 2025-01-02",
        "figures_alike",
        "enterprise.credit_level.help",
    ),
    "a summary with another number than the data": (
        'to = { comparator = "at_most", value = 5, unit = "working_day" }',
        'to = { comparator = "at_most", value = 6, unit = "working_day" }',
        "figures_of_data",
        "measures[1].provisions[1].summary.zh measures[1].provisions[1].summary.en",
    ),
    "a summary with another unit than the data": (
        "an inspection is booked 8 hours ahead instead of 24.",
        "an inspection is booked 8 days ahead instead of 24.",
        "figures_of_data",
        "measures[2].provisions[0].summary.en",
    ),
    "a figure in a summary that is in no data": (
        'summary.en = "The notice announces',
        'summary.en = "Within 3 hours the notice announces',
        "figures_of_data",
        "measures[0].provisions[1].summary.en",
    ),
    "another earlier figure beside the effect": (
        "may apply under the ordinary limit of 20 days",
        "may apply under the ordinary limit of 25 days",
        "figures_of_data",
        "measures[1].provisions[1].otherwise.en",
    ),
    "a caveat that turns on another day than it says": (
        'when = { fact = "on", at_most = 2025-05-31 }',
        'when = { fact = "on", at_most = 2025-05-30 }',
        "figures_of_data",
        "measures[2].provisions[0].caveats[1].zh measures[2].provisions[0].caveats[1].en",
    ),
    "a section as nobody numbers them": (
        'citation = { document = "guide" }',
        'citation = { document = "guide", section = "part 1" }',
        "citations_formed",
        "measures[2].provisions[0].citation.section",
    ),
    "a document dated after the catalogue": (
        "date = 2024-05-06\nin_force_from = 2024-06-01",
        "date = 2034-05-06",
        "citations_formed",
        "documents.notice.date",
    ),
    "a document that ended before the catalogue's version": (
        "in_force_until = 2027-12-31",
        "in_force_until = 2026-01-31",
        "documents_in_force",
        "documents.guide.in_force_until",
    ),
    "an ordinary rule that is closed to some who are entitled": (
        '{ fact = "enterprise.staff", at_least = 10 },',
        '{ fact = "enterprise.staff", at_least = 201 },',
        "ordinary_wider",
        "measures[2].provisions[0].ordinary",
    ),
    "a caveat with another figure than it declares": (
        'figures = ["10"], when',
        'figures = ["11"], when',
        "figures_declared",
        "measures[3].provisions[0].caveats[0].figures",
    ),
    "a figure of a help that is not declared": (
        'figures = ["18"]\n',
        "",
        "figures_declared",
        "enterprise.uscc.figures",
    ),
    "a day of a help that is not declared": (
        'figures = ["2025-01-01"]\nchoices',
        'figures = ["2025-01-02"]\nchoices',
        "figures_declared",
        "enterprise.credit_level.figures",
    ),
    "a figure of the help of a kind that is not declared": (
        'help = { zh = "茶树种苗进境前的审批。", en = "For tea plants, before they come in." }',
        'help = { zh = "进境前 5 日审批。", en = "5 days before they come in." }',
        "figures_declared",
        "kinds.plant_permit.figures",
    ),
    "a reading that is confirmed": (
        'zh = "时限自受理起算。", en = "The limit runs from acceptance."',
        'zh = "时限自受理起算，文字上不清楚。", en = "It is unclear from when the limit runs."',
        "readings_unconfirmed",
        "measures[1].provisions[1].caveats[1].zh measures[1].provisions[1].caveats[1].en",
    ),
    "the wording of a document, as if it settled the matter": (
        'zh = "时限自受理起算。", en = "The limit runs from acceptance."',
        'zh = "从条文看，时限自受理起算。", en = "As worded, the limit runs from acceptance."',
        "readings_unconfirmed",
        "measures[1].provisions[1].caveats[1].zh measures[1].provisions[1].caveats[1].en",
    ),
    "what a document does not name, as if it excluded it": (
        'zh = "时限自受理起算。", en = "The limit runs from acceptance."',
        'zh = "时限自受理起算，补正不在其内。", en = "From acceptance; repairs are not covered."',
        "readings_unconfirmed",
        "measures[1].provisions[1].caveats[1].zh measures[1].provisions[1].caveats[1].en",
    ),
    "a gap that is not marked": (
        "gap = true\nsource",
        "source",
        "readings_unconfirmed",
        "caveats[0].gap",
    ),
    "a gap that is none": (
        'source = { zh = "通告第二条", en = "item 2 of the notice" } }',
        'source = { zh = "通告第二条", en = "item 2 of the notice" }, gap = true }',
        "readings_unconfirmed",
        "measures[1].provisions[1].caveats[1].gap",
    ),
    "a gap that is not confirmed": (
        "confirmed = false\nsource",
        "confirmed = false\ngap = true\nsource",
        "readings_unconfirmed",
        "caveats[1].gap",
    ),
    "a baseline with another figure than its sentence": (
        'value = 2, unit = "month", text',
        'value = 3, unit = "month", text',
        "figures_of_data",
        (
            "measures[1].provisions[1].effect.baselines[1].text.zh "
            "measures[1].provisions[1].effect.baselines[1].text.en"
        ),
    ),
    "a summary in the unit that counts, not in the one that is written": (
        "within 5 days instead of 20 days",
        "within 5 working days instead of 20 days",
        "figures_of_data",
        "measures[1].provisions[1].summary.en",
    ),
    "a report in a summary": (
        "除特殊情况外，任何企业都可以请求预约办理。",
        "据报道，除特殊情况外，任何企业都可以请求预约办理。",
        "hearsay_marked",
        "measures[1].provisions[0].summary.zh",
    ),
}


def changed(folder: Path, old: str, new: str) -> Path:
    """Write the catalogue of the tests with its first `old` replaced."""
    assert old in BAY
    path = folder / "changed.toml"
    text = BAY.replace(old, new, 1)
    if "item.f0" in new:
        facts = (
            f'[kinds.appointment.facts.f{i}]\ntype = "boolean"\n'
            f'label = {{ zh = "甲", en = "f" }}\nquestion = {{ zh = "甲？", en = "f?" }}\n'
            for i in range(12)
        )
        text = text.replace("[kinds.sampling]", "".join(facts) + "[kinds.sampling]")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("old", "new", "check", "places"), FAULTS.values(), ids=FAULTS)
def test_each_check_finds_what_it_is_for_and_nothing_else(
    tmp_path: Path, old: str, new: str, check: str, places: str
) -> None:
    index = CatalogueIndex(load_catalogue(str(changed(tmp_path, old, new))))
    found = faults(PROOFS[check], index)
    assert {fault.location.path for fault in found} == {*places.split()}
    assert all(fault.rule == PROOFS[check].rule for fault in found)
    assert all(fault.found.zh and fault.found.en for fault in found)


FINE: dict[str, tuple[str, str, str]] = {  # what is no fault though it nearly is: old, new, check
    "a definition that is used through others only": (
        "[definitions.aeo]",
        (
            '[definitions.x]\nlabel = { zh = "甲", en = "x" }\nis = { definition = "y" }\n'
            '[definitions.y]\nlabel = { zh = "乙", en = "y" }\nis = { definition = "z" }\n'
            '[definitions.z]\nlabel = { zh = "丙", en = "z" }\nis = { definition = "aeo" }\n'
            "[definitions.aeo]"
        ),
        "declarations_used",
    ),
    "a choice of whose values each is named": (
        SAMPLING,
        (
            '{ any = [{ fact = "item.direction", is = "import" }, '
            '{ all = [{ fact = "item.direction", is = "export" }, '
            '{ fact = "item.batches", at_least = 2 }] }] }'
        ),
        "facts_matter",
    ),
    "a document of the day of the catalogue's version": (
        "date = 2024-05-06\nin_force_from = 2024-06-01",
        "date = 2026-02-01",
        "citations_formed",
    ),
    "a document that ends on the day of the catalogue's version": (
        "in_force_until = 2027-12-31",
        "in_force_until = 2026-02-01",
        "documents_in_force",
    ),
    "a document that ended before a version that is no day": (
        'version = "2026-02-01"',
        'version = "second"',
        "documents_in_force",
    ),
    "a document that ended and is not cited": (
        "in_force_from = 2028-01-01",
        "in_force_from = 2019-01-01\nin_force_until = 2020-01-01",
        "documents_in_force",
    ),
    "an ordinary rule as wide as the entitlement": (
        '{ fact = "enterprise.staff", at_least = 10 },',
        '{ fact = "enterprise.staff", at_least = 200 },',
        "ordinary_wider",
    ),
    "a level above the others that is not declared highest": (
        'highest = "advanced_certified"',
        "",
        "highest_keeps",
    ),
}


@pytest.mark.parametrize(("old", "new", "check"), FINE.values(), ids=FINE)
def test_what_nearly_is_a_fault_is_none(tmp_path: Path, old: str, new: str, check: str) -> None:
    path = changed(tmp_path, old, new)
    if "[definitions.x]" in new:
        text = path.read_text("utf-8").replace(AEO, AEO.replace('"aeo"', '"x"'), 1)
        path.write_text(text, encoding="utf-8")
    assert faults(PROOFS[check], CatalogueIndex(load_catalogue(str(path)))) == []


EVIDENCE = {  # what a fault shows beside its place, in either language
    "a condition past exhaustion": ["6,377,292"],
    "a condition that always comes out alike and is not known to": ['credit_level = "certified"'],
    "an advantage that the highest level loses": ['enterprise.credit_level = "certified"'],
    "English in both languages": ['"name"'],
    "Chinese that is no quotation": ['"名字"'],
    "an English text of Chinese only": ['"企业名称"'],
    "another number in one language": ["zh: 18; en: 81"],
    "another unit in one language": ["zh: 5 working day; en: 5 day"],
    "another date in one language": ["zh: 2025-01-01; en: 2025-01-02"],
    "a summary with another number than the data": ["6 day", "5 day"],
    "a summary with another unit than the data": ["8 hour", "8 day"],
    "a figure in a summary that is in no data": ["3 hour"],
    "another earlier figure beside the effect": ["25 day"],
    "a caveat that turns on another day than it says": ["2025-05-30"],
    "a section as nobody numbers them": ['"part 1"'],
    "a document dated after the catalogue": ["2034-05-06"],
    "a report in a summary": ["据报道"],
}


@pytest.mark.parametrize("fault", EVIDENCE)
@pytest.mark.parametrize("lang", Lang)
def test_a_fault_shows_what_is_wrong(tmp_path: Path, fault: str, lang: Lang) -> None:
    old, new, check, _ = FAULTS[fault]
    index = CatalogueIndex(load_catalogue(str(changed(tmp_path, old, new))))
    found = [one.found[lang] for one in faults(PROOFS[check], index)]
    for evidence in EVIDENCE[fault]:
        assert any(evidence in one for one in found), found


def test_one_point_is_enough_to_show_that_a_condition_loses(tmp_path: Path) -> None:
    path = changed(tmp_path, 'highest = "advanced_certified"', 'highest = "certified"')
    at = CatalogueIndex(load_catalogue(str(path)))
    places = [fault.location.path for fault in faults(PROOFS["highest_keeps"], at)]
    assert places == [
        "measures[0].provisions[0].entitled",
        "measures[1].provisions[1].entitled",
        "measures[2].provisions[0].entitled",
        "measures[3].provisions[0].entitled",
        "measures[4].provisions[1].entitled",
    ]


def test_everything_idle_is_told(tmp_path: Path) -> None:
    path = tmp_path / "changed.toml"
    path.write_text(BAY.replace("\ninformational = true\n", "\n"), encoding="utf-8")
    found = faults(PROOFS["facts_matter"], CatalogueIndex(load_catalogue(str(path))))
    names = [f"enterprise.{name}" for name in ("name", "uscc", "customs_code")]
    assert [fault.location.path for fault in found] == [*names, "kinds.sampling.facts.warehouse"]


def test_a_choice_that_only_an_unused_definition_names_is_idle(tmp_path: Path) -> None:
    path = changed(tmp_path, 'en = "carrier", informational = true }', 'en = "carrier" }')
    unused = (
        '[definitions.x]\nlabel = { zh = "甲", en = "x" }\n'
        'is = { fact = "enterprise.roles", has = "carrier" }\n[definitions.aeo]'
    )
    text = path.read_text("utf-8").replace("[definitions.aeo]", unused, 1)
    path.write_text(text, encoding="utf-8")
    (fault,) = faults(PROOFS["facts_matter"], CatalogueIndex(load_catalogue(str(path))))
    assert fault.location.path == "enterprise.roles.choices.carrier"


TURNS = {  # the operator of a caveat's `when`, and the days on which it turns as the text says
    "at_most": {"2025-05-31", "2025-06-01"},
    "at_least": {"2025-06-01", "2025-06-02"},
    "is": {"2025-06-01"},
}


@pytest.mark.parametrize("operator", TURNS)
def test_a_caveat_says_the_last_day_before_it_turns_or_the_first_after(
    tmp_path: Path, operator: str
) -> None:
    old = 'when = { fact = "on", at_most = 2025-05-31 }'
    fine = set()
    for day in (f"{date(2025, 5, 29) + timedelta(days=step)}" for step in range(7)):
        path = changed(tmp_path, old, f'when = {{ fact = "on", {operator} = {day} }}')
        if not faults(PROOFS["figures_of_data"], CatalogueIndex(load_catalogue(str(path)))):
            fine.add(day)
    assert fine == TURNS[operator]


def test_a_caveat_need_not_say_a_day_in_the_life_of_the_enterprise(tmp_path: Path) -> None:
    path = changed(tmp_path, 'fact = "on", at_most', 'fact = "enterprise.since", at_most')
    fact = (
        '[enterprise.since]\ntype = "date"\nlabel = { zh = "甲", en = "since" }\n'
        'question = { zh = "甲？", en = "since?" }\n\n[enterprise.credit_level]'
    )
    text = path.read_text("utf-8").replace("[enterprise.credit_level]", fact)
    path.write_text(text.replace("2024-12-31", "2024-11-30"), encoding="utf-8")
    assert faults(PROOFS["figures_of_data"], CatalogueIndex(load_catalogue(str(path)))) == []


SOUND = {  # what is right, though it looks odd: old, new, check
    "an answer that comes earlier by a part": (
        AEO,
        (
            'entitled = { any = [{ all = [{ definition = "aeo" }, { fact = '
            '"enterprise.grows_tea", is = true }] }, { all = [{ not = { definition = '
            '"aeo" } }, { fact = "readings.guide_binds", is = true }] }, { all '
            '= [{ fact = "enterprise.grows_tea", is = true }, { fact = '
            '"readings.guide_binds", is = true }] }] }\n'
            'kind = "plant_permit"'
        ),
        "parts_needed",
    ),
    "a section of a long law": (
        'citation = { document = "guide" }',
        'citation = { document = "guide", section = "第一百零二条之一第三款、附件 1" }',
        "citations_formed",
    ),
    "a report to customs": (
        "any enterprise may ask to be seen by appointment",
        "any enterprise may ask to be seen once an accident is reported to customs",
        "hearsay_marked",
    ),
}


@pytest.mark.parametrize(("old", "new", "check"), SOUND.values(), ids=SOUND)
def test_what_is_right_is_no_fault(tmp_path: Path, old: str, new: str, check: str) -> None:
    index = CatalogueIndex(load_catalogue(str(changed(tmp_path, old, new))))
    assert faults(PROOFS[check], index) == []


def test_a_long_section_is_read_at_once(tmp_path: Path) -> None:
    """A pattern that tried every way to part it would not end."""
    path = changed(
        tmp_path,
        'citation = { document = "guide" }',
        f'citation = {{ document = "guide", section = "{"一" * 500}x" }}',
    )
    assert len(faults(PROOFS["citations_formed"], CatalogueIndex(load_catalogue(str(path))))) == 1


def test_a_part_of_a_definition_is_judged_where_it_is_used(tmp_path: Path) -> None:
    """Where every use rules a branch out, the branch is idle, though the definition needs it."""
    used = (
        '{ all = [{ definition = "aeo" }, '
        '{ not = { fact = "enterprise.credit_level", is = "certified" } }] }'
    )
    path = tmp_path / "changed.toml"
    path.write_text(BAY.replace('{ definition = "aeo" }', used), encoding="utf-8")
    found = faults(PROOFS["parts_needed"], CatalogueIndex(load_catalogue(str(path))))
    assert "definitions.aeo.is.any[1]" in {fault.location.path for fault in found}


def test_every_check_has_its_fault() -> None:
    held = {check for _, _, check, _ in (*FAULTS.values(), *test_text_checks.FAULTS.values())}
    assert held | {"names_fit"} == set(PROOFS)
    assert [*PROOFS, "cases_cover", "cases_come_out"] == [
        check.id for check in verified(CATALOGUES[1]).checks[len(INVARIANTS) :]
    ]


def test_past_exhaustion_only_that_is_told(tmp_path: Path) -> None:
    """Nothing is searched without end, and nothing is said to fail that was not tried."""
    old, new, _, _ = FAULTS["a condition past exhaustion"]
    path = changed(tmp_path, old, new.replace("any =", "all ="))
    found = verified(path, cases=tmp_path / "none")
    faults_of = {check.id: check.faults for check in found.checks if not check.holds}
    alike = "names_distinct"  # the labels of the facts that the condition brought with it
    assert [*faults_of] == ["conditions_exhaustible", "facts_matter", alike, "cases_cover"]
    idle = [fault.place for fault in faults_of["facts_matter"]]
    facts = ("goods", "after_hours")  # the condition named both
    assert idle == [f"kinds.appointment.facts.{name}" for name in facts]
    unknown = [witness.id for witness in found.witnesses if witness.applies is None]
    assert unknown == ["3"]


def test_a_confirmed_report_is_a_fault(tmp_path: Path) -> None:
    at = BAY.index("据了解，补正材料")
    changed_at = BAY.index("confirmed = false", at)
    path = tmp_path / "changed.toml"
    text = (
        BAY[:changed_at]
        + 'confirmed = true, source = { zh = "甲", en = "x" }'
        + BAY[changed_at + 17 :]
    )
    path.write_text(text, encoding="utf-8")
    fault, *_ = faults(PROOFS["hearsay_marked"], CatalogueIndex(load_catalogue(str(path))))
    assert fault.location == ("measures[1].provisions[1].caveats[0].zh", 2, "2b")
