"""The selection of the next question.

The facts that head a report are asked for first, then which business is pending, then the open
facts in the order of `assessment.open_facts`, and last the dates that start the time limits of
provisions that apply. A question is asked only if it can still change an answer, or give one a
date, and never again after "I don't know". The same catalogue, profile and day give the same
question.
"""

from collections import defaultdict
from datetime import date
from functools import cached_property

from aeo_cli.assessment.open_facts import ranked_open_facts
from aeo_cli.assessment.report import TOOL
from aeo_cli.assessment.situation import ProvisionStatus, Situation
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.interview.build_question import business_question, fact_question
from aeo_cli.interview.question import NextQuestion, Progress, Question
from aeo_cli.profile.model import BUSINESS, Profile
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_index
from aeo_cli.rules.relevance import worth_asking


class QuestionSelector:
    """Selects what to ask of an enterprise next.

    Args:
        catalogue: the catalogue, with the facts that can be asked for.
        profile: what is known of the enterprise.
        on: the day of assessment.
    """

    def __init__(self, catalogue: Catalogue, profile: Profile, on: date) -> None:
        self.catalogue, self.profile, self.on = catalogue, profile, on
        self.unknown_for_good = frozenset(profile.unknown)
        """The facts asked for and not known; they are not asked for again."""
        self.item_kinds = [item.kind for item in profile.business]
        asks_business = not profile.business_given and BUSINESS not in self.unknown_for_good
        # Until the profile says what is pending, anything may be.
        pending = Truth.UNKNOWN if asks_business else Truth.FALSE
        self.situation = Situation(catalogue, profile, on, pending)
        self.offered_kinds = self._useful_kinds() if asks_business else ()
        """The kinds of business to offer; empty if what is pending is known or does not matter."""
        if asks_business and not self.offered_kinds:
            self.situation = Situation(catalogue, profile, on)

    def _useful_kinds(self) -> tuple[str, ...]:
        """Return the kinds of business for which some provision may still apply."""
        kinds = {
            status.provision.kind
            for status in self.situation.statuses
            if status.entitled.truth is not Truth.FALSE
        }
        return tuple(kind for kind in self.catalogue.kinds if kind in kinds)

    def next_question(self) -> Question | None:
        """Return the next question; None if no question is left."""
        ranking = (open_fact.fact for open_fact in ranked_open_facts(self.situation))
        facts = [fact for fact in ranking if fact in self.deciding_facts]
        if self.offered_kinds:
            # Which business is pending is asked right after the facts that head a report.
            facts = [fact for fact in facts if fact in self.catalogue.heading]
            if not facts:
                return business_question(self.offered_kinds, self.situation, self.progress)
        name = next(iter(facts or self.start_facts), None)
        if name is None:
            return None
        statuses = self.deciding_facts.get(name) or self.start_facts[name]
        return fact_question(name, self._fact(name), statuses, self.situation, self.progress)

    def document(self) -> NextQuestion:
        """Return the next question as a public document."""
        question = self.next_question()
        absent = dict.fromkeys(Question.model_fields) | {"choices": (), "why": (), "reading": False}
        fields = question.__dict__ if question else {**absent, "progress": self.progress}
        return NextQuestion.model_construct(
            tool=TOOL,
            catalogue=CatalogueReference.to(self.catalogue),
            on=self.on,
            **fields,
        )

    @cached_property
    def deciding_facts(self) -> dict[str, list[ProvisionStatus]]:
        """The facts that can change an answer, each with the provisions concerned.

        A fact that matters only together with one that stays unknown for good is left out.
        """
        provisions = defaultdict[str, list[ProvisionStatus]](list)
        for status in self.situation.statuses:
            # Until it is known what is pending, only the entitlement can be settled.
            traces = [status.entitled] if self.offered_kinds else status.answers()
            facts: dict[str, None] = {}
            for trace in traces:
                facts |= worth_asking(trace, self.unknown_for_good, self._fact)
            for fact in facts:
                provisions[fact].append(status)
        return provisions

    @cached_property
    def start_facts(self) -> dict[str, list[ProvisionStatus]]:
        """The unknown dates that start a time limit that applies, each with its provisions."""
        return self._unknown_start_facts({Truth.TRUE})

    def _unknown_start_facts(self, truths: set[Truth]) -> dict[str, list[ProvisionStatus]]:
        """Return the unknown dates that start a time limit, each with its provisions.

        They are in the order of the items.

        Args:
            truths: the truths of the item's `applies` to include.
        """
        provisions = defaultdict[str, list[ProvisionStatus]](list)
        for status in self.situation.statuses:
            for item in status.items:
                fact = f"{item.item.name}.{status.provision.runs_from}"
                if item.applies.truth in truths and self._is_unknown_start(fact, status):
                    provisions[fact].append(status)
        return dict(sorted(provisions.items(), key=lambda entry: item_index(entry[0]) or 0))

    def _is_unknown_start(self, fact: str, status: ProvisionStatus) -> bool:
        """Return whether a fact may be asked for as the start of a provision's time limit."""
        provision = status.provision
        # Without an ordinary limit there is nothing to compare with, and no date is calculated.
        has_dates = provision.effect is not None and provision.effect.from_ is not None
        is_askable = fact not in self.situation.known and fact not in self.unknown_for_good
        return provision.runs_from is not None and has_dates and is_askable

    @cached_property
    def progress(self) -> Progress:
        """How much is settled, and how many questions can still follow."""
        answers = [answer for status in self.situation.statuses for answer in status.answers()]
        starts = self._unknown_start_facts({Truth.TRUE, Truth.UNKNOWN})
        return Progress.model_construct(
            settled=sum(answer.truth is not Truth.UNKNOWN for answer in answers),
            answers=len(answers),
            at_most=None if self.offered_kinds else len({*self.deciding_facts, *starts}),
        )

    def _fact(self, name: str) -> Fact:
        return self.catalogue.fact(name, self.item_kinds)
