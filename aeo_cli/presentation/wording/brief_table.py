"""The report in brief as the first sheet of a workbook: a page to read, not a table to filter."""

from collections.abc import Iterable, Iterator

from aeo_cli.documents.text import both
from aeo_cli.presentation.table import Cell, Table, TableColumn
from aeo_cli.presentation.wording.brief import Brief, BriefSection
from aeo_cli.presentation.wording.labels import EVIDENCE, PENDING_BUSINESS
from aeo_cli.presentation.wording.table_columns import BASIS

Row = tuple[Cell, ...]
"""A label or day, how far it is, the provisions, the words, the label of force."""


def brief_table(brief: Brief) -> Table:
    """Return the enterprise and the counts, what to do first, and at last the caveats."""
    rows, sections = list[Row](), list[int]()
    for heading, lines in _parts(brief):
        sections.append(len(rows))
        rows.append((heading, None, None, None, None))
        rows += lines
    columns = (TableColumn(brief.say(heading), width) for heading, width in _COLUMNS)
    return Table(brief.say(_NAME), tuple(columns), rows, sections=frozenset(sections))


def _parts(brief: Brief) -> Iterator[tuple[str, Iterable[Row]]]:
    """Yield each part that is not empty: its heading and its rows."""
    digest, say = brief.digest, brief.say
    yield say(_REPORT), _about(brief)
    for section in brief.sections():
        yield section.heading, _section(section)
    if others := list(_others(brief)):
        yield say(_OTHERS), others
    if evidence := digest.evidence_lines():
        yield say(EVIDENCE), map(_words, evidence)
    yield digest.caveats_heading(), map(_words, digest.caveats())
    yield say(BASIS), [_words(digest.basis())]


def _about(brief: Brief) -> Iterator[Row]:
    digest, language = brief.digest, brief.language
    # The last row of the head is the day of assessment, which is a date here.
    *head, (day_label, _) = digest.head()
    yield from ((label, None, None, value, None) for label, value in head)
    yield day_label, None, None, brief.report.on, None
    counts = language.listed(f"{count.name} {count.phrase}" for count in digest.counts())
    yield brief.say(_COUNTS), None, None, counts, None
    for item in digest.pending:
        name = language.with_remark(item.name, item.business)
        words = language.labelled(name, item.verdicts)
        yield brief.say(PENDING_BUSINESS), None, None, words, None


def _section(section: BriefSection) -> Iterator[Row]:
    for entry in section.entries:
        day, distance = None, None
        if entry.due:
            day = entry.due.day
            distance = f"! {entry.due.distance}" if entry.due.is_urgent else entry.due.distance
        words = " · ".join((entry.text, *entry.details))
        yield day, distance, entry.id, "\n".join(filter(None, (words, entry.advice))), entry.label
    for question in section.questions:
        yield None, None, question.provisions, question.question, None


def _others(brief: Brief) -> Iterator[Row]:
    """Yield a row for each kind of what does not apply."""
    if note := brief.pending_note():
        yield _words(note)
    for heading, phrases in (brief.nothing_for_items(), brief.no_business(), brief.not_for_you()):
        if phrases:
            yield heading, None, None, brief.language.listed(phrases), None


def _words(words: str) -> Row:
    return None, None, None, words, None


_NAME = both("摘要", "Summary")
_REPORT = both("核对结果", "The report")
_COUNTS = both("措施条数", "measures")
_OTHERS = both("不适用或暂不涉及", "What does not apply")
_COLUMNS = (
    (both("日期", "day"), 21),
    (both("距核对日", "how far"), 13),
    (both("条款", "provision"), 11),
    (both("内容", "content"), 80),
    (both("确定程度", "how firm"), 21),
)
