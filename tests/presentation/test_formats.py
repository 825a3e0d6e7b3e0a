"""Every format of a report: the same facts in each, whole, harmless, and the same bytes twice."""

import csv
import errno
import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from openpyxl.utils import get_column_letter

from aeo_cli.assessment.assess import assess
from aeo_cli.assessment.calendar import ChineseCalendar
from aeo_cli.assessment.item_answer import Deadline
from aeo_cli.assessment.report import Report, Verdict
from aeo_cli.catalogue.loader import load_catalogue
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.escaping import escape_formula, visible
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import Lang
from aeo_cli.presentation.formats import Format
from aeo_cli.presentation.formats.workbook import LONGEST
from aeo_cli.presentation.page import Page
from aeo_cli.presentation.wording.brief import Brief
from aeo_cli.presentation.wording.digest import Digest
from aeo_cli.presentation.wording.groups import GROUPS, Group
from aeo_cli.presentation.wording.paragraphs import ApplyingProvision
from aeo_cli.presentation.wording.report import ReportWords
from aeo_cli.profile.reader import read_profile
from aeo_cli.rules.kleene import Truth
from tests.conftest import LOTUS_BAY, ROOT, Aeo, Golden, Prints, in_full
from tests.presentation.conftest import LOTUS_BAY_DAYS, of_lotus_bay
from tests.strategies import profiles

CATALOGUE, CALENDAR = load_catalogue(), ChineseCalendar()
ON = date(2026, 3, 2)
BAY = load_catalogue(str(LOTUS_BAY))
FORMS = [Format.CSV, Format.XLSX, Format.MARKDOWN, Format.HTML, Format.ICS]
GOLDENS = [*(("grower", form) for form in FORMS), ("trader", Format.MARKDOWN)]
FEWER = settings(max_examples=15)


def made(document: Any, on: date = ON, catalogue: Catalogue = CATALOGUE) -> Report:
    parsed = parse(document) if isinstance(document, str) else document
    return assess(catalogue, read_profile(parsed, catalogue), CALENDAR, on)


def given_out(form: Format, report: Report, lang: Lang = Lang.EN, encoding: str = "utf-8") -> bytes:
    page = Page(lang, 1000, encoding=encoding)
    catalogue = BAY if report.catalogue.id == BAY.id else CATALOGUE
    return in_full(form, report, catalogue, page)


def example(name: str) -> Report:
    return made((ROOT / "examples" / f"{name}.toml").read_text(encoding="utf-8"))


def of_bay(name: str) -> Report:
    """Return the report of an enterprise of Lotus Bay on its day."""
    document = (LOTUS_BAY.parent / f"{name}.toml").read_text(encoding="utf-8")
    return made(document, date.fromisoformat(LOTUS_BAY_DAYS[name]), BAY)


# What a reader of each format sees


class HtmlText(HTMLParser):
    """An HTML document: its text, its tags, and every attribute that could load or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words, self.tags = list[str](), set[str]()
        self.links, self.handlers = list[str](), list[str]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it could load or run."""
        self.tags.add(tag)
        self.links += [str(value) for name, value in attrs if name in {"href", "src"}]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.words.append(data)


def markdown_text(text: str) -> str:
    """Return what a rendered Markdown document says."""
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    return "".join(HtmlText(html).words)


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = openpyxl.load_workbook(BytesIO(content))
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def events(content: bytes) -> list[Any]:
    (document,) = icalendar.Calendar.from_ical(content, multiple=True)
    return list(document.walk("VEVENT"))


def ics_text(content: bytes) -> str:
    (document,) = icalendar.Calendar.from_ical(content, multiple=True)
    parts = (document, *document.walk("VEVENT"))
    return "\n".join(
        str(part.get(name, "")) for part in parts for name in ("SUMMARY", "DESCRIPTION")
    )


def csv_rows(content: bytes, encoding: str = "utf-8-sig") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode(encoding), newline="")))


READ: dict[Format, Callable[[bytes], str]] = {
    Format.TERMINAL: bytes.decode,
    Format.JSON: bytes.decode,
    Format.CSV: lambda content: content.decode("utf-8-sig"),
    Format.XLSX: lambda content: "\n".join(
        str(cell) for rows in sheets(content).values() for row in rows for cell in row
    ),
    Format.MARKDOWN: lambda content: markdown_text(content.decode()),
    Format.HTML: lambda content: " ".join(HtmlText(content.decode()).words),
    Format.ICS: ics_text,
}


def test_every_format_is_read_here() -> None:
    assert list(READ) == list(Format)


# Whole texts


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize(("name", "form"), GOLDENS)
def test_the_report(name: str, form: Format, lang: Lang, golden: Golden) -> None:
    content = given_out(form, of_bay(name), lang)
    suffix, text = form.suffixes[0], ""
    if form is Format.XLSX:
        for title, rows in sheets(content).items():
            text += f"== {title}\n"
            text += "".join(f"{' | '.join(map(_shown, row))}\n" for row in rows)
        suffix = "xlsx.txt"
    golden(f"{name}.{lang}.{suffix}", text or content.decode())


def _shown(cell: object) -> str:
    kind = "" if isinstance(cell, str) or cell is None else f"{type(cell).__name__} "
    return "" if cell is None else f"{kind}{cell}".replace("\n", "⏎")


@pytest.mark.parametrize("lang", Lang)
def test_the_page_that_is_photographed(lang: Lang, golden: Golden) -> None:
    content = given_out(Format.HTML, example("biomedicine"), lang)
    golden(f"biomedicine.{lang}.html", content.decode())


@pytest.mark.parametrize("lang", Lang)
def test_the_deadlines(lang: Lang, prints: Prints, golden: Golden) -> None:
    words = ("check", *of_lotus_bay("grower")[:-1])
    shown = [
        prints(*words, day, "--lang", lang, "--deadlines", columns=columns)
        for day, columns in (("2026-03-01", 80), ("2026-03-06", 80), ("2026-04-01", 50))
    ]
    golden(f"deadlines-grower.{lang}.txt", "\n\n".join(shown))


# The same facts in each


@FEWER
@given(profiles, st.dates(date(2007, 1, 1), date(2028, 1, 1)))
def test_every_format_holds_what_applies_and_every_deadline(
    profile: dict[str, Any], on: date
) -> None:
    report = made(profile, on, BAY)
    provisions = [provision for measure in report.measures for provision in measure.provisions]
    ids = [provision.id for provision in provisions if provision.verdict is Verdict.APPLIES]
    found = [
        item.deadline for provision in provisions for item in provision.business if item.deadline
    ]
    for form, read in READ.items():
        text = read(given_out(form, report))
        for name in ids:
            assert re.search(rf"(?<!\w){name}(?!\w)", text), (form, name)
        for deadline in found:
            for end in _days(deadline):
                assert end in text, (form, end)


def _days(deadline: Deadline) -> set[str]:
    offices = deadline.last_office_day
    days = {deadline.standard, deadline.shortened, *({offices.shortened} if offices else ())}
    return {f"{day:%Y-%m-%d}" for day in days}


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("name", LOTUS_BAY_DAYS)
@pytest.mark.parametrize("form", [Format.TERMINAL, Format.MARKDOWN, Format.HTML])
def test_what_is_read_from_top_to_bottom_tells_every_sentence(
    form: Format, name: str, lang: Lang
) -> None:
    report = of_bay(name)
    text = together(READ[form](given_out(form, report, lang)))
    for sentence in _sentences(Digest(ReportWords(report, BAY, lang))):
        assert together(sentence) in text, sentence


def together(text: str) -> str:
    return re.sub(r"\s", "", text)


def _sentences(brief: Digest) -> list[str]:
    """Return all that is told of a report, sentence by sentence."""
    told = [word for row in brief.head() for word in row]
    told += [word for one in brief.pending for word in one[:3]]
    told += [*brief.caveats(), brief.caveats_heading(), brief.basis()]
    told += [str(word) for one in brief.counts() for word in one[1:]]
    for part in brief.sections():
        told += [part.heading, *(word for asked in part.questions for word in asked)]
        for block in part.blocks:
            told.append(block.reason)
            for entry in block.measures:
                told += [entry.title, entry.kinds or "", *entry.details, *entry.caveats]
                told += [word for row in entry.sources for word in row]
                told += [word for provision in entry.applying for word in _of_provision(provision)]
                for apart in entry.others:
                    told += [*apart[:3], apart.kind or "", *apart.details]
    return told


def _of_provision(provision: ApplyingProvision) -> list[str]:
    rows = [*provision.claim, *(row for _, rows in provision.items for row in rows)]
    told = [
        provision.name,
        provision.verdict,
        provision.label,
        provision.summary,
        provision.effect or "",
        *provision.remarks,
    ]
    return [*told, *(name for name, _ in provision.items), *(word for row in rows for word in row)]


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
@pytest.mark.parametrize("name", LOTUS_BAY_DAYS)
def test_a_spreadsheet_tells_of_every_provision_what_there_is(form: Format, name: str) -> None:
    report = of_bay(name)
    report_words = ReportWords(report, BAY, Lang.EN)
    words, say = report_words.words, report_words.language.say
    text = READ[form](given_out(form, report)).replace('""', '"')
    told = [words.caveat(caveat) for caveat in report.caveats]
    for measure in report.measures:
        told.append(say(measure.title))
        for provision in measure.provisions:
            told += [say(provision.summary), words.source(provision.citation)[1]]
            told += [line for _, line in words.claim(provision.how)]
            told += map(words.caveat, provision.caveats)
            told += [instead] if (instead := report_words.of(provision).otherwise) else []
            for item in provision.business:
                told += report_words.date_notes(provision, item)
            if provision.verdict is not Verdict.APPLIES and not provision.business:
                told.append(report_words.reason(provision).shared)
            told += (report_words.failed(item.because) for item in provision.business)
    told += [words.question(fact.fact) for fact in report.open_facts]
    for sentence in told:
        assert sentence in text, sentence


def test_what_is_overdue_and_what_is_next_stands_on_top_of_the_page() -> None:
    approval = {"kind": "special_goods_approval", "special_circumstances": False}
    report = made(
        {
            "enterprise": {"credit_level": "advanced_certified"},
            "business": [
                {**approval, "id": "LATE", "accepted_on": "2025-12-01"},
                {**approval, "id": "NEXT", "accepted_on": "2026-02-28"},
                {
                    "kind": "appointment_clearance",
                    "id": "MINE",
                    "outside_office_hours": True,
                    "appointment_at": "2026-03-06T22:00",
                },
                {**approval, "id": "AFTER", "accepted_on": "2026-03-02"},
            ],
        }
    )
    glance, _, _ = given_out(Format.HTML, report).decode().partition("<nav")
    told = re.findall(r'<li class="(soon|over)">(.*?)</li>', glance, re.DOTALL)
    items = ["MINE", "NEXT", "AFTER", "LATE"]
    assert [re.findall("|".join(items), text) for _, text in told] == [[item] for item in items]
    assert [mark for mark, _ in told] == ["soon", "soon", "soon", "over"]
    assert "2026-03-06 Fri" in told[0][1]
    assert "before 14:00" in told[0][1]
    assert "ask the office that accepted it for its status" in told[3][1]


# CSV


def test_a_row_stands_for_a_provision_and_an_item() -> None:
    report = example("chip-maker")
    content = given_out(Format.CSV, report)
    every_row = csv_rows(content)
    rows = [row for row in every_row if row["line type"] == "provision"]
    provisions = [provision for measure in report.measures for provision in measure.provisions]
    assert len(rows) == sum(max(1, len(provision.business)) for provision in provisions)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == len(every_row) + 1  # a line each
    (row,) = [row for row in rows if row["provision"] == "27"]
    assert row["pending item"] == "YY-0306"
    assert row["shortened deadline"] == "2026-03-06 14:00"
    assert row["ordinary"] == "2026-03-05 22:00"
    assert (row["file by"], row["file by (ordinary)"]) == ("2026-03-06", "2026-03-05")
    assert (row["type of deadline"], row["provisional"]) == ("shortened", "no")


def test_the_caveats_of_the_whole_stand_once_in_rows_that_name_their_report() -> None:
    report = example("chip-maker")
    words = ReportWords(report, CATALOGUE, Lang.EN).words
    content = given_out(Format.CSV, report)
    rows = [row for row in csv_rows(content) if row["line type"] != "provision"]
    assert {row["line type"] for row in rows} == {"General caveats"}
    assert [row["caveats"] for row in rows] == list(map(words.caveat, report.caveats))
    for row in rows:
        assert row["enterprise name"] == "上海示例微电子有限公司"
        assert row["day of assessment"] == "2026-03-02"
        assert row["basis"]
        assert row["provision"] == row["what to do"] == ""
    text = content.decode("utf-8-sig")
    assert all(text.count(words.caveat(caveat)) == 1 for caveat in report.caveats)


@pytest.mark.parametrize("form", [Format.CSV, Format.XLSX])
def test_what_to_do_first_stands_first_among_the_measures(form: Format) -> None:
    content = given_out(form, example("chip-maker"))
    if form is Format.CSV:
        acts = [row["what to do"] for row in csv_rows(content) if row["provision"]]
        first = csv_rows(content)[0]["provision"]
    else:
        heads, *lines = sheets(content)["Measures"]
        acts = [line[heads.index("what to do")] for line in lines]
        first = lines[0][heads.index("provision")]
    groups = {words.en: group for group, words in GROUPS.items()} | {
        "Not for this item": Group.WAIT
    }
    order = [groups[act] for act in acts]
    assert order == sorted(order)
    assert first == "27"  # the only one with a day


def test_csv_is_gbk_on_demand() -> None:
    report = made({"enterprise": {"name": "上海\U0001f600"}, "ref": "é"})
    content = given_out(Format.CSV, report, Lang.ZH, "gbk")
    rows = csv_rows(content, "gbk")
    assert {row["企业名称"] for row in rows} == {"上海\\U0001f600"}
    (caveat, *_) = [row["注意事项"] for row in rows if row["行类型"] == "总体注意事项"]
    assert caveat.startswith("行动方案没有给“AEO 企业”下定义")
    assert "\\u" not in content.decode("gbk")


# Excel


def test_a_workbook_has_four_sheets_with_dates_widths_filters_and_frozen_heads() -> None:
    book = openpyxl.load_workbook(BytesIO(given_out(Format.XLSX, example("chip-maker"))))
    assert book.sheetnames == ["Summary", "Measures", "Deadlines", "Open questions"]
    assert book.properties.created == datetime(2026, 3, 2)
    for sheet in book.worksheets:
        assert sheet.freeze_panes == {"Measures": "D2", "Deadlines": "E2"}.get(sheet.title, "A2")
        is_filtered = sheet.title != "Summary"  # a page to read
        assert sheet.auto_filter.ref == (sheet.dimensions if is_filtered else None)
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.print_title_rows == "$1:$1"
        assert all(5 < dimension.width < 102 for dimension in sheet.column_dimensions.values())
    deadlines = book["Deadlines"]
    row = {head.value: cell for head, cell in zip(deadlines[1], deadlines[2], strict=True)}
    assert row["date to act on"].value == datetime(2026, 3, 6)
    assert row["date to act on"].number_format == "yyyy-mm-dd"
    assert row["shortened deadline"].value == datetime(2026, 3, 6, 14)
    assert row["shortened deadline"].number_format == "yyyy-mm-dd hh:mm"
    assert row["days left"].value == 4
    assert row["no."].value == 27


def test_the_first_sheet_is_the_brief_report_what_is_due_first_and_marked() -> None:
    report = example("chip-maker")
    brief = Brief(ReportWords(report, CATALOGUE, Lang.EN))
    rows = sheets(given_out(Format.XLSX, report))["Summary"]
    text = "\n".join(str(cell) for row in rows for cell in row)
    places = [text.index(f"\n{section.heading}\n") for section in brief.sections()]
    assert places == sorted(places)
    lines = [row for row in rows if row[2] in {"27", "2a"} and row[4]]
    assert [(line[0], line[1], line[2], line[4]) for line in lines] == [
        (datetime(2026, 3, 6), "! in 4 days", "27", "may be refused"),
        (None, None, "2a", "customs decides"),
    ]
    for section in brief.sections():
        assert all(entry.text in text for entry in section.entries)
        assert all(question.question in text for question in section.questions)


def test_columns_for_programs_are_hidden_and_what_applies_is_never_without_its_label() -> None:
    book = openpyxl.load_workbook(BytesIO(given_out(Format.XLSX, example("chip-maker"))))
    for title in ("Measures", "Deadlines"):
        sheet = book[title]
        shown = {
            cell.value
            for number, cell in enumerate(sheet[1], start=1)
            if not sheet.column_dimensions[get_column_letter(number)].hidden
        }
        assert {"provision", "route and certainty", "type of deadline"} <= shown
        assert not {"no.", "start event", "provisional", "file by (ordinary)"} & shown


def test_a_cell_that_is_too_long_is_cut_and_says_so() -> None:
    document = {
        "enterprise": {"name": "\U0001f600" * 20_000},
        "business": [{"kind": "enquiry", "note": "x" * 40_000}],
    }
    found = sheets(given_out(Format.XLSX, made(document)))
    cells = [str(cell) for rows in found.values() for row in rows for cell in row]
    assert max(len(cell.encode("utf-16-le")) // 2 for cell in cells) <= LONGEST
    assert sum(cell.endswith("(truncated: the cell is full)") for cell in cells) >= 2


# What is in it is text


HOSTILE = {
    "markup": "[bold red]x[/] <b>x</b> <script>alert(1)</script> &lt; {{ 7*7 }} {% raw %}",
    "a formula": '=HYPERLINK("http://x.example","x")',
    "other formulas": "@SUM(1)",
    "a full-width formula": "＝1+1",
    "plus": "+1",
    "minus": "-1",
    "a tab": "\t=1",
    "a carriage return": "\r=1",
    "escapes": "\x1b[31mred\x1b]0;title\x07\x9b31m",
    "direction marks": "a\u202eb\u2066c\u200fd",
    "NUL": "a\x00b",
    "a line break": "a\nb\u2028c\x85d",
    "emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f600",
    "ten thousand": "长x" * 5_000,
    "Markdown": "| a | b |\n# h\n- l\n1. n\n> q\n`c` *e* **s** _u_ [l](http://x.example) ![i](x)",
    "a heading": "# h",
    "a number": "1. n",
    "links": "http://x.example www.x.example <http://x.example>",
    "a calendar": "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\\n;,:",
    "a quote": "\"';--",
    "noncharacters": "a\ufffeb\uffffc\ufdd0d",
    "spaces": "  a  ",
    "nothing but spaces": " \u3000\xa0",
    "rich text": "<r><t>=1+1</t></r>",
    "an escape of Excel's": "_x000D_=1",
}
TAGS = {
    *("html", "head", "meta", "title", "link", "style", "body", "header", "main", "nav", "footer"),
    *("section", "article", "h1", "h2", "h3", "p", "a", "b", "small", "span", "code", "br"),
    *("dl", "div", "dt", "dd", "ul", "ol", "li", "details", "summary"),
    *("svg", "line", "text", "rect"),
    *("del", "ins"),
}
RENDERED = {
    *("h1", "h2", "h3", "h4", "p", "strong", "code", "ul", "li", "hr", "br"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


def hostile(words: str) -> Report:
    return made(
        {
            "ref": words,
            "enterprise": {"name": words, "credit_level": "advanced_certified"},
            "business": [
                {
                    "kind": "plant_permit",
                    "id": words,
                    "note": words,
                    "accepted_on": "2026-03-02",
                    "special_circumstances": False,
                },
                {"kind": "sampling", "note": words},
            ],
        },
        catalogue=BAY,
    )


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_name_is_text_in_every_format(words: str, lang: Lang) -> None:
    report, shown = hostile(words), visible(words)
    for form, read in READ.items():
        content = given_out(form, report, lang)
        text = read(content)
        if form is not Format.JSON:
            assert together(shown) in together(text).replace('""', '"'), form
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u202e\u2066]", text), (
                form
            )
    html = HtmlText(given_out(Format.HTML, report, lang).decode())
    assert html.tags <= TAGS
    assert not html.handlers
    assert all(link.startswith("#") or link == "data:," for link in html.links)
    rendered = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(given_out(Format.MARKDOWN, report, lang).decode())
    )
    tags = HtmlText(rendered).tags
    assert tags <= RENDERED
    for row in csv_rows(given_out(Format.CSV, report, lang)):
        assert not any(re.match(r"\s*[=+\-@\t\r＝＋－＠]", cell) for cell in row.values())
    for rows in sheets(given_out(Format.XLSX, report, lang)).values():
        cells = [cell for row in rows for cell in row if isinstance(cell, str)]
        assert not any(re.match(r"\s*[=+\-@\t\r＝＋－＠]", cell) for cell in cells)
    assert len(events(given_out(Format.ICS, report, lang))) == 1


def test_a_note_of_another_item_is_not_in_the_way_of_this_one() -> None:
    """Each line tells of its own item, so that a file grows with the items, not with its square."""
    items = [{"kind": "port_inspection", "id": f"P{number}"} for number in range(60)]
    rows = csv_rows(given_out(Format.CSV, made({"enterprise": {}, "business": items})))
    for row in rows:
        for other in re.findall(r"\bP\d+\b", row["why"] + row["open questions"]):
            assert other == row["pending item"]


ITEMS = st.lists(
    st.fixed_dictionaries(
        {"kind": st.just("plant_permit")},
        optional={
            "special_circumstances": st.booleans(),
            "accepted_on": st.just("2026-03-02"),
        },
    ),
    min_size=1,
    max_size=3,
)
"""Items of one kind, so that often one is settled and its neighbour is not."""


@FEWER
@given(profile=profiles, items=ITEMS)
def test_a_line_about_an_item_shows_what_is_open_of_that_item_alone(
    profile: dict[str, Any], items: list[dict[str, Any]]
) -> None:
    report = made({**profile, "business": items}, catalogue=BAY)
    words = ReportWords(report, BAY, Lang.EN).words
    answers = {
        (provision.id, words.item_label(item.index) if item else ""): (provision, item)
        for measure in report.measures
        for provision in measure.provisions
        for item in provision.business or (None,)
    }
    rows = [row for row in csv_rows(given_out(Format.CSV, report)) if row["provision"]]
    found = {(row["provision"], row["pending item"]): row for row in rows}
    assert set(found) == set(answers)
    for line, (provision, item) in answers.items():
        row = found[line]
        answer = item or provision
        questions = row["open questions"].split(" / ") if row["open questions"] else []
        assert questions == list(map(words.question, answer.open_facts))
        assert row["why"].startswith("to find out: ") == bool(answer.open_facts)
        assert row["why"] != "to find out: "
        assert (row["why"] == "") == (answer.applies is Truth.TRUE)
        done = {Truth.TRUE: "applies", Truth.UNKNOWN: "undetermined", Truth.FALSE: "not applicable"}
        if item:
            assert row["verdict on the item"] == done[item.applies]
        waits = "Not for this item" if item else GROUPS[Group.WAIT].en
        actions = {
            Truth.TRUE: {
                GROUPS[group].en for group in (Group.CLAIM, Group.AUTOMATIC, Group.SELECTED)
            },
            Truth.UNKNOWN: {GROUPS[Group.ANSWER].en},
            Truth.FALSE: {waits, GROUPS[Group.NOT_FOR_YOU].en},
        }
        assert row["what to do"] in actions[answer.applies]


def test_a_date_that_is_not_given_is_missed_in_every_format() -> None:
    level = {"credit_level": "advanced_certified"}
    bare = {"kind": "special_goods_approval", "special_circumstances": False}
    report = made({"enterprise": level, "business": [bare]})
    for form, read in READ.items():
        if form is not Format.JSON:
            assert "not given, so no date can be calculated" in read(given_out(form, report)), form


def test_only_what_would_act_is_made_harmless() -> None:
    for words in ("=1", "+1", "-1", "@x", "\tx", "\rx", " =1", "＝1", "－1"):
        assert escape_formula(words) == f"'{words}"
    for words in ("a=1", "1-1", "上海", "", "'=1"):
        assert escape_formula(words) == words


# The same bytes, and from whole to whole


CHIP_MAKER = str(ROOT / "examples" / "chip-maker.toml")


def test_the_same_input_gives_the_same_bytes(aeo_process: Aeo, tmp_path: Path) -> None:
    """In every format, whatever the hashes' seed, the locale and the zone of the machine."""
    code = "import sys; from aeo_cli.cli import run; print(*map(run, eval(sys.argv[1])))"
    launcher = (sys.executable, "-c", code)
    machines = {
        "one": {"PYTHONHASHSEED": "1", "LANG": "C.UTF-8"},
        "other": {"PYTHONHASHSEED": "2", "LANG": "zh_CN.UTF-8", "TZ": "America/Lima"},
    }
    for folder, environment in machines.items():
        (tmp_path / folder).mkdir()
        words = ["check", CHIP_MAKER, "--on", "2026-03-02", "--lang", "zh"]
        commands = [
            [*words, "--format", str(form), "-o", f"{folder}/{form}.{form.suffixes[0]}"]
            for form in Format
        ]
        done = aeo_process(repr(commands), launcher=launcher, **environment)
        assert (done.stdout.split(), done.stderr) == ([b"0"] * len(Format), b"")
    for first in (tmp_path / "one").iterdir():
        assert first.read_bytes() == (tmp_path / "other" / first.name).read_bytes() != b""


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS], ids=["no space", "read-only"])
@pytest.mark.parametrize("form", Format)
def test_a_file_is_written_whole_or_the_old_one_stands(
    form: Format, number: int, aeo: Aeo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, "x")

    monkeypatch.setattr("os.fsync", fail)
    file = tmp_path / f"report.{form.suffixes[0]}"
    file.write_text("old", encoding="utf-8")
    done = aeo("check", CHIP_MAKER, "--on", "2026-05-02", "-o", file.name)
    assert (done.returncode, done.stdout) == (2, b"")
    assert file.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.unix
def test_whoever_is_killed_while_writing_leaves_the_old_file(
    aeo_process: Aeo, tmp_path: Path
) -> None:
    (tmp_path / "report.xlsx").write_text("old", encoding="utf-8")
    code = "import os, sys\nos.fsync = lambda _: os.kill(os.getpid(), 9)\n"
    code += "from aeo_cli.__main__ import main; sys.exit(main())"
    done = aeo_process(
        "check", CHIP_MAKER, "-o", "report.xlsx", launcher=(sys.executable, "-c", code)
    )
    assert (done.returncode, done.stdout) == (-9, b"")
    assert (tmp_path / "report.xlsx").read_text(encoding="utf-8") == "old"
