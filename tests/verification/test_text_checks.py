"""What texts say wrongly: names that changed places, questions that turn, promises too firm."""

from itertools import pairwise
from pathlib import Path

import pytest

from aeo_cli.catalogue.checks import faults
from aeo_cli.catalogue.loader import load_catalogue, open_catalogue
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.documents.text import Lang
from aeo_cli.verification.likeness import Match, interchanged, words
from aeo_cli.verification.text_checks import CHECKS, denials, lengths, names, promises
from tests.conftest import CATALOGUES, LOTUS_BAY

BAY = LOTUS_BAY.read_text(encoding="utf-8")
BY_ID = {check.id: check for check in CHECKS}
SWAPS = {  # two texts that changed places: the texts, and where that is told
    "labels of an enterprise's facts, in Chinese": (
        "职工人数",
        "备案日期",
        "enterprise.staff.label.zh",
    ),
    "labels of an enterprise's facts, in English": (
        '"number of staff"',
        '"date of registration"',
        "enterprise.staff.label.en",
    ),
    "questions of an item's facts, in Chinese": (
        "这批货物是进口还是出口？",
        "这批货物分几个批次？",
        "kinds.sampling.facts.direction.label.zh",
    ),
    "questions of an item's facts, in English": (
        "Is the consignment an import or an export?",
        "Of how many batches is the consignment?",
        "kinds.sampling.facts.direction.label.en",
    ),
    "choices, in English": (
        'en = "advanced certified enterprise" }',
        'en = "certified enterprise" }',
        "enterprise.credit_level.choices.advanced_certified.en",
    ),
    "kinds, in Chinese": ('"种苗检疫审批"', '"抽样检验"', "kinds.plant_permit.label.zh"),
    "kinds, in English": (
        '"quarantine approval of plants"',
        '"inspection by appointment"',
        "kinds.plant_permit.label.en",
    ),
    "titles of measures": (
        'en = "Faster approval of plants"',
        'en = "Shorter notice for appointments"',
        "measures[1].title.en",
    ),
    "short titles, in Chinese": ('"种苗审批加快"', '"预约提前时间"', "measures[1].short.zh"),
    "short titles, in English": (
        'en = "faster plant approval"',
        'en = "shorter notice"',
        "measures[1].short.en",
    ),
    "titles of categories": (
        'en = "Fewer controls"',
        'en = "Shorter time"',
        "categories.fewer_controls.title.en",
    ),
    "labels of definitions": (
        'en = "AEO enterprise" }',
        'en = "small grower" }',
        "definitions.aeo.label.en",
    ),
    "labels of presets": (
        '"企业成为高级认证企业"',
        '"企业失去资质，改做报关"',
        "presets.aeo.label.zh",
    ),
}
FAULTS = {  # what is wrong: old, new, check, places
    "two choices of one name": (
        'zh = "常规企业"',
        'zh = "认证企业"',
        "names_distinct",
        "enterprise.credit_level.choices.regular.zh",
    ),
    "two facts with one label": (
        'en = "date of registration"',
        'en = "number of staff"',
        "names_distinct",
        "enterprise.registered_on.label.en",
    ),
    "two facts with one question": (
        "货物是密封包装的吗？",
        "货物在哪个仓库？",
        "names_distinct",
        "kinds.sampling.facts.warehouse.question.zh",
    ),
    "two facts with one help": (
        'help = { zh = "以受理海关告知的为准。", en = "As the office that takes it tells you." }',
        (
            'help = { zh = "甲", en = "a" }\n\n[kinds.plant_permit.facts.more]\ntype = "text"\n'
            'informational = true\nlabel = { zh = "备注", en = "remark" }\n'
            'question = { zh = "还有备注吗？", en = "Any remark?" }\nhelp = { zh = "乙", en = "a" }'
        ),
        "names_distinct",
        "kinds.plant_permit.facts.more.help.en",
    ),
    "two kinds of one name": (
        'en = "sampling"',
        'en = "enquiry"',
        "names_distinct",
        "kinds.sampling.label.en",
    ),
    "two measures of one title": (
        'zh = "减少抽样"',
        'zh = "减少核查"',
        "names_distinct",
        "measures[3].title.zh",
    ),
    "two definitions of one name": (
        'zh = "小型茶农企业"',
        'zh = "AEO 企业"',
        "names_distinct",
        "definitions.small_grower.label.zh",
    ),
    "two provisions that say the same": (
        "自种茶叶、密封包装的，抽检比例由票数的 50% 降到不超过 20%。",
        "AEO 企业仓库的检验周期由 6 个月延长到 12 个月。",
        "names_distinct",
        "measures[4].provisions[1].summary.zh",
    ),
    "a question that asks the opposite, in Chinese": (
        "企业自己种茶吗？",
        "企业自己不种茶吗？",
        "denials_alike",
        "enterprise.grows_tea",
    ),
    "a question that asks the opposite, in English": (
        "Are the goods sealed?",
        "Are the goods unsealed?",
        "denials_alike",
        "kinds.sampling.facts.sealed",
    ),
    "a label that says the opposite": (
        'zh = "办事指南有约束力"',
        'zh = "办事指南没有约束力"',
        "denials_alike",
        "readings.guide_binds",
    ),
    "both in one language only": (
        'label = { zh = "密封包装", en = "sealed" }\nquestion = { zh = "货物是密封包装的吗？"',
        'label = { zh = "未密封", en = "sealed" }\nquestion = { zh = "货物未密封吗？"',
        "denials_alike",
        "kinds.sampling.facts.sealed",
    ),
    "a summary that denies in Chinese only": (
        "检验周期由 6 个月延长",
        "检验周期不由 6 个月延长",
        "summaries_deny_alike",
        "measures[4].provisions[1].summary.zh",
    ),
    "a summary that denies in English only": (
        "is booked 8 hours",
        "is not booked 8 hours",
        "summaries_deny_alike",
        "measures[2].provisions[0].summary.en",
    ),
    "a duty of customs for a discretion, in Chinese": (
        "海关可把 AEO 企业的审批时限",
        "海关应当把 AEO 企业的审批时限",
        "forces_worded",
        "measures[1].provisions[1].summary.zh",
    ),
    "a duty of customs for a discretion, in English": (
        "customs may decide",
        "customs must decide",
        "forces_worded",
        "measures[1].provisions[1].summary.en",
    ),
    "a discretion where customs is bound": (
        "对同一家 AEO 企业的核查，",
        "海关可以对同一家 AEO 企业核查，",
        "forces_worded",
        "measures[0].provisions[0].summary.zh",
    ),
    "no exceptions where there are some": (
        "审批时限原则上缩短",
        "审批时限缩短",
        "forces_worded",
        "measures[1].provisions[2].summary.zh",
    ),
    "exceptions where there are none": (
        "is audited at most",
        "is in principle audited at most",
        "forces_worded",
        "measures[0].provisions[0].summary.en",
    ),
    "as a rule, where the text says as a rule": (
        "抽检比例一般由",
        "抽检比例由",
        "forces_worded",
        "measures[3].provisions[0].summary.zh",
    ),
    "another force than the words": (
        'force = "generally"',
        'force = "in_principle"',
        "forces_worded",
        "measures[3].provisions[0].summary.zh measures[3].provisions[0].summary.en",
    ),
    "a floor for a cap": (
        "每年不超过 1 次",
        "每年不少于 1 次",
        "bounds_worded",
        "measures[0].provisions[0].summary.zh",
    ),
    "a cap for a floor": (
        "to no less than 10% of",
        "to no more than 10% of",
        "bounds_worded",
        "measures[3].provisions[0].summary.en",
    ),
    "no bound where there is one": (
        "降到不超过 20%",
        "降到 20%",
        "bounds_worded",
        "measures[4].provisions[0].summary.zh",
    ),
    "a bound where there is none": (
        "are on the average sampled at 5% of",
        "are on the average sampled at 5% or less of",
        "bounds_worded",
        "measures[3].provisions[1].summary.en",
    ),
    "another comparator than the words": (
        'to = { comparator = "at_most", value = 20, unit = "percent_of_consignments" }',
        'to = { comparator = "at_least", value = 20, unit = "percent_of_consignments" }',
        "bounds_worded",
        "measures[4].provisions[0].summary.zh measures[4].provisions[0].summary.en",
    ),
    "a notice that is no longer a least one": (
        "缩短为提前 8 小时",
        "缩短为提前 8 小时以内",
        "bounds_worded",
        "measures[2].provisions[0].summary.zh",
    ),
    "a bound that turns on the other side of a condition": (
        "with a staff of 10 or more",
        "with a staff of 10 or less",
        "bounds_worded",
        "measures[2].provisions[0].otherwise.en",
    ),
    "a bound that differs between the languages": (
        'words = { zh = "海关办理时限：{change}{to}以内"',
        'words = { zh = "海关办理时限：{change}至少 {to}"',
        "bounds_alike",
        "natures.authority_deadline.words",
    ),
    "an application without a way": (
        'is = true }\nroute = "automatic"',
        'is = true }\nroute = "on_application"',
        "ways_told",
        "measures[4].provisions[0].how",
    ),
    "nothing to apply for, where one must apply": (
        'zh = "提交上一年的检验结果。"',
        'zh = "无须另行申请。"',
        "ways_told",
        "measures[3].provisions[0].how.text.zh",
    ),
    "a duty to apply, where there is none": (
        'how = { text = { zh = "无须另行申请。", en = "No separate request is needed." } }',
        'how = { text = { zh = "须另行申请。", en = "You must apply." } }',
        "ways_told",
        "measures[1].provisions[2].how.text.zh measures[1].provisions[2].how.text.en",
    ),
    "nothing to apply for, where an act is told": (
        'act = { zh = "向受理海关提出", en = "ask the office" }',
        'act = { zh = "无须申请", en = "nothing to apply for" }',
        "ways_told",
        "measures[1].provisions[0].act.zh measures[1].provisions[0].act.en",
    ),
    "a short title of two measures": (
        'en = "faster plant approval"',
        'en = "fewer audits"',
        "names_distinct",
        "measures[1].short.en",
    ),
    "a short title that is too long, in Chinese": (
        'zh = "种苗审批加快"',
        f'zh = "{"审" * 22}批"',
        "lines_short",
        "measures[1].short.zh",
    ),
    "an act that is too long, in English": (
        'en = "ask the office"',
        f'en = "ask{"x" * 42}"',
        "lines_short",
        "measures[1].provisions[0].act.en",
    ),
    "a measure without a short title, where others have one": (
        'short = { zh = "核查减少", en = "fewer audits" }',
        "",
        "lines_complete",
        "measures[0].short",
    ),
    "something to apply for without an act": (
        'act = { zh = "向受理海关提出", en = "ask the office" }',
        "",
        "lines_complete",
        "measures[1].provisions[0].act",
    ),
    "an act that nothing explains": (
        'citation = { document = "notice", section = "二", number = "5" }',
        (
            'act = { zh = "照常", en = "go on" }\n'
            'citation = { document = "notice", section = "二", number = "5" }'
        ),
        "lines_complete",
        "measures[4].provisions[0].how",
    ),
    "whom it is for, left out in one language": (
        "海关可把 AEO 企业的审批时限",
        "海关可把企业的审批时限",
        "acronyms_alike",
        "measures[1].provisions[1].summary",
    ),
    "an acronym of the Chinese in the English only": (
        'en = "grows tea itself"',
        'en = "AEO that grows tea itself"',
        "acronyms_alike",
        "enterprise.grows_tea.label",
    ),
    "a unit that is called another": (
        'words = { zh = "{n} 个工作日", en = "{n} working days" }',
        'words = { zh = "{n} 日", en = "{n} working days" }',
        "units_named",
        "units.working_day.words.zh",
    ),
    "a unit of one that is called another": (
        'one = { zh = "{n} 个月", en = "{n} month" }',
        'one = { zh = "{n} 个月", en = "{n} year" }',
        "units_named",
        "units.month.one.en",
    ),
    "a unit that counts something else": (
        'hour = { counts = "hour"',
        'hour = { counts = "minute"',
        "units_named",
        "units.hour.words.zh units.hour.words.en",
    ),
}
FINE = {  # what is no fault though it nearly is: old, new, check
    "a question with an A-not-A": ("企业自己种茶吗？", "企业是不是自己种茶？", "denials_alike"),
    "a question for one and the same no": (
        (
            'label = { zh = "密封包装", en = "sealed" }\nquestion = { zh = "货物是密封包装的吗？", '
            'en = "Are the goods sealed?" }'
        ),
        (
            'label = { zh = "未密封", en = "unsealed" }\nquestion = { zh = "货物没有密封吗？", '
            'en = "Are the goods not sealed?" }'
        ),
        "denials_alike",
    ),
    "the number of a document": (
        'en = "the guide is binding"',
        'en = "the guide, No. 6 of the unified rules, is binding under the law"',
        "denials_alike",
    ),
    "what may happen": (
        "每年不超过 1 次；",
        "每年不超过 1 次，海关可能提前告知；",
        "forces_worded",
    ),
    "a bound of another number": (
        "audited at most once a year",
        "audited at most once a year, for at least 3 days",
        "bounds_worded",
    ),
    "an exception in one language and a denial in the other": (
        "An AEO that is no customs broker is audited",
        "An AEO that is not a customs broker is audited",
        "summaries_deny_alike",
    ),
    "an acronym that the Chinese nowhere uses": (
        'en = "dry tea"',
        'en = "dry tea (HS 0902)"',
        "acronyms_alike",
    ),
    "a title that is shorter in English": (
        'title = { zh = "减少抽样"',
        'title = { zh = "减少 AEO 企业抽样"',
        "acronyms_alike",
    ),
    "two kinds of one question": (
        "要检验哪些项目？（可多选，列出的即为全部）",
        "这项申请有特殊情况吗？",
        "names_distinct",
    ),
    "a short title that just fits": ('zh = "种苗审批加快"', f'zh = "{"审" * 22}"', "lines_short"),
    "an act where there is nothing to apply for": (
        'how = { text = { zh = "无须另行申请。"',
        'act = { zh = "照常申请", en = "apply as usual" }\nhow = { text = { zh = "无须另行申请。"',
        "lines_complete",
    ),
    "a bound in one language only": (
        'zh = "时限自受理起算。"',
        'zh = "时限自受理起算，10 日以上。"',
        "bounds_alike",
    ),
}


def changed(folder: Path, *edits: tuple[str, str]) -> CatalogueIndex:
    """Return the catalogue of the tests with the first of each text replaced, all at once."""
    text = BAY
    for i, (old, _) in enumerate(edits):
        assert old in text
        text = text.replace(old, f"\0{i}\0", 1)
    for i, (_, new) in enumerate(edits):
        text = text.replace(f"\0{i}\0", new)
    path = folder / "changed.toml"
    path.write_text(text, encoding="utf-8")
    return CatalogueIndex(load_catalogue(str(path)))


@pytest.mark.parametrize(("one", "other", "place"), SWAPS.values(), ids=SWAPS)
def test_names_that_changed_places_are_told(
    tmp_path: Path, one: str, other: str, place: str
) -> None:
    index = changed(tmp_path, (one, other), (other, one))
    found = faults(BY_ID["names_fit"], index)
    assert place in {fault.location.path for fault in found}
    assert all("if swapped with" in fault.found.en for fault in found)
    assert faults(BY_ID["names_distinct"], index) == []


@pytest.mark.parametrize(("old", "new", "check", "places"), FAULTS.values(), ids=FAULTS)
def test_each_check_finds_what_it_is_for_and_nothing_else(
    tmp_path: Path, old: str, new: str, check: str, places: str
) -> None:
    found = faults(BY_ID[check], changed(tmp_path, (old, new)))
    assert {fault.location.path for fault in found} == {*places.split()}
    assert all(fault.found.zh and fault.found.en for fault in found)


@pytest.mark.parametrize(("old", "new", "check"), FINE.values(), ids=FINE)
def test_what_nearly_is_a_fault_is_none(tmp_path: Path, old: str, new: str, check: str) -> None:
    assert faults(BY_ID[check], changed(tmp_path, (old, new))) == []


def test_every_check_of_names_promises_and_lengths_has_its_fault() -> None:
    checks = (*names.CHECKS, *denials.CHECKS, *promises.CHECKS, *lengths.CHECKS)
    held = {check for *_, check, _ in FAULTS.values()} | {"names_fit"}
    assert held == {check.id for check in checks} | {"units_named", "acronyms_alike"}


@pytest.mark.parametrize("path", [*CATALOGUES, LOTUS_BAY], ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", Lang)
def test_two_facts_cannot_change_their_labels(path: Path, lang: Lang) -> None:
    """Of any two facts that stand together, in any catalogue of ours."""
    catalogue = open_catalogue(str(path))
    for facts in (catalogue.enterprise, *(kind.facts for kind in catalogue.kinds.values())):
        for one, other in pairwise(facts.values()):
            crossed = (
                Match("one", one.label[lang], other.question[lang]),
                Match("other", other.label[lang], one.question[lang]),
            )
            assert interchanged(crossed) == (("one", "other"),), (one.label, other.label)


def test_words_are_stems_in_english_and_pairs_of_signs_in_chinese() -> None:
    assert words("Tests tested, 2025") == {"test", "2025"}
    assert words("信用等级 A1，是") == {"信用", "用等", "等级", "a1", "是"}


def test_a_near_tie_shows_nothing() -> None:
    assert interchanged((Match("one", "goods", "goods"), Match("other", "goods", "goods"))) == ()
    assert interchanged((Match("one", "", ""), Match("other", "", ""))) == ()
