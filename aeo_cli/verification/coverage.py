"""That the cases beside a catalogue cover it, and come out as they state.

A case covers a comparison where it alone decides: the provision does not apply, and would if that
comparison came out the other way.
"""

import re
from collections.abc import Iterator
from functools import partial

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import ProvisionAnswer, Verdict
from aeo_cli.catalogue.checks import Breach, Check, faults
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue, ConditionalCaveat, Provision
from aeo_cli.documents.problems import Problem
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.conditions import ALWAYS, Compare, comparisons
from aeo_cli.rules.kleene import KLEENE, Truth, negation
from aeo_cli.rules.traces import CompareTrace, Trace, fold_trace
from aeo_cli.verification.case_runs import Cases, Trial

LineKey = tuple[str, str, str]
"""A comparison: fact, operator, operand."""


def checks(cases: Cases, calendar: Calendar) -> list[Check]:
    """Return the checks of the cases beside a catalogue."""
    covered, right = partial(_uncovered, cases, calendar), partial(_unlike, cases, calendar)
    return [
        Check("cases_cover", _COVER, _COVER_RULE, covered),
        Check("cases_come_out", _COME_OUT, _COME_OUT_RULE, right),
    ]


def unlike(cases: Cases, catalogue: Catalogue, calendar: Calendar) -> list[Problem]:
    """Return a problem for every case that does not come out as it states."""
    (_, right), at = checks(cases, calendar), CatalogueIndex(catalogue)
    return [fault.problem for fault in faults(right, at)]


_COVER = both("案例齐全", "coverage by cases")
_COVER_RULE = both(
    "每个条款都有案例：至少一例适用、一例待定、一例没有相应业务，每个比较至少一次成为不适用的唯一原因，"
    "每个字段至少一次因未知而待定，每条有条件的注意事项显示和不显示各一例",
    "Every provision has cases: one applies, one is undetermined, one has nothing pending; each "
    "comparison is once the only reason against it, each fact is once open, and each caveat with "
    "a condition is once shown and once hidden",
)
_COME_OUT = both("案例相符", "outcome of cases")
_COME_OUT_RULE = both("每个案例的结果与所写的一致", "Every case comes out as it states")


def _uncovered(cases: Cases, calendar: Calendar, at: CatalogueIndex) -> Iterator[Breach]:
    if not cases.books:
        yield cases.folder, _NO_CASES
        return
    provisions = {provision.id for _, _, provision in at.provisions}
    for name, book in cases.books.items():
        if book.provision is not None and book.provision not in provisions:
            yield name, book.provision
    for place, _, provision in at.provisions:
        trials = cases.of(provision.id)
        answers = [trial.answer(provision, at.catalogue, calendar) for trial in trials]
        unseen = _unseen(provision.caveats, trials, at.catalogue, calendar)
        yield from ((place, gap) for gap in (*_gaps(provision, answers, at), *unseen))
    for gap in _unseen(at.catalogue.caveats, cases.of(None), at.catalogue, calendar):
        yield "caveats", gap


def _unlike(cases: Cases, calendar: Calendar, at: CatalogueIndex) -> Iterator[Breach]:
    provisions = [("caveats", None), *((place, provision) for place, _, provision in at.provisions)]
    for place, provision in provisions:
        for file, one in cases.differences(provision, at.catalogue, calendar):
            where = _CASE.fill(file=file, name=one.case) if one.case else file
            words = {"part": one.part, "stated": one.stated, "found": one.found}
            yield place, _DIFFERS.fill(where=where, **words)


_CASE = both("{file}“{name}”", "{file}, “{name}”")
_DIFFERS = both(
    "{where}：{part} 写的是 {stated}，结果是 {found}",
    "{where}: {part} is stated as {stated} and comes out as {found}",
)
_NO_CASES = both("没有案例", "no cases")
_NONE_APPLIES = both("没有适用的案例", "no case in which it applies")
_NONE_OPEN = both("没有待定的案例", "no case in which it is undetermined")
_NONE_IDLE = both("没有“无相应业务”的案例", "no case with nothing of its kind pending")
_NOT_TURNED = both("没有案例单独取决于 {line}", "no case turns on {line} alone")
_NEVER_OPEN = both("没有案例缺 {fact} 而待定", "no case is undetermined for want of {fact}")
_UNSEEN = both(
    "没有案例{shown}这条注意事项：{text}", "no case in which this caveat is {shown}: {text}"
)
_SHOWN = {True: both("显示", "shown"), False: both("不显示", "hidden")}
_LENGTH = 40


def _gaps(
    provision: Provision, answers: list[ProvisionAnswer], at: CatalogueIndex
) -> Iterator[Text]:
    """Yield what the cases of a provision leave out."""
    if not answers:
        yield _NO_CASES
        return
    verdicts = {answer.verdict for answer in answers}
    definitions = at.catalogue.conditions
    stated = [
        line
        for condition in (provision.entitled, provision.triggered)
        for line in comparisons(condition, definitions)
    ]
    if Verdict.APPLIES not in verdicts:
        yield _NONE_APPLIES
    if stated and Verdict.UNDETERMINED not in verdicts:
        yield _NONE_OPEN
    if provision.kind and all(answer.business for answer in answers):
        yield _NONE_IDLE
    refused = [answer for answer in answers if answer.applies is Truth.FALSE]
    for part in dict.fromkeys(map(_line, stated)):
        if not any(_turns_on(provision, answer, part) for answer in refused):
            yield _NOT_TURNED.fill(line=" ".join(part))
    lacking = {_own(fact) for answer in answers for fact in answer.open_facts}
    for fact in dict.fromkeys(line.fact for line in stated):
        if fact not in lacking:
            yield _NEVER_OPEN.fill(fact=fact)


def _unseen(
    caveats: tuple[ConditionalCaveat, ...],
    trials: list[Trial],
    catalogue: Catalogue,
    calendar: Calendar,
) -> Iterator[Text]:
    """Yield the caveats with a condition that no stating case shows, or that none hides."""
    stating = [trial for trial in trials if trial.case.caveats is not None]
    found = [trial.shown(caveats, catalogue, calendar) for trial in stating]
    for caveat in caveats:
        if caveat.when is not ALWAYS:
            seen = {caveat in shown for shown in found}
            for shown in {True, False} - seen:
                cut = both(caveat.zh[:_LENGTH], caveat.en[:_LENGTH])
                yield _UNSEEN.fill(shown=_SHOWN[shown], text=cut)


def _turns_on(provision: Provision, answer: ProvisionAnswer, line: LineKey) -> bool:
    """Say whether a provision that does not apply would, if one comparison came out otherwise."""
    entitled = _turned(answer.because, line)
    triggered = (_turned(item.because, line) for item in answer.business)
    return entitled is Truth.TRUE and (provision.kind is None or Truth.TRUE in triggered)


def _turned(trace: Trace, line: LineKey) -> Truth:
    def turned(part: CompareTrace) -> Truth:
        return negation(part.truth) if _line(part) == line else part.truth

    return fold_trace(trace, turned, KLEENE)


def _line(part: Compare) -> LineKey:
    return _own(part.fact), part.operator, str(part.operand)


def _own(fact: str) -> str:
    """Return the name of a fact as conditions write it, whichever item's it is."""
    return re.sub(r"^business\[[0-9]+\]\.", "item.", fact)
