"""Checks of the cases beside a catalogue: that they cover it, and that they pass.

A case covers a comparison if the comparison alone decides: the provision does not apply, and would
apply if that comparison had the other truth.
"""

from collections.abc import Iterator
from functools import partial

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.report import ProvisionAnswer, Verdict
from aeo_cli.catalogue.checks import Breach, Check, faults
from aeo_cli.catalogue.locations import CatalogueIndex
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.documents.problems import Problem
from aeo_cli.documents.text import Text, both
from aeo_cli.rules.conditions import Compare, comparisons
from aeo_cli.rules.kleene import KLEENE, Truth, negation
from aeo_cli.rules.names import condition_name
from aeo_cli.rules.traces import CompareTrace, Trace, fold_trace
from aeo_cli.verification.case_runs import Cases, Trial, conditional_caveats

ComparisonKey = tuple[str, str, str]
"""What identifies a comparison: fact, operator, operand."""


def checks(cases: Cases, calendar: Calendar) -> list[Check]:
    """Return the checks of the cases beside a catalogue."""
    return [
        Check("cases_cover", _COVER, _COVER_RULE, partial(_gaps, cases, calendar)),
        Check("cases_come_out", _COME_OUT, _COME_OUT_RULE, partial(_mismatches, cases, calendar)),
    ]


def mismatches(cases: Cases, catalogue: Catalogue, calendar: Calendar) -> list[Problem]:
    """Return a problem for each part of a case whose outcome is not as stated."""
    _, pass_check = checks(cases, calendar)
    return [fault.problem for fault in faults(pass_check, CatalogueIndex(catalogue))]


_COVER = both("案例齐全", "case coverage")
_COVER_RULE = both(
    "每个条款都有案例：适用、待定、没有相应业务的各至少一例；每项比较至少有一次是不"
    "适用的唯一原因，每个字段至少有一次因未知而待定，每条有条件的注意事项显示和不显"
    "示的各一例；整个目录的情况写在 states 里",
    "Every provision has a case in which it applies, one in which it is "
    "undetermined and one with no matching business; each comparison is the only "
    "reason against it in some case, each fact is open in some case, and each "
    "conditional caveat is shown in one case and hidden in another; `states` "
    "describes the catalogue as a whole",
)
_COME_OUT = both("案例相符", "case results")
_COME_OUT_RULE = both(
    "每个案例的结果与所写一致，各条款和整个目录的情况也与案例文件所写一致",
    "Every case gives the result it states, and every provision and the catalogue "
    "as a whole are as the case files state",
)


def _gaps(cases: Cases, calendar: Calendar, index: CatalogueIndex) -> Iterator[Breach]:
    """Yield what the cases leave untested, and the books that belong to no provision."""
    if not cases.books:
        yield cases.folder, _NO_CASES
        return
    provisions = {provision.id for _, _, provision in index.provisions}
    for name, book in cases.books.items():
        if book.provision is not None and book.provision not in provisions:
            yield name, book.provision
    for path, _, provision in index.provisions:
        trials = cases.trials_of(provision.id)
        answers = [trial.answer(provision, index.catalogue, calendar) for trial in trials]
        gaps = [
            *_provision_gaps(provision, answers, index),
            *_caveat_gaps(provision, trials, index.catalogue),
        ]
        yield from ((path, gap) for gap in gaps)
    if not any(book.states for book in cases.books.values()):
        yield cases.folder, _NO_STATES
    for gap in _caveat_gaps(None, cases.trials_of(None), index.catalogue):
        yield "caveats", gap


def _mismatches(cases: Cases, calendar: Calendar, index: CatalogueIndex) -> Iterator[Breach]:
    """Yield each part of a case whose outcome is not as stated."""
    provisions = ((path, provision) for path, _, provision in index.provisions)
    for path, provision in (("caveats", None), *provisions):
        for file, mismatch in cases.mismatches(provision, index.catalogue, calendar):
            where = _CASE.fill(file=file, name=mismatch.case) if mismatch.case else file
            outcome = {"stated": mismatch.stated, "found": mismatch.actual}
            yield mismatch.path or path, _DIFFERS.fill(where=where, part=mismatch.part, **outcome)


_CASE = both("{file}“{name}”", "{file}, “{name}”")
_DIFFERS = both(
    "{where}：{part} 应为 {stated}，实际为 {found}",
    "{where}: {part} should be {stated}, but is {found}",
)
_NO_CASES = both("没有案例", "no cases")
_NO_STATES = both(
    "没有描述整个目录的 states", "no case file has `states` for the catalogue as a whole"
)
_NONE_APPLIES = both("没有适用的案例", "no case in which it applies")
_NONE_OPEN = both("没有待定的案例", "no case in which it is undetermined")
_NONE_IDLE = both("没有“暂无相应业务”的案例", "no case with no matching business")
_NOT_TURNED = both("没有仅取决于 {line} 的案例", "no case depends on {line} alone")
_NEVER_OPEN = both(
    "没有因 {fact} 未知而待定的案例", "no case is undetermined because {fact} is unknown"
)
_UNSEEN = both(
    "没有{shown}该注意事项的案例：{text}", "no case in which this caveat is {shown}: {text}"
)
_SHOWN = {True: both("显示", "shown"), False: both("不显示", "hidden")}
_EXCERPT_LENGTH = 40
"""How many characters of a caveat are quoted."""


def _provision_gaps(
    provision: Provision, answers: list[ProvisionAnswer], index: CatalogueIndex
) -> Iterator[Text]:
    """Yield what the cases of a provision leave untested.

    Args:
        provision: the provision.
        answers: the answer for the provision in each of its cases.
        index: the catalogue of the provision.
    """
    if not answers:
        yield _NO_CASES
        return
    verdicts = {answer.verdict for answer in answers}
    definitions = index.catalogue.conditions
    compared = [
        comparison
        for condition in (provision.entitled, provision.triggered)
        for comparison in comparisons(condition, definitions)
    ]
    if Verdict.APPLIES not in verdicts:
        yield _NONE_APPLIES
    if compared and Verdict.UNDETERMINED not in verdicts:
        yield _NONE_OPEN
    if provision.kind and all(answer.business for answer in answers):
        yield _NONE_IDLE
    refusals = [answer for answer in answers if answer.applies is Truth.FALSE]
    for key in dict.fromkeys(map(_key, compared)):
        if not any(_turns_on(provision, answer, key) for answer in refusals):
            yield _NOT_TURNED.fill(line=" ".join(key))
    open_facts = {condition_name(fact) for answer in answers for fact in answer.open_facts}
    for fact in dict.fromkeys(comparison.fact for comparison in compared):
        if fact not in open_facts:
            yield _NEVER_OPEN.fill(fact=fact)


def _caveat_gaps(
    provision: Provision | None, trials: list[Trial], catalogue: Catalogue
) -> Iterator[Text]:
    """Yield the conditional caveats that no case shows, and those that no case hides.

    Only the cases that state their caveats count.
    """
    stating = [trial for trial in trials if trial.case.caveats is not None]
    shown = [trial.shown_caveats(provision, catalogue) for trial in stating]
    for caveat in conditional_caveats(provision, catalogue):
        for missing in {True, False} - {caveat in shown_caveats for shown_caveats in shown}:
            excerpt = both(caveat.zh[:_EXCERPT_LENGTH], caveat.en[:_EXCERPT_LENGTH])
            yield _UNSEEN.fill(shown=_SHOWN[missing], text=excerpt)


def _turns_on(provision: Provision, answer: ProvisionAnswer, key: ComparisonKey) -> bool:
    """Return whether a provision would apply if one comparison had the other truth.

    Args:
        provision: a provision that does not apply.
        answer: the answer that says so.
        key: the comparison.
    """
    entitled = _truth_if_flipped(answer.because, key)
    triggered = (_truth_if_flipped(item.standing.because, key) for item in answer.business)
    return entitled is Truth.TRUE and (provision.kind is None or Truth.TRUE in triggered)


def _truth_if_flipped(trace: Trace, key: ComparisonKey) -> Truth:
    """Return the truth that a trace would have if one comparison in it had the other truth."""

    def flipped(line: CompareTrace) -> Truth:
        return negation(line.truth) if _key(line) == key else line.truth

    return fold_trace(trace, flipped, KLEENE)


def _key(comparison: Compare) -> ComparisonKey:
    fact = condition_name(comparison.fact)
    return fact, comparison.operator, str(comparison.operand)
