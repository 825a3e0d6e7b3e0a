"""From a catalogue, a profile, a calendar and a day to a report.

Pure: it reads no file and no clock, and prints nothing. The same input gives the same report.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.caveats import ShownCaveats, report_caveats
from aeo_cli.assessment.deadlines import DeadlineCounter
from aeo_cli.assessment.item_answer import Deadline, ItemAnswer
from aeo_cli.assessment.open_facts import ranked_open_facts
from aeo_cli.assessment.report import (
    TOOL,
    EvidenceView,
    MeasureAnswer,
    Plain,
    ProfileView,
    ProvisionAnswer,
    Report,
    Summary,
    Verdict,
    verdict_of,
)
from aeo_cli.assessment.situation import ItemStanding, Situation
from aeo_cli.catalogue.modality import decisive
from aeo_cli.catalogue.model import Catalogue, Measure, Provision
from aeo_cli.catalogue.references import CatalogueReference, CitedPlace
from aeo_cli.profile.model import Item, Profile
from aeo_cli.rules.conditions import Value
from aeo_cli.rules.evaluation import truth_of
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.kleene import Truth


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
        self.deadlines = DeadlineCounter(catalogue, calendar)
        self.counted: dict[tuple[str, Value | None], Deadline | None] = {}
        """The dates of limits, by provision and the day or moment from which they run."""
        self.situation = Situation(catalogue, profile, on)
        self.known = self.situation.known
        self.shown_caveats = ShownCaveats(self.situation)

    def report(self) -> Report:
        """Return the whole report."""
        measures = tuple(map(self._measure_answer, self.catalogue.measures))
        verdicts = Counter(measure.verdict for measure in measures)
        return Report.model_construct(
            tool=TOOL,
            catalogue=CatalogueReference.to(self.catalogue),
            office_hours=self.catalogue.office_hours,
            calendar=self.calendar.reference,
            on=self.on,
            profile=self._profile_view(),
            summary=Summary.model_construct(
                applies=verdicts[Verdict.APPLIES],
                undetermined=verdicts[Verdict.UNDETERMINED],
                dormant=verdicts[Verdict.DORMANT],
                not_applicable=verdicts[Verdict.NOT_APPLICABLE],
                for_everybody=sum(measure.for_everybody for measure in measures),
            ),
            caveats=(
                *self.shown_caveats.of_the_whole(),
                *report_caveats(self.situation, self.calendar),
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
            verdict=verdict_of(entitled.truth, applies),
            entitled=entitled.truth,
            applies=applies,
            for_everybody=provision.for_everybody,
            route=provision.route,
            force=provision.force,
            summary=provision.summary,
            how=provision.how,
            otherwise=provision.otherwise,
            ordinary=truth_of(provision.ordinary, self.situation.scope),
            effect=provision.effect,
            caveats=self.shown_caveats.of_provision(provision),
            citation=CitedPlace.of(provision.citation, self.catalogue),
            because=entitled,
            open_facts=tuple(dict.fromkeys(status.open_facts())),
            business=tuple([self._item_answer(provision, *pair) for pair in status.items]),
        )

    def _item_answer(self, provision: Provision, item: Item, standing: ItemStanding) -> ItemAnswer:
        deadline = None
        if standing.applies is Truth.TRUE and provision.effect is not None:
            # Many limits run from the same day, so each is counted once.
            runs_from = self.known.get(f"{item.name}.{provision.runs_from}")
            limit = provision.id, runs_from
            if limit not in self.counted:
                self.counted[limit] = self.deadlines.deadline(provision.effect, runs_from)
            deadline = self.counted[limit]
        return ItemAnswer(item.position, item.id, standing, deadline)


def _plain(value: Value | None) -> Plain | None:
    return value.isoformat() if isinstance(value, date) else value
