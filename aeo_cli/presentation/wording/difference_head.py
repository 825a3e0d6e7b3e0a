"""The head of a difference: the enterprise, and what is compared with what."""

from collections.abc import Iterator

from aeo_cli.comparison.document import Side, Source
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.text import both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.audits import audit_words
from aeo_cli.presentation.wording.causes import DifferenceWords
from aeo_cli.presentation.wording.dates import day_words
from aeo_cli.presentation.wording.labels import DAY_OF_ASSESSMENT, REF


class DifferenceHead:
    """The head of a difference.

    Args:
        difference_words: the words of the difference.
        supposed: whether the later report rests on assumptions (`aeo whatif`).
    """

    def __init__(self, difference_words: DifferenceWords, *, supposed: bool) -> None:
        self.difference, self.sides = difference_words.difference, difference_words.sides
        self.words, self.language = difference_words.words, difference_words.language
        self.say, self.supposed = difference_words.language.say, supposed

    def rows(self) -> list[LabelledRow]:
        """Return the enterprise's data, and what is compared with what."""
        rows = []
        for name in self.words.catalogue.heading:
            key = name.partition(".")[2]
            fact = self.words.fact(name)
            before, after = (
                self.words.value(fact, side.profile.enterprise.get(key)) for side in self.sides
            )
            is_same = self.supposed or before == after
            value = before if is_same else self.language.arrow(before, after)
            rows.append((self.words.fact_label(name), value))
        if not self.supposed:
            pairs = ((_BEFORE, self.difference.before), (_AFTER, self.difference.after))
            return [*rows, *((self.say(name), self._side(side)) for name, side in pairs)]
        side = self.difference.before
        if side.ref is not None:
            rows.append((self.say(REF), visible(side.ref)))
        rows.append((self.say(DAY_OF_ASSESSMENT), self.say(day_words(side.on))))
        return [*rows, (self.say(CATALOGUE), self.versions(side))]

    def _side(self, side: Side) -> str:
        parts = [
            self.say(_SOURCES[side.source]),
            *([] if side.ref is None else [self.say(_REF, ref=side.ref)]),
            self.say(day_words(side.on)),
            self.language.labelled(self.say(CATALOGUE), self.versions(side)),
        ]
        if side.source is Source.REPORT and side.unaltered is not False:
            parts.append(self.say(audit_words(side, self.words.catalogue)))
        return " · ".join(parts)

    def versions(self, side: Side) -> str:
        """Return the versions of a side's catalogue and tool."""
        versions = {"id": side.catalogue.id, "version": side.catalogue.version, "tool": side.tool}
        return self.say(_VERSIONS, **versions)

    def warnings(self) -> Iterator[str]:
        """Yield a warning for each report that was altered."""
        for name, side in ((_OLD, self.difference.before), (_NEW, self.difference.after)):
            if side.unaltered is False:
                yield self.say(_ALTERED, name=name, place=side.altered_at or "")


_BEFORE, _AFTER = both("旧", "old"), both("新", "new")
_OLD, _NEW = both("旧报告", "the old report"), both("新报告", "the new report")
_REF = both("内部编号 {ref}", "ref {ref}")
CATALOGUE = both("措施目录", "catalogue")
_SOURCES = {
    Source.PROFILE: both("企业情况文件（本次核对）", "a profile, assessed now"),
    Source.REPORT: both("已保存的报告", "a saved report"),
}
_VERSIONS = both("{id} {version}，{tool}", "{id} {version}, {tool}")
_ALTERED = both(
    "{name}已被改动：结论与所载企业情况不符，首处为 {place}。",
    "{name} was altered: its answers do not match its profile, first at {place}.",
)
