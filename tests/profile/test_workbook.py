"""Profiles in workbooks: a template that is filled in is read as the same profile."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError, describe
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import Lang, both
from aeo_cli.presentation.profile_workbook import filled, template
from aeo_cli.profile.document import document_of
from aeo_cli.profile.loader import load_workbook as load_profile
from aeo_cli.profile.model import Evidence, Profile
from aeo_cli.profile.names import fact_names
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.dates import SHANGHAI
from tests.conftest import CATALOGUES, LOTUS_BAY
from tests.strategies import profiles

BAY: Catalogue = load_catalogue(str(LOTUS_BAY))
SHEETS = {Lang.ZH: ("企业", "待办业务"), Lang.EN: ("enterprise", "business")}


def heads(business: Any) -> dict[str, int]:
    """Return the columns of the sheet of business by their keys."""
    return {str(cell.value): cell.column for cell in business[1]}


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def with_unknown(profile: Profile) -> Profile:
    """Return a profile that says of each fact without a value that it is not known."""
    tables = [BAY.enterprise, BAY.readings, *(kind.facts for kind in BAY.kinds.values())]
    facts = {name: fact for table in tables for name, fact in table.items()}
    full_names = fact_names(BAY, profile.identities).values()
    others = (name for name in full_names if facts[name.rpartition(".")[2]].type != "text")
    return profile._replace(unknown={name: None for name in others if name not in profile.known()})


@pytest.mark.parametrize("path", CATALOGUES)
@pytest.mark.parametrize("lang", Lang)
def test_every_catalogue_has_a_template(path: str, lang: Lang) -> None:
    catalogue = load_catalogue(path)
    content = template(catalogue, lang)
    assert content == template(catalogue, lang)
    loaded = load_profile(content, catalogue)
    assert loaded.profile == read_profile({"enterprise": {}, "business": []}, catalogue)
    assert not loaded.notes


def test_dates_texts_and_numbers_are_read_from_cells(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.ZH)))
    enterprise, business = (book[name] for name in SHEETS[Lang.ZH])
    rows = {str(row[0].value): row for row in enterprise.iter_rows()}
    rows["ref"][2].value = 20260014
    rows["enterprise.customs_code"][2].value = 3122260123
    rows["enterprise.credit_level"][2].value = "高级认证企业"
    rows["enterprise.credit_level"][3].value = "证书"
    rows["enterprise.credit_level"][4].value = date(2026, 3, 1)
    columns = heads(business)
    for row, day in ((3, date(2026, 3, 2)), (5, "2026/3/2"), (9, 20260302)):
        business.cell(row, columns["kind"], "特殊物品卫生检疫审批")
        business.cell(row, columns["accepted_on"], day).number_format = "General"
    business.cell(3, columns["accepted_on"]).number_format = "yyyy-mm-dd"
    loaded = load_profile(saved(book), catalogue)
    profile = loaded.profile
    assert profile.ref == "20260014"
    assert profile.enterprise["customs_code"] == "3122260123"
    assert profile.evidence["enterprise.credit_level"].verified_on == date(2026, 3, 1)
    assert [item.facts["accepted_on"] for item in profile.business] == [date(2026, 3, 2)] * 3
    assert [note.en for note in loaded.notes] == ['dates: "2026/3/2" is read as 2026-03-02']


def problems(book: Workbook, catalogue: Catalogue) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_profile(saved(book), catalogue)
    return [describe(problem, Lang.EN) for problem in caught.value.problems]


def test_problems_name_sheet_and_cell(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.ZH)))
    enterprise, business = (book[name] for name in SHEETS[Lang.ZH])
    rows = {str(row[0].value): row for row in enterprise.iter_rows()}
    rows["enterprise.credit_level"][2].value = "高级认证"
    rows["enterprise.roles"][2].value = "报关企业；船东"
    columns = heads(business)
    business.cell(3, columns["kind"], "特殊审批")
    business.cell(4, columns["kind"], "特殊物品卫生检疫审批")
    business.cell(4, columns["accepted_on"], "2/3/2026")
    business.cell(5, columns["id"], "A")
    places = [line.partition(": ")[0] for line in problems(book, catalogue)]
    level, roles = (
        f"企业!C{rows[name][2].row}" for name in ("enterprise.credit_level", "enterprise.roles")
    )
    day = business.cell(4, columns["accepted_on"]).coordinate
    assert places == [level, roles, "待办业务!A3", f"待办业务!{day}", "待办业务!A5"]


def test_what_a_person_does_to_the_sheets_changes_nothing(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.ZH)))
    enterprise, business = (book[name] for name in SHEETS[Lang.ZH])
    rows = {str(row[0].value): row for row in enterprise.iter_rows()}
    rows["enterprise.credit_level"][2].value = "高级认证企业"
    columns = heads(business)
    business.cell(3, columns["kind"], "特殊物品卫生检疫审批")
    business.cell(3, columns["accepted_on"], date(2026, 3, 2))
    expected = load_profile(saved(book), catalogue).profile
    business.delete_rows(1)
    enterprise.delete_cols(1)
    enterprise.insert_rows(1, 2)
    business.insert_cols(2)
    book.create_sheet("我的备注", 0)["A1"] = "随便写写"
    book.move_sheet("待办业务", -3)
    enterprise.title, business.title = "我公司", "在办的"
    assert load_profile(saved(book), catalogue).profile == expected


def test_heads_that_mean_nothing_or_one_thing_twice_are_refused(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    business = book["business"]
    business["B1"], business["B2"] = "knd", "knd"
    business["D1"], business["D2"] = "accepted_on", "accepted_on"
    found = problems(book, catalogue)
    assert any("business!B" in line and "knd" in line for line in found)
    assert any('"accepted_on" appears twice' in line for line in found)


@pytest.mark.parametrize("word", ["knd", None])
def test_the_label_of_a_column_is_enough(word: str | None, catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    business = book["business"]
    business.cell(3, heads(business)["kind"], "special-goods approval")
    business.cell(1, heads(business)["accepted_on"], "?").value = word
    (item,) = load_profile(saved(book), catalogue).profile.business
    assert item.kind == "special_goods_approval"


def test_an_answer_that_is_given_twice_is_refused(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    enterprise = book["enterprise"]
    rows = {str(row[0].value): row for row in enterprise.iter_rows()}
    rows["enterprise.credit_level"][2].value = "regular enterprise"
    last = enterprise.max_row + 1
    for column, value in enumerate(("", "customs credit level", "certified enterprise"), 1):
        enterprise.cell(last, column, value or None)
    enterprise["D1"] = "answer"
    assert problems(book, catalogue) == [
        'enterprise!D1: "value" appears twice; keep one of them',
        f'enterprise!C{last}: "enterprise.credit_level" appears twice; keep one of the rows',
    ]


def test_what_is_not_known_is_said_where_an_empty_cell_says_yes(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.ZH)))
    business = book["待办业务"]
    columns = heads(business)
    for row, answer in ((3, None), (4, "不知道"), (5, "unknown")):
        business.cell(row, columns["kind"], "counter_formality")
        business.cell(row, columns["on_site"], answer)
    profile = load_profile(saved(book), catalogue).profile
    assert [item.facts for item in profile.business] == [{}, {}, {}]
    assert list(profile.unknown) == ["business[1].on_site", "business[2].on_site"]
    lists = {cell.value for column in book["lists"].iter_cols() for cell in column}
    assert "不知道" in lists


@pytest.mark.parametrize(
    ("value", "shown", "hint"),
    [
        (46083, "46083", "if it is a date in a spreadsheet, format the cell as a date"),
        ("3月2日", '"3月2日"', "add the year, in full"),
        ("3/2", '"3/2"', "add the year, in full"),
    ],
)
def test_what_may_be_a_date_has_a_hint(
    value: int | str, shown: str, hint: str, catalogue: Catalogue
) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    business = book["business"]
    business.cell(3, 1, "special-goods approval")
    cell = business.cell(3, heads(business)["accepted_on"], value)
    cell.number_format = "General"
    assert problems(book, catalogue) == [
        f"business!{cell.coordinate}: found: {shown}; expected: a date, YYYY-MM-DD; hint: {hint}"
    ]


def test_every_word_that_kinds_have_for_a_choice_is_offered(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.ZH)))
    offered = [[cell.value for cell in column] for column in book["lists"].iter_cols()]
    assert ["进口", "出口", "进境", "出境"] in [
        [word for word in words if word is not None] for words in offered
    ]


def test_quotation_marks_in_a_label_do_not_end_a_formula(catalogue: Catalogue) -> None:
    (name, *_), kinds = catalogue.kinds, dict(catalogue.kinds)
    kinds[name] = kinds[name].model_copy(update={"label": both('所谓"手续"', 'a "formality"')})
    content = template(catalogue.model_copy(update={"kinds": kinds}), Lang.EN)
    formats = load_workbook(BytesIO(content))["business"].conditional_formatting
    rules = [rule.formula[0] for one in formats for rule in one.rules]
    assert any('="a ""formality"""' in rule for rule in rules)


def without_rows(sheet: Any) -> None:
    sheet.delete_rows(1, 2)


def without_column(sheet: Any) -> None:
    sheet.delete_cols(3 if sheet.title == "企业" else 1)


def without_words(sheet: Any) -> None:
    column = 3 if sheet.title == "企业" else 1
    sheet.cell(1, column, "类别")
    sheet.cell(2, column, "类别" if sheet.title == "待办业务" else None)


@pytest.mark.parametrize("damage", [without_rows, without_column, without_words])
@pytest.mark.parametrize(("name", "head"), [("企业", "answer"), ("待办业务", "kind of business")])
def test_a_sheet_that_lost_a_head_is_not_passed_over(
    name: str, head: str, damage: Callable[[Any], None], catalogue: Catalogue
) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.ZH)))
    business = book["待办业务"]
    business.cell(3, 1, "特殊物品卫生检疫审批")
    business.cell(3, heads(business)["accepted_on"], date(2026, 3, 2))
    damage(book[name])
    line = problems(book, catalogue)[0]
    assert line.startswith(f"{name}: missing column “{head}”; compare it")


@pytest.mark.parametrize("name", ["answer", "value", "kind", "业务种类"])
def test_an_answer_is_no_head(name: str, catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    enterprise, business = book["enterprise"], book["business"]
    rows = {str(row[0].value): row for row in enterprise.iter_rows()}
    rows["ref"][2].value = "R-1"
    rows["enterprise.name"][2].value = name
    for row, note in ((3, "first"), (4, name)):
        business.cell(row, 1, "enquiry")
        business.cell(row, heads(business)["note"], note)
    profile = load_profile(saved(book), catalogue).profile
    assert (profile.ref, profile.enterprise["name"]) == ("R-1", name)
    assert [item.note for item in profile.business] == ["first", name]


def test_a_head_of_the_enterprise_that_is_not_known_is_refused(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    book["enterprise"]["F1"] = "valid til"
    (line,) = problems(book, catalogue)
    assert line.startswith('enterprise!F1: unknown column "valid til"; did you mean valid_until')


def test_a_sheet_without_its_head_is_known_by_the_others(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.ZH)))
    business = book["待办业务"]
    business.title = "我的业务"
    without_column(business)
    business["A3"] = "A-1"
    assert problems(book, catalogue)[0].startswith("我的业务: missing column")


def test_sheets_of_the_author_are_named(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    book.create_sheet("notes")["A1"] = "call on Monday"
    book.create_sheet("empty")
    (note,) = load_profile(saved(book), catalogue).notes
    assert note.en == 'sheets that are not read: "notes"'


def test_a_day_in_a_cell_for_a_moment_lacks_its_time(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    columns = heads(book["business"])
    book["business"].cell(3, 1, "appointment_clearance")
    cell = book["business"].cell(3, columns["appointment_at"], datetime(2026, 12, 5))
    cell.number_format = "yyyy-mm-dd hh:mm"
    (line,) = problems(book, catalogue)
    assert line.startswith(f"business!{cell.coordinate}: found: 2026-12-05; expected: a date and")
    cell.value = "2026-12-05 00:00"
    (item,) = load_profile(saved(book), catalogue).profile.business
    assert item.facts["appointment_at"] == datetime(2026, 12, 5, tzinfo=SHANGHAI)


def test_a_second_sheet_of_a_sort_is_refused(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    book.copy_worksheet(book["business"]).title = "more business"
    (line,) = problems(book, catalogue)
    assert line == "more business: a second sheet like business; keep one of them"


def test_midnight_is_a_day_where_a_day_is_wanted(catalogue: Catalogue) -> None:
    book = load_workbook(BytesIO(template(catalogue, Lang.EN)))
    columns = heads(book["business"])
    book["business"].cell(3, columns["kind"], "special_goods_approval")
    day = book["business"].cell(3, columns["accepted_on"], datetime(2026, 3, 2))
    day.number_format = "yyyy-mm-dd hh:mm"
    (item,) = load_profile(saved(book), catalogue).profile.business
    assert item.facts["accepted_on"] == date(2026, 3, 2)


def test_a_workbook_without_the_sheet_is_refused_with_its_sheets(catalogue: Catalogue) -> None:
    book = Workbook()
    (line,) = problems(book, catalogue)
    assert line.startswith('no sheet describes an enterprise; its sheets: "Sheet"')


@given(profiles, st.booleans())
def test_a_profile_is_read_from_its_own_document(document: dict[str, Any], dated: bool) -> None:
    evidence = Evidence("证书", date(2026, 3, 1), None)
    profile = with_unknown(read_profile(document, BAY))
    day = date(2026, 3, 2) if dated else None
    known = dict.fromkeys(profile.known(), evidence)
    profile = profile._replace(unknown=dict.fromkeys(profile.unknown, day), evidence=known)
    found = read_profile(document_of(profile), BAY)
    assert found._replace(evidence={}) == profile._replace(evidence={})
    assert dict(found.evidence) == known


def test_the_text_of_a_workbook_keeps_the_time_of_day(catalogue: Catalogue) -> None:
    document = {
        "enterprise": {},
        "business": [{"kind": "appointment_clearance", "appointment_at": "2026-03-07T22:00"}],
    }
    profile = read_profile(document, catalogue)
    loaded = load_profile(filled(profile, catalogue, Lang.EN), catalogue)
    assert read_profile(parse(loaded.text), catalogue) == profile
