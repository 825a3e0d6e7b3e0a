"""From a catalogue, a profile, a calendar and a day to a report.

Pure: it reads no file and no clock, and prints nothing. The same input gives the same report.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.deadlines import deadline
from aeo_cli.assessment.open_facts import ranked_open_facts
from aeo_cli.assessment.report import (
    TOOL,
    EvidenceView,
    ItemAnswer,
    MeasureAnswer,
    Plain,
    ProfileView,
    ProvisionAnswer,
    Report,
    Summary,
    Verdict,
    verdict_of,
)
from aeo_cli.assessment.situation import ItemStatus, Situation
from aeo_cli.catalogue.modality import decisive
from aeo_cli.catalogue.model import Catalogue, Caveat, ConditionalCaveat, Measure, Provision
from aeo_cli.catalogue.references import CatalogueReference, CitedPlace
from aeo_cli.documents.text import Text, both, with_inner_quotes
from aeo_cli.profile.model import BUSINESS, Profile
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.evaluation import truth_of
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import ON, item_index
from aeo_cli.rules.traces import Trace, open_facts


def assess(catalogue: Catalogue, profile: Profile, calendar: Calendar, on: date) -> Report:
    """Return what every measure of `catalogue` means for `profile` on the day `on`.

    The day affects verdicts and deadlines only through evidence: a fact whose evidence has expired
    is unknown again.
    """
    return Assessment(catalogue, profile, calendar, on).report()


class Assessment:
    """Makes a report, or parts of one, from the four inputs of an assessment."""

    def __init__(
        self, catalogue: Catalogue, profile: Profile, calendar: Calendar, on: date
    ) -> None:
        self.catalogue, self.profile, self.calendar, self.on = catalogue, profile, calendar, on
        self.situation = Situation(catalogue, profile, on)
        self.known = self.situation.known
        self.caveat_scope = self.situation.scope._replace(values={**self.known, ON: on})

    def report(self) -> Report:
        """Return the whole report."""
        measures = tuple(map(self._measure_answer, self.catalogue.measures))
        verdicts = Counter(measure.verdict for measure in measures)
        return Report.model_construct(
            tool=TOOL,
            catalogue=CatalogueReference.to(self.catalogue),
            on=self.on,
            profile=self._profile_view(),
            summary=Summary(
                applies=verdicts[Verdict.APPLIES],
                undetermined=verdicts[Verdict.UNDETERMINED],
                dormant=verdicts[Verdict.DORMANT],
                not_applicable=verdicts[Verdict.NOT_APPLICABLE],
            ),
            caveats=(
                *self.caveats(self.catalogue.caveats),
                *self._expiry_caveats(),
                *self._business_caveat(),
            ),
            measures=measures,
            open_facts=ranked_open_facts(self.situation),
        )

    def _profile_view(self) -> ProfileView:
        def view(owner: str, facts: Mapping[str, Fact]) -> dict[str, Plain | None]:
            return {name: _plain(self.known.get(f"{owner}.{name}")) for name in facts}

        return ProfileView.model_construct(
            ref=self.profile.ref,
            enterprise=view("enterprise", self.catalogue.enterprise),
            readings=view("readings", self.catalogue.readings),
            business=tuple(
                {"id": item.id, "kind": item.kind, "note": item.note}
                | view(item.name, self.catalogue.kinds[item.kind].facts)
                for item in self.profile.business
            ),
            evidence={
                name: EvidenceView.model_construct(**evidence._asdict())
                for name, evidence in self.profile.evidence.items()
            },
        )

    def _measure_answer(self, measure: Measure) -> MeasureAnswer:
        answers = {provision.id: self.provision(provision) for provision in measure.provisions}
        verdicts = (answers[provision.id].verdict for provision in decisive(measure.provisions))
        return MeasureAnswer.model_construct(
            number=measure.number,
            id=measure.id,
            category=measure.category,
            title=measure.title,
            verdict=min(verdicts, key=list(Verdict).index),  # they are declared best first
            provisions=tuple(answers.values()),
        )

    def provision(self, provision: Provision) -> ProvisionAnswer:
        """Return what one provision means for the enterprise."""
        status = self.situation.status(provision)
        entitled, applies = status.entitled, status.applies
        return ProvisionAnswer.model_construct(
            id=provision.id,
            verdict=verdict_of(entitled.truth, applies.truth),
            entitled=entitled.truth,
            applies=applies.truth,
            route=provision.route,
            force=provision.force,
            summary=provision.summary,
            how=provision.how,
            otherwise=provision.otherwise,
            effect=provision.effect,
            caveats=self.caveats(provision.caveats),
            citation=CitedPlace.of(provision.citation, self.catalogue),
            because=entitled,
            open_facts=_open_facts(applies),
            business=tuple(self._item_answer(provision, item) for item in status.items),
        )

    def _item_answer(self, provision: Provision, status: ItemStatus) -> ItemAnswer:
        item, triggered, applies = status
        runs_from = self.known.get(f"{item.name}.{provision.runs_from}")
        certain = applies.truth is Truth.TRUE
        return ItemAnswer.model_construct(
            index=item.position,
            id=item.id,
            triggered=triggered.truth,
            applies=applies.truth,
            because=triggered,
            open_facts=_open_facts(applies),
            deadline=deadline(provision.effect, runs_from, self.calendar) if certain else None,
        )

    def caveats(self, caveats: Iterable[ConditionalCaveat]) -> tuple[Caveat, ...]:
        """Return the caveats that apply, or may apply for all that is known."""
        return tuple(
            caveat.plain()
            for caveat in caveats
            if truth_of(caveat.when, self.caveat_scope) is not Truth.FALSE
        )

    def _expiry_caveats(self) -> Iterator[Caveat]:
        """Yield a caveat for each fact whose evidence has expired or will soon expire."""
        yield from (self._expiry_caveat(_EXPIRED, name) for name in self.situation.expired)
        yield from (self._expiry_caveat(_EXPIRING, name) for name in self.profile.expiring(self.on))

    def _expiry_caveat(self, template: Text, name: str) -> Caveat:
        evidence, pending = self.profile.evidence[name], self.profile.business
        label: Text = self.catalogue.fact(name, [item.kind for item in pending]).label
        index = item_index(name)
        if index is not None and (id_ := pending[index].id) is not None:
            label = both("{id} {label}", "{id}: {label}").fill(id=id_, label=label)
        # The template puts the label in quotation marks.
        label = both(with_inner_quotes(label.zh), with_inner_quotes(label.en))
        text = template.fill(label=label, last=str(evidence.valid_until), name=name)
        source = both(evidence.source, evidence.source) if evidence.source else None
        return Caveat.model_construct(zh=text.zh, en=text.en, confirmed=True, source=source)

    def _business_caveat(self) -> Iterator[Caveat]:
        """Yield a caveat if it is not known which business is pending, as none is then assessed."""
        if BUSINESS in self.profile.unknown:
            yield BUSINESS_NOT_KNOWN


_EXPIRED = both(
    "“{label}”的依据有效期至 {last}，到核对日已过期，本报告按未知处理（{name}）",
    "The evidence for “{label}” was valid until {last} and has expired by the day of assessment: "
    "this report treats it as unknown ({name})",
)
_EXPIRING = both(
    "“{label}”的依据有效期至 {last}，即将到期，请及时重新核实（{name}）",
    "The evidence for “{label}” is valid until {last} and ends soon: have it verified anew in time "
    "({name})",
)
BUSINESS_NOT_KNOWN = Caveat.model_construct(
    zh="有哪些待办业务尚不清楚，本报告按没有处理：“暂不涉及”的措施可能实际用得上",
    en="Which business is pending is not known. This report counts it as none: a measure without "
    "such business may be of use all the same",
    confirmed=True,
    source=None,
)


def _open_facts(applies: Trace) -> tuple[str, ...]:
    return tuple(dict.fromkeys(open_facts(applies)))


def _plain(value: Value | None) -> Plain | None:
    return value.isoformat() if isinstance(value, date) else value
