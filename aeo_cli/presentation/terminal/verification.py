"""The results of `aeo catalogue verify` and `aeo catalogue mutate`."""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Group as Stack
from rich.console import RenderableType
from rich.padding import Padding

from aeo_cli.catalogue.locations import Location
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.escaping import visible
from aeo_cli.documents.problems import quoted
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.terminal import blocks
from aeo_cli.presentation.terminal.blocks import ACCENT, QUIET, STRONG
from aeo_cli.presentation.terminal.prose import Prose
from aeo_cli.presentation.wording.language import Language
from aeo_cli.verification.mutation import Mutation, Survivor
from aeo_cli.verification.verify import CheckResult, ToldFault, Verification

_SOUND = both("全部 {n} 项检查通过", "sound: all {n} checks passed")
_UNSOUND = both("{n} 项检查中有 {bad} 项未通过", "not sound: {bad} of {n} checks failed")
_SIZE = both(
    "措施 {measures} · 条款 {provisions} · 案例 {cases}",
    "measures {measures} · provisions {provisions} · cases {cases}",
)
_UNREAD = both("未读取", "not read")
_FAILS, _HOLDS = both("未通过", "Failed"), both("通过", "Passed")
_LEFT = both("未检查（须先通过以上各项）", "Skipped until the checks above pass")
_WITNESSES = both("各条款的最简企业情况", "Smallest profiles")
_APPLIES, _NOT = both("适用", "applies"), both("不适用", "does not")
_EMPTY = both("（没有内容）", "(nothing)")
_NEVER = both("没有", "none")
_SCORE = both(
    "能改变结论的 {n} 处改动中，发现 {killed} 处（{percent}）",
    "{killed} of the {n} changes that matter are caught ({percent})",
)
_BESIDE = both(
    "另有 {refused} 处改动使目录无法载入，{equivalent} 处经证明不影响任何结论",
    "{refused} more would not load, and {equivalent} provably change no answer",
)
_CHANGES = both("按改动种类", "By type of change")
_SURVIVORS = both("未发现的改动", "Missed")
_SURVIVED = both("{place}：{change} → {after}", "{place}: {change} → {after}")
_LEFT_OUT = both("删去", "removed")
_KILLED_SURVIVED = both("发现 {killed}，遗漏 {survived}", "{killed} caught, {survived} missed")


class VerificationLayout:
    """The layouts of a verification and of a mutation test."""

    def __init__(self, page: Page) -> None:
        self.page, self.language = page, Language(page.lang)
        self.say = self.language.say

    def verification(self, verification: Verification) -> RenderableType:
        """Return which checks hold; if all do, also the smallest profiles of each provision."""
        checks = verification.checks
        failing = [check for check in checks if check.holds is False]
        skipped = [check for check in checks if check.holds is None]
        passing = [check for check in checks if check.holds]
        cases = _UNREAD if verification.cases is None else verification.cases
        size = self.say(
            _SIZE,
            measures=verification.measures,
            provisions=verification.provisions,
            cases=cases,
        )
        verdict = self.say(_UNSOUND if failing else _SOUND, n=len(checks), bad=len(failing))
        parts = [
            *self.head(verification.title, verification.catalogue),
            Prose(size),
            Prose(verdict, STRONG if failing else ACCENT),
        ]
        if failing:
            parts += [self.heading(_FAILS, len(failing)), *map(self.failing, failing)]
            for title, others in ((_LEFT, skipped), (_HOLDS, passing)):
                if others:  # by id only, so that what holds does not hide what fails
                    ids = Prose(", ".join(check.id for check in others), QUIET)
                    parts += [self.heading(title, len(others)), ids]
            return Stack(*parts)
        rules = ((check.id, self.rule(check)) for check in passing)
        witnesses = self.witnesses(verification)
        return Stack(
            *parts,
            self.heading(_HOLDS, len(passing)),
            blocks.rows(rules, self.page),
            self.heading(_WITNESSES, len(verification.witnesses)),
            blocks.rows(witnesses, self.page),
        )

    def head(self, title: Text, catalogue: CatalogueReference) -> Iterator[RenderableType]:
        """Yield the title and version of a catalogue."""
        yield Prose(self.say(title), STRONG)
        yield Prose(f"{visible(catalogue.id)} · {visible(catalogue.version)}", QUIET)

    def heading(self, title: Text, count: int) -> RenderableType:
        """Return a heading with the number of lines under it."""
        return blocks.heading(self.language.counted(title, count), self.page)

    def rule(self, check: CheckResult) -> str:
        """Return the name of a check and its rule."""
        return self.language.labelled(self.say(check.name), self.say(check.rule))

    def failing(self, check: CheckResult) -> RenderableType:
        """Return a failed check with its faults."""
        located = both("{place}：{found}", "{place}: {found}")
        hinted = both("{fault}；{hint}", "{fault}; {hint}")
        lines = []
        for fault in check.faults:
            line = self.say(located, place=_location(fault), found=fault.found)
            lines.append(self.say(hinted, fault=line, hint=fault.hint) if fault.hint else line)
        return Stack(
            blocks.section(f"{check.id} · {self.say(check.name)}"),
            Prose(self.say(check.rule)),
            Padding(blocks.bullets(map(Prose, lines)), (0, 0, 0, 2)),
        )

    def witnesses(self, verification: Verification) -> Iterator[LabelledRow]:
        """Yield for each provision a smallest profile to which it applies, and one it does not."""
        for witness in verification.witnesses:
            applies, fails = self.profile(witness.applies), self.profile(witness.fails)
            yield witness.id.rjust(3), self.language.labelled(self.say(_APPLIES), applies)
            yield "", self.language.labelled(self.say(_NOT), fails)

    def profile(self, document: Mapping[str, Any] | None) -> str:
        """Return a profile in one line: the facts with their values, then the pending items."""
        if document is None:
            return self.say(_NEVER)
        owners = (document.get("enterprise", {}), document.get("readings", {}))
        tables = (*owners, *document.get("business", []))
        parts = (part for table in tables for part in _facts(table))
        return visible("; ".join(parts)) or self.say(_EMPTY)

    def mutation(self, mutation: Mutation) -> RenderableType:
        """Return how many changes of a catalogue its cases and checks notice, and the others."""
        fates = mutation.fates
        count = fates.killed + fates.survived
        percent = f"{fates.killed / count:.1%}" if count else "-"
        score = self.say(_SCORE, n=count, killed=fates.killed, percent=percent)
        beside = self.say(_BESIDE, refused=fates.refused, equivalent=fates.equivalent)
        rows = [
            (
                change.change,
                self.say(_KILLED_SURVIVED, killed=change.killed, survived=change.survived),
            )
            for change in mutation.changes
            if change.killed + change.survived
        ]
        parts = [
            *self.head(mutation.title, mutation.catalogue),
            Prose(score, STRONG if fates.survived else ACCENT),
            Prose(beside),
            self.heading(_CHANGES, len(rows)),
            blocks.rows(rows, self.page),
        ]
        if mutation.survivors:
            parts.append(self.heading(_SURVIVORS, len(mutation.survivors)))
            parts.append(blocks.bullets(map(self.survivor, mutation.survivors)))
        return Stack(*parts)

    def survivor(self, survivor: Survivor) -> Prose:
        """Return a change that nothing noticed."""
        after = survivor.after or _LEFT_OUT
        place = _location(survivor)
        return Prose(self.say(_SURVIVED, place=place, change=survivor.change, after=after))


def _location(located: ToldFault | Survivor) -> str | Text:
    return Location(located.place, located.number, located.provision).label()


def _facts(table: Mapping[str, object]) -> Iterator[str]:
    for name, value in table.items():
        yield f"{name} = {quoted(tuple(value) if isinstance(value, list) else value).en}"
