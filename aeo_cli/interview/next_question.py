"""The selection of the next question.

The facts that head a report are asked for first, then which business is pending, then for each item
the date from which its time limit runs, as long as that limit may still apply, and then the open
facts in the order of `assessment.open_facts`. A question is asked only if it can still change an
answer, or give one a date, and never again after "I don't know". The same catalogue, profile and
day give the same question.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property

from aeo_cli.assessment.open_facts import ranked_open_facts
from aeo_cli.assessment.report import TOOL
from aeo_cli.assessment.situation import ProvisionStatus, Situation
from aeo_cli.assessment.start_dates import unknown_start_dates
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.interview.build_question import business_question, fact_question
from aeo_cli.interview.question import NextQuestion, Progress, Question
from aeo_cli.profile.model import BUSINESS, Profile
from aeo_cli.rules.facts import Fact
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.relevance import worth_asking


class QuestionSelector:
    """Selects what to ask of an enterprise next.

    Args:
        catalogue: the catalogue, with the facts that can be asked for.
        profile: what is known of the enterprise.
        on: the day of assessment.
        given_up: the facts asked for and not known, which are not asked for again; by default all
            that the profile states not to be known.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        profile: Profile,
        on: date,
        given_up: Collection[str] | None = None,
    ) -> None:
        self.catalogue, self.profile, self.on = catalogue, profile, on
        self.unknown_for_good = frozenset(profile.unknown if given_up is None else given_up)
        asks_business = not profile.business_given and BUSINESS not in self.unknown_for_good
        # Until the profile says what is pending, anything may be.
        pending = Truth.UNKNOWN if asks_business else Truth.FALSE
        self.situation = Situation(catalogue, profile, on, pending)
        self.offered_kinds = self.useful_kinds() if asks_business else ()
        """The kinds of business to offer; empty if what is pending is known or does not matter."""
        if asks_business and not self.offered_kinds:
            self.situation = Situation(catalogue, profile, on)

    def useful_kinds(self) -> tuple[str, ...]:
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
        heading = [fact for fact in facts if fact in self.catalogue.heading]
        if self.offered_kinds and not heading:
            return self.business_question(self.offered_kinds)
        # Until it is known what is pending, nothing else is asked for.
        others = [] if self.offered_kinds else [*self.start_dates, *facts]
        name = next(iter((*heading, *others)), None)
        return None if name is None else self.question_about(name)

    def question_about(self, name: str) -> Question:
        """Return the question for a fact, whether or not its turn has come."""
        statuses = self.deciding_facts.get(name) or self.start_dates.get(name, [])
        return fact_question(name, self._fact(name), statuses, self.situation, self.progress)

    def business_question(self, kinds: Sequence[str]) -> Question:
        """Return the question for the pending business, which offers some kinds."""
        return business_question(kinds, self.situation, self.progress)

    def document(self) -> NextQuestion:
        """Return the next question as a public document."""
        return self.document_of(self.next_question())

    def document_of(self, question: Question | None) -> NextQuestion:
        """Return a question as a public document; None: no question is left."""
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
            traces = [status.entitled] if self.offered_kinds else status.unknown_answers()
            facts: dict[str, None] = {}
            for trace in traces:
                facts |= worth_asking(trace, self.unknown_for_good, self._fact)
            for fact in facts:
                provisions[fact].append(status)
        return provisions

    @cached_property
    def start_dates(self) -> dict[str, list[ProvisionStatus]]:
        """The unknown dates from which a limit that may still apply runs, with its provisions."""
        return unknown_start_dates(self.situation, self.unknown_for_good)

    @cached_property
    def progress(self) -> Progress:
        """How much is settled, and how many questions can still follow."""
        truths = sum((status.truths() for status in self.situation.statuses), Counter[Truth]())
        answers = truths.total()
        return Progress.model_construct(
            settled=answers - truths[Truth.UNKNOWN],
            answers=answers,
            at_most=None if self.offered_kinds else len({*self.deciding_facts, *self.start_dates}),
        )

    def _fact(self, name: str) -> Fact:
        return self.catalogue.fact(name, self.situation.kinds)
