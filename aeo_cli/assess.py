"""The assessment: a catalogue, a profile, a calendar and a day in, a report out.

Pure: no file, no clock, no print. The same input gives the same report.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import assert_never

from aeo_cli import __version__
from aeo_cli.calendars import Calendar
from aeo_cli.catalogue import Catalogue, Caveat, ConditionalCaveat, Measure, Provision
from aeo_cli.conditions import ON, Value
from aeo_cli.deadlines import deadline
from aeo_cli.facts import Fact
from aeo_cli.kleene import Truth
from aeo_cli.profile import Item, Profile
from aeo_cli.report import (
    CatalogueReference,
    CitedPlace,
    ItemAnswer,
    MeasureAnswer,
    OpenFact,
    Plain,
    ProfileView,
    ProvisionAnswer,
    Report,
    Summary,
    Verdict,
    giving,
)
from aeo_cli.text import both
from aeo_cli.traces import Scope, Trace, all_of, any_of, evaluate, open_facts


def assess(catalogue: Catalogue, profile: Profile, calendar: Calendar, on: date) -> Report:
    """Say what every measure of `catalogue` means for `profile` on the day `on`.

    The day changes no verdict and no deadline, except that a fact whose evidence has expired is
    unknown again.
    """
    return Assessment(catalogue, profile, calendar, on).report()


class Assessment:
    """The four givens, and what each part of the report is under them."""

    def __init__(
        self, catalogue: Catalogue, profile: Profile, calendar: Calendar, on: date
    ) -> None:
        self.catalogue, self.profile, self.calendar, self.on = catalogue, profile, calendar, on
        self.expired = profile.expired(on)
        known = profile.known().items()
        self.known = {name: value for name, value in known if name not in self.expired}
        self.scope = Scope.of(self.known, catalogue.conditions)
        self.on_the_day = self.scope._replace(values={**self.known, ON: on})

    def report(self) -> Report:
        """Return the whole answer."""
        measures = tuple(map(self._measure, self.catalogue.measures))
        verdicts = Counter(measure.verdict for measure in measures)
        return Report.model_construct(
            tool=f"aeo {__version__}",
            catalogue=CatalogueReference.to(self.catalogue),
            on=self.on,
            profile=self._profile_view(),
            summary=Summary.model_construct(
                applies=verdicts[Verdict.APPLIES],
                undetermined=verdicts[Verdict.UNDETERMINED],
                dormant=verdicts[Verdict.DORMANT],
                not_applicable=verdicts[Verdict.NOT_APPLICABLE],
            ),
            caveats=(*self.caveats(self.catalogue.caveats), *self._expiries()),
            measures=measures,
            open_facts=_most_settling_first(measures),
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
        )

    def _measure(self, measure: Measure) -> MeasureAnswer:
        provisions = tuple(map(self.provision, measure.provisions))
        return MeasureAnswer.model_construct(
            number=measure.number,
            id=measure.id,
            category=measure.category,
            title=measure.title,
            verdict=_best_verdict(provisions),
            provisions=provisions,
        )

    def provision(self, provision: Provision) -> ProvisionAnswer:
        """Return what one provision means."""
        entitled = evaluate(provision.entitled, self.scope)
        items = [
            (item, evaluate(provision.triggered, self.scope._replace(item=item.name)))
            for item in self.profile.business
            if item.kind == provision.kind
        ]
        called_for = any_of(triggered for _, triggered in items)
        applies = all_of((entitled, called_for)) if provision.kind else entitled
        return ProvisionAnswer.model_construct(
            id=provision.id,
            verdict=_verdict(entitled.truth, applies.truth),
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
            open_facts=_open(applies),
            business=tuple(
                self._item(provision, item, entitled, triggered) for item, triggered in items
            ),
        )

    def _item(
        self, provision: Provision, item: Item, entitled: Trace, triggered: Trace
    ) -> ItemAnswer:
        applies = all_of((entitled, triggered))
        runs_from = self.known.get(f"{item.name}.{provision.runs_from}")
        certain = applies.truth is Truth.TRUE
        return ItemAnswer.model_construct(
            index=item.position,
            id=item.id,
            triggered=triggered.truth,
            applies=applies.truth,
            because=triggered,
            open_facts=_open(applies),
            deadline=deadline(provision.effect, runs_from, self.calendar) if certain else None,
        )

    def caveats(self, caveats: Iterable[ConditionalCaveat]) -> tuple[Caveat, ...]:
        """Return the caveats that are not known to be beside the point."""
        return tuple(
            caveat.plain()
            for caveat in caveats
            if evaluate(caveat.when, self.on_the_day).truth is not Truth.FALSE
        )

    def _expiries(self) -> Iterator[Caveat]:
        """Yield a caveat for each fact that is unknown again because its evidence expired."""
        kinds = [item.kind for item in self.profile.business]
        text = both(
            "“{label}”的依据有效期至 {last}，到核对日已过期，本报告按未知处理（{name}）",
            "The evidence for “{label}” was valid until {last} and has expired by the day of "
            "assessment: this report treats it as unknown ({name})",
        )
        for name in self.expired:
            evidence = self.profile.evidence[name]
            source = both(evidence.source, evidence.source) if evidence.source else None
            filled = text.fill(
                label=self.catalogue.fact(name, kinds).label,
                last=str(evidence.valid_until),
                name=name,
            )
            yield Caveat.model_construct(zh=filled.zh, en=filled.en, confirmed=True, source=source)


def _verdict(entitled: Truth, applies: Truth) -> Verdict:
    match applies:
        case Truth.TRUE:
            return Verdict.APPLIES
        case Truth.UNKNOWN:
            return Verdict.UNDETERMINED
        case Truth.FALSE:
            return Verdict.NOT_APPLICABLE if entitled is Truth.FALSE else Verdict.DORMANT
        case _:
            assert_never(applies)


def _best_verdict(provisions: Sequence[ProvisionAnswer]) -> Verdict:
    return min((limb.verdict for limb in giving(provisions)), key=list(Verdict).index)


def _open(applies: Trace) -> tuple[str, ...]:
    return tuple(dict.fromkeys(open_facts(applies)))


def _most_settling_first(measures: Iterable[MeasureAnswer]) -> tuple[OpenFact, ...]:
    """Count, for each open fact, the answers it can change; equals stay in the catalogue's order.

    An answer is the `applies` of a provision or of one of its pending items.
    """
    settles: Counter[str] = Counter()
    for measure in measures:
        for limb in measure.provisions:
            settles.update(limb.open_facts)
            for item in limb.business:
                settles.update(item.open_facts)
    return tuple(
        OpenFact.model_construct(fact=fact, settles=count) for fact, count in settles.most_common()
    )


def _plain(value: Value | None) -> Plain | None:
    return value.isoformat() if isinstance(value, date) else value
