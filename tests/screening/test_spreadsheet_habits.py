"""What spreadsheets, and the people who use them, do to a table: read, or refused with a reason."""

from pathlib import Path

import pytest

from tests.screening.conftest import ENGINES, complaint
from tests.screening.portfolios import screened

OWNERS = "ref,name,credit_level,in_comprehensive_bonded_zone\n007,x y,regular,true\nB,z,,\n"
ITEMS = "ref,kind,id,accepted_on\n007,special_goods_approval,1,2026-03-02\nB,enquiry,2,\n"
OTHER = "sensitive to temperature, static, dust or the like"
"""A column that is empty in every row: its head has commas."""
READ = {
    "digits kept as text": (OWNERS.replace("007", '"=""007"""'), ITEMS.replace("007", '="007"')),
    "values kept as text": (OWNERS.replace("regular", '="regular"'), ITEMS),
    "rows of blanks": (f"{OWNERS} ,,\t,\u3000\n,\xa0,,\n\n", f"{ITEMS},\x1c,,\n"),
    "blanks beyond the last column": (OWNERS.replace("\n", ", ,\n"), ITEMS.replace("\n", ",\n")),
    "heads on several lines": (
        OWNERS.replace("name,credit_level", '"企业\n名称 ","customs \r\ncredit\nlevel"'),
        ITEMS.replace("kind", '"kind\n"'),
    ),
    "heads with blanks around them": (OWNERS.replace(",", " , ", 3), ITEMS),
    "commas in a head of a table with tabs": (
        OWNERS.replace(",", "\t"),
        ITEMS.replace(",", "\t").replace("accepted_on", f"accepted_on\t{OTHER}"),
    ),
    "commas in a head of a table with semicolons": (
        OWNERS.replace(",", ";"),
        ITEMS.replace(",", ";").replace("accepted_on", f"accepted_on;{OTHER}"),
    ),
    "tabs after a head on several lines": (
        OWNERS.replace("ref", '"ref\n"').replace(",", "\t"),
        ITEMS,
    ),
    "the same in quotes": (
        "".join(f'"{line}"\r\n'.replace(",", '","') for line in OWNERS.splitlines()),
        ITEMS,
    ),
}


def written(folder: Path, owners: str, items: str = ITEMS) -> str:
    home = folder / "portfolio"
    home.mkdir(exist_ok=True)
    (home / "enterprises.csv").write_text(owners, encoding="utf-8", newline="")
    (home / "business.csv").write_text(items, encoding="utf-8", newline="")
    return str(home)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("habit", READ)
def test_a_habit_changes_no_answer(tmp_path: Path, engine: str, habit: str) -> None:
    expected = screened(tmp_path, written(tmp_path, OWNERS, ITEMS))
    assert [*expected[0]] == ["007", "B"]
    found = screened(tmp_path, written(tmp_path, *READ[habit]), "--engine", engine)
    assert found == expected


TITLE = "the header must be the first row: delete the title above it"
REFUSED = {
    "a title": (
        f"客户名单,,,\n{OWNERS}",
        f'header: found: "客户名单"; expected: heads, such as ref and name; hint: {TITLE}',
    ),
    "a title in the middle": (f",,2026 年客户,\n,,,\n{OWNERS}", TITLE),
    "a line for one program": (f"sep=,\n{OWNERS}", TITLE),
    "an empty first row": (f"\n{OWNERS}", "the header must be the first row"),
    "one misspelt head": ("reff\nA\n", 'unknown column "reff"; did you mean ref'),
    "a value without a head": (
        "ref,name\nA,x,王五\n",
        "more cells than columns; expected: one cell per column; hint: give each column a head",
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("habit", REFUSED)
def test_a_habit_that_leaves_the_meaning_open_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str, habit: str
) -> None:
    owners, expected = REFUSED[habit]
    home = written(tmp_path, owners, "ref,kind\n")
    assert expected in complaint(capsys, home, "--engine", engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_an_item_below_a_merged_cell_is_rejected_with_the_reason(
    tmp_path: Path, engine: str
) -> None:
    home = written(tmp_path, OWNERS, f"{ITEMS},enquiry,3,\n")
    _, (reject,) = screened(tmp_path, home, "--engine", engine)
    assert reject["line"] == 4
    assert "in merged cells, only the first row has one" in reject["reason"]
