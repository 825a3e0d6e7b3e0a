"""Effects in words: what changes as a number, and no more than the document promises."""

from itertools import product
from typing import Any

import pytest

from aeo_cli.catalogue.effects import Comparator, Effect, Nature
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.modality import Force
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.wording.effects import EffectWords
from tests.conftest import CATALOGUES, LOTUS_BAY

BAY = load_catalogue(str(LOTUS_BAY))
EFFECTS: dict[str, tuple[Any, Force, tuple[str, str]]] = {  # the effect, the force, and the words
    "a limit": (
        {"nature": "authority_deadline", "unit": "working_day", "from": 20, "to": ("at_most", 5)},
        Force.FIRM,
        ("海关办理时限：20 个工作日 → 5 个工作日以内", "20 working days → within 5 working days"),
    ),
    "a limit that is only a target": (
        {"nature": "authority_deadline", "unit": "working_day", "from": 20, "to": ("at_most", 5)},
        Force.MAY,
        (
            "海关办理时限：20 个工作日 → 5 个工作日以内（目标时限，不保证）",
            "20 working days → within 5 working days (target, not guaranteed)",
        ),
    ),
    "a limit that is written in another unit": (
        {
            "nature": "authority_deadline",
            "unit": "working_day",
            "from": 20,
            "to": ("at_most", 5),
            "as_written": "day",
        },
        Force.MAY,
        (
            "海关办理时限：20 日 → 5 日以内（按工作日推算；目标时限，不保证）",
            (
                "time limit for customs: 20 days → within 5 days (counted here as working days; "
                "target, not guaranteed)"
            ),
        ),
    ),
    "a limit that restates the ordinary one": (
        {"nature": "authority_deadline", "unit": "working_day", "from": 5, "to": ("at_most", 5)},
        Force.FIRM,
        ("海关办理时限：5 个工作日以内", "time limit for customs: within 5 working days"),
    ),
    "a limit of one": (
        {"nature": "authority_deadline", "unit": "month", "from": 2, "to": ("at_most", 1)},
        Force.FIRM,
        ("海关办理时限：2 个月 → 1 个月以内", "2 months → within 1 month"),
    ),
    "a cut without a baseline": (
        {"nature": "authority_deadline", "unit": "percent_reduction", "to": ("at_least", 50)},
        Force.IN_PRINCIPLE,
        ("海关办理时限缩短 50% 以上", "time limit for customs: cut by at least 50%"),
    ),
    "a notice": (
        {"nature": "applicant_notice", "unit": "hour", "from": 24, "to": ("at_least", 8)},
        Force.RIGHT_TO_APPLY,
        ("预约提前量：24 小时 → 8 小时", "notice that you give: 24 hours → 8 hours"),
    ),
    "an average": (
        {
            "nature": "population_average",
            "unit": "percent_of_regular_average",
            "to": ("at_most", 5),
        },
        Force.MAY,  # a target is a limit only
        (
            "全体此类企业的平均数：不超过常规管理企业平均比例的 5%",
            (
                "an average over all such enterprises: at most 5% of the average rate of regular "
                "enterprises"
            ),
        ),
    ),
    "a ratio of each": (
        {
            "nature": "individual_ratio",
            "unit": "percent_of_consignments",
            "from": 50,
            "to": ("at_most", 20),
        },
        Force.FIRM,
        (
            "抽检比例：票数的 50% → 不超过票数的 20%",
            "rate of checks: 50% of the consignments → at most 20% of the consignments",
        ),
    ),
    "a floor": (
        {
            "nature": "control_floor",
            "unit": "percent_of_annual_batches",
            "from": 100,
            "to": ("at_least", 10),
        },
        Force.GENERALLY,
        (
            "海关监管比例：不低于年度批次的 10%（原为年度批次的 100%）",
            (
                "rate of customs control: at least 10% of the year's batches (before: 100% of the "
                "year's batches)"
            ),
        ),
    ),
    "a cap of one": (
        {"nature": "frequency_cap", "unit": "per_year", "to": ("at_most", 1)},
        Force.FIRM,
        ("次数上限：不超过每年 1 次", "how often: at most 1 time a year"),
    ),
    "a cap of several, in principle": (
        {"nature": "frequency_cap", "unit": "per_year", "to": ("equal", 2)},
        Force.IN_PRINCIPLE,
        ("次数上限：原则上每年 2 次", "how often: in principle 2 times a year"),
    ),
    "an interval, generally": (
        {"nature": "interval", "unit": "month", "from": 6, "to": ("at_least", 12)},
        Force.GENERALLY,
        ("检验周期：6 个月 → 12 个月", "cycle of tests: 6 months → 12 months"),
    ),
    "a unit of another catalogue": (
        {"nature": "interval", "unit": "lunar_month", "from": 6, "to": ("at_least", 12)},
        Force.FIRM,
        ("检验周期：6 lunar month → 12 lunar month", "6 lunar month → 12 lunar month"),
    ),
    "another catalogue's unit that is written": (
        {
            "nature": "authority_deadline",
            "unit": "working_day",
            "from": 20,
            "to": ("at_most", 5),
            "as_written": "calendar_day",
        },
        Force.FIRM,
        (
            "海关办理时限：20 calendar day → 5 calendar day以内（按工作日推算）",
            "20 calendar day → within 5 calendar day (counted here as working days)",
        ),
    ),
    "another catalogue's unit that is counted": (
        {
            "nature": "authority_deadline",
            "unit": "office_day",
            "from": 20,
            "to": ("at_most", 5),
            "as_written": "day",
        },
        Force.FIRM,
        (
            "海关办理时限：20 日 → 5 日以内（按 office day 推算）",
            "20 days → within 5 days (counted here as office day)",
        ),
    ),
}


def effect_of(fields: dict[str, Any]) -> Effect:
    comparator, value = fields["to"]
    unit, more = fields["unit"], {}
    if "from" in fields:
        more["from"] = {"value": fields["from"], "unit": unit}
    if "as_written" in fields:
        more["as_written"] = fields["as_written"]
    to = {"comparator": comparator, "value": value, "unit": unit}
    return Effect.model_validate({"nature": fields["nature"], "to": to, **more})


@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_is_told(name: str) -> None:
    fields, force, (zh, en) = EFFECTS[name]
    words = EffectWords(BAY).words(effect_of(fields), force)
    assert words.zh == zh
    assert words.en.endswith(en)


def test_every_nature_and_comparator_is_told() -> None:
    effects = [effect_of(fields) for fields, _, _ in EFFECTS.values()]
    assert {effect.nature for effect in effects} == set(Nature)
    assert {effect.to.comparator for effect in effects} == set(Comparator)


LENGTHENED = {
    "a limit": (
        "海关办理时限：5 个工作日以内 → 20 个工作日",
        "time limit for customs: within 5 working days → 20 working days",
    ),
    # what was lost was a target; the ordinary limit is none
    "a limit that is only a target": (
        "海关办理时限：5 个工作日以内（目标时限，不保证） → 20 个工作日",
        "time limit for customs: within 5 working days (target, not guaranteed) → 20 working days",
    ),
    "a limit that is written in another unit": (
        "海关办理时限：5 日以内（按工作日推算；目标时限，不保证） → 20 日",
        (
            "time limit for customs: within 5 days (counted here as working days; target, not "
            "guaranteed) → 20 days"
        ),
    ),
    "a limit of one": (
        "海关办理时限：1 个月以内 → 2 个月",
        "time limit for customs: within 1 month → 2 months",
    ),
    "a cut without a baseline": (
        "不再适用：海关办理时限缩短 50% 以上",
        "no longer: time limit for customs: cut by at least 50%",
    ),
    "a notice": ("预约提前量：8 小时 → 24 小时", "notice that you give: 8 hours → 24 hours"),
}


@pytest.mark.parametrize("name", LENGTHENED)
def test_a_limit_that_is_lost_is_told(name: str) -> None:
    fields, force, _ = EFFECTS[name]
    words = EffectWords(BAY).lengthened(effect_of(fields), force)
    assert (words.zh, words.en) == LENGTHENED[name]


def test_a_nature_of_another_catalogue_is_told_by_its_figures() -> None:
    without = BAY.model_copy(update={"natures": {}})
    fields, _, _ = EFFECTS["a limit"]
    words = EffectWords(without).words(effect_of(fields), Force.MAY)
    assert words.en == "20 working days → at most 5 working days (target, not guaranteed)"
    assert words.zh == "20 个工作日 → 不超过 5 个工作日（目标时限，不保证）"


@pytest.mark.parametrize("path", [*CATALOGUES, LOTUS_BAY], ids=lambda path: path.stem)
def test_no_place_is_left_open_in_any_words(path: Any) -> None:
    catalogue = load_catalogue(str(path))
    words = EffectWords(catalogue)
    effects = [provision.effect for _, provision in catalogue.provisions() if provision.effect]
    for effect, force in product(effects, Force):
        for text in (words.words(effect, force), words.lengthened(effect, force)):
            for lang in Lang:
                assert not {"{", "}"} & {*text[lang]}
                assert "  " not in text[lang]
                assert "None" not in text[lang]
