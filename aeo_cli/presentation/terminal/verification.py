"""Whether a catalogue is sound, and whether its cases would notice if it were not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

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
from aeo_cli.presentation.wording.catalogue import Language
from aeo_cli.verification.mutation import Mutation, Survivor
from aeo_cli.verification.verify import CheckResult, ToldFault, Verification


def layout(found: Verification | Mutation, page: Page) -> RenderableType:
    """Return what holds of a catalogue and what each provision needs, or what its cases notice."""
    shown = _VerificationLayout(page)
    return shown.verification(found) if isinstance(found, Verification) else shown.mutation(found)


_SOUND = both("全部 {n} 项检查通过", "sound: all {n} checks hold")
_UNSOUND = both("{n} 项检查中有 {bad} 项未通过", "not sound: {bad} of {n} checks fail")
_SIZE = both(
    "措施 {measures} · 条款 {provisions} · 案例 {cases}",
    "measures {measures} · provisions {provisions} · cases {cases}",
)
_UNREAD = both("未读取", "not read")
_FAILS, _HOLDS = both("未通过", "Fails"), both("通过", "Holds")
_LEFT = both("未检查（须先通过以上各项）", "Not examined, until the above hold")
_WITNESSES = both("各条款的最小企业情况", "The smallest profiles")
_APPLIES, _NOT = both("适用", "applies"), both("不适用", "does not")
_EMPTY = both("（没有内容）", "(nothing)")
_NEVER = both("没有", "none")
_SCORE = both(
    "会改变答案的 {n} 处改动，案例发现了 {killed} 处（{percent}）",
    "{killed} of {n} mutants that change anything are noticed by the cases ({percent})",
)
_BESIDE = both(
    "另有 {refused} 处改动使目录不能载入，{equivalent} 处经证明不改变任何答案",
    "{refused} more would not be loaded, and {equivalent} are proven to change no answer",
)
_CHANGES = both("按改动种类", "By what is changed")
_SURVIVORS = both("未被发现的改动", "Not noticed")
_SURVIVED = both("{place}：{change} → {after}", "{place}: {change} → {after}")
_LEFT_OUT = both("去掉", "left out")
_COLUMNS = both("发现 {killed}，遗漏 {survived}", "{killed} noticed, {survived} missed")


class _VerificationLayout:
    def __init__(self, page: Page) -> None:
        self.page, self.words = page, Language(page.lang)
        self.say = self.words.say

    def verification(self, found: Verification) -> RenderableType:
        failing = [check for check in found.checks if check.holds is False]
        left = [check for check in found.checks if check.holds is None]
        holding = [check for check in found.checks if check.holds]
        verdict, count = _UNSOUND if failing else _SOUND, len(found.checks)
        cases = _UNREAD if found.cases is None else found.cases
        counts = {"measures": found.measures, "provisions": found.provisions, "cases": cases}
        parts = [
            *self.head(found.title, found.catalogue),
            Prose(self.say(_SIZE, **counts)),
            Prose(self.say(verdict, n=count, bad=len(failing)), STRONG if failing else ACCENT),
        ]
        if failing:
            parts += [self.heading(_FAILS, len(failing)), *map(self.failing, failing)]
            for title, checks in ((_LEFT, left), (_HOLDS, holding)):
                if checks:  # what holds shall not hide what fails
                    ids = Prose(", ".join(check.id for check in checks), QUIET)
                    parts += [self.heading(title, len(checks)), ids]
            return Stack(*parts)
        rules = ((check.id, self.rule(check)) for check in holding)
        parts += [self.heading(_HOLDS, len(holding)), blocks.rows(rules, self.page)]
        parts += [self.heading(_WITNESSES, len(found.witnesses))]
        return Stack(*parts, blocks.rows(self.witnesses(found), self.page))

    def head(self, title: Text, catalogue: CatalogueReference) -> Iterator[RenderableType]:
        yield Prose(self.say(title), STRONG)
        yield Prose(f"{visible(catalogue.id)} · {visible(catalogue.version)}", QUIET)

    def heading(self, title: Text, count: int) -> RenderableType:
        return blocks.heading(self.words.counted(title, count), self.page)

    def rule(self, check: CheckResult) -> str:
        return self.words.labelled(self.say(check.name), self.say(check.rule))

    def failing(self, check: CheckResult) -> RenderableType:
        told = both("{place}：{found}", "{place}: {found}")
        hinted = both("{told}；{hint}", "{told}; {hint}")
        lines = []
        for fault in check.faults:
            line = self.say(told, place=_named(fault), found=fault.found)
            lines.append(self.say(hinted, told=line, hint=fault.hint) if fault.hint else line)
        return Stack(
            blocks.section(f"{check.id} · {self.say(check.name)}"),
            Prose(self.say(check.rule)),
            Padding(blocks.bullets(map(Prose, lines)), (0, 0, 0, 2)),
        )

    def witnesses(self, found: Verification) -> Iterator[LabelledRow]:
        for pair in found.witnesses:
            yield (
                pair.id.rjust(3),
                self.words.labelled(self.say(_APPLIES), self.profile(pair.applies)),
            )
            yield "", self.words.labelled(self.say(_NOT), self.profile(pair.fails))

    def profile(self, document: Mapping[str, object] | None) -> str:
        """Return a profile in one line: the facts with their values, and what is pending."""
        if document is None:
            return self.say(_NEVER)
        words: list[str] = []
        for owner in ("enterprise", "readings"):
            facts = document.get(owner, {})
            words += _told(facts.items()) if isinstance(facts, dict) else []
        items = document.get("business", [])
        for item in items if isinstance(items, list) else []:
            words.append("; ".join(_told(item.items())))
        return visible("; ".join(words)) or self.say(_EMPTY)

    def mutation(self, found: Mutation) -> RenderableType:
        fates = found.fates
        count = fates.killed + fates.survived
        percent = f"{fates.killed / count:.1%}" if count else "-"
        score = self.say(_SCORE, n=count, killed=fates.killed, percent=percent)
        beside = self.say(_BESIDE, refused=fates.refused, equivalent=fates.equivalent)
        rows = [
            (change.change, self.say(_COLUMNS, killed=change.killed, survived=change.survived))
            for change in found.changes
            if change.killed + change.survived
        ]
        parts = [
            *self.head(found.title, found.catalogue),
            Prose(score, STRONG if fates.survived else ACCENT),
            Prose(beside),
            self.heading(_CHANGES, len(rows)),
            blocks.rows(rows, self.page),
        ]
        if found.survivors:
            parts.append(self.heading(_SURVIVORS, len(found.survivors)))
            parts.append(blocks.bullets(map(self.survivor, found.survivors)))
        return Stack(*parts)

    def survivor(self, one: Survivor) -> Prose:
        after = one.after or _LEFT_OUT
        return Prose(self.say(_SURVIVED, place=_named(one), change=one.change, after=after))


def _named(one: ToldFault | Survivor) -> str | Text:
    return Location(one.place, one.number, one.provision).label()


def _told(facts: Iterable[tuple[str, object]]) -> Sequence[str]:
    return [
        f"{name} = {quoted(tuple(value) if isinstance(value, list) else value).en}"
        for name, value in facts
    ]
