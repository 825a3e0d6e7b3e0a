"""Which question comes next.

What heads a report is asked first, then which business is pending, then the open facts in the
order of `ranking`, and last the days that the time limit of an applying provision runs from. Only
what can still change an answer, or date one, is asked, and what was said not to be known is not
asked again. Pure: the same catalogue, profile and day give the same question.
"""

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from aeo_cli.assessment.open_facts import ranked_open_facts
from aeo_cli.assessment.report import TOOL
from aeo_cli.assessment.situation import ProvisionStanding, Situation
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.catalogue.references import CatalogueReference
from aeo_cli.documents.text import both
from aeo_cli.interview.question import (
    AnswerType,
    AskedItem,
    NextQuestion,
    Option,
    Progress,
    Question,
    Reason,
)
from aeo_cli.profile.model import BUSINESS, Profile
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import item_index
from aeo_cli.rules.relevance import worth_asking
from aeo_cli.rules.values import NO, YES


class Asking:
    """What is left to ask of an enterprise.

    Args:
        catalogue: what there is to know.
        profile: what is known.
        on: the day of assessment.
    """

    def __init__(self, catalogue: Catalogue, profile: Profile, on: date) -> None:
        self.catalogue, self.profile, self.on = catalogue, profile, on
        self.given_up = frozenset(profile.unknown)
        unsaid = not profile.business_given and BUSINESS not in self.given_up
        self.situation = Situation(catalogue, profile, on, Truth.UNKNOWN if unsaid else Truth.FALSE)
        self.kinds = self._useful_kinds() if unsaid else ()
        """The kinds of business to ask for; none, where it is known what is pending."""
        if unsaid and not self.kinds:
            self.situation = Situation(catalogue, profile, on)

    def _useful_kinds(self) -> tuple[str, ...]:
        """Return the kinds that some provision could still use."""
        used = {
            standing.provision.kind
            for standing in self.situation.standings
            if standing.entitled.truth is not Truth.FALSE
        }
        return tuple(kind for kind in self.catalogue.kinds if kind in used)

    def question(self) -> Question | None:
        """Return the next question; None: no question is left."""
        ranks = (open_.fact for open_ in ranked_open_facts(self.situation))
        facts = [fact for fact in ranks if fact in self.deciding]
        if self.kinds:
            first = next((fact for fact in facts if fact in self.catalogue.heading), None)
            return self._of_fact(first, self.deciding[first]) if first else self._of_business()
        if facts:
            return self._of_fact(facts[0], self.deciding[facts[0]])
        if self.dating:
            return self._of_fact(*next(iter(self.dating.items())))
        return None

    def document(self) -> NextQuestion:
        """Return the next question as a public document."""
        question = self.question()
        absent = dict.fromkeys(Question.model_fields) | {"choices": (), "why": (), "reading": False}
        parts = question.__dict__ if question else {**absent, "progress": self.progress}
        return NextQuestion.model_construct(
            tool=TOOL,
            catalogue=CatalogueReference.to(self.catalogue),
            on=self.on,
            **parts,
        )

    @cached_property
    def deciding(self) -> dict[str, list[ProvisionStanding]]:
        """The facts that can change an answer, whatever stays unknown, each with the provisions."""
        found: dict[str, list[ProvisionStanding]] = {}
        for standing in self.situation.standings:
            traces = [standing.entitled] if self.kinds else standing.answers()
            facts: dict[str, None] = {}
            for trace in traces:
                facts |= worth_asking(trace, self.given_up, self._fact)
            for fact in facts:
                found.setdefault(fact, []).append(standing)
        return found

    @cached_property
    def dating(self) -> dict[str, list[ProvisionStanding]]:
        """The unknown days from which a limit of an applying provision runs."""
        return self._clocks({Truth.TRUE})

    def _clocks(self, truths: set[Truth]) -> dict[str, list[ProvisionStanding]]:
        found: dict[str, list[ProvisionStanding]] = {}
        for standing in self.situation.standings:
            for item in standing.items:
                fact = f"{item.item.name}.{standing.provision.runs_from}"
                if item.applies.truth in truths and self._is_clock(fact, standing):
                    found.setdefault(fact, []).append(standing)
        return dict(sorted(found.items(), key=lambda entry: item_index(entry[0]) or 0))

    def _is_clock(self, fact: str, standing: ProvisionStanding) -> bool:
        effect, known = standing.provision.effect, self.situation.known
        dated = standing.provision.runs_from is not None and effect is not None and effect.from_
        return bool(dated) and fact not in known and fact not in self.given_up

    @cached_property
    def progress(self) -> Progress:
        """How much is settled, and how many questions can still come."""
        answers = [answer for one in self.situation.standings for answer in one.answers()]
        to_come = {*self.deciding, *self._clocks({Truth.TRUE, Truth.UNKNOWN})}
        return Progress.model_construct(
            settled=sum(answer.truth is not Truth.UNKNOWN for answer in answers),
            answers=len(answers),
            at_most=None if self.kinds else len(to_come),
        )

    # Questions

    def _fact(self, name: str) -> Fact:
        return self.catalogue.fact(name, [item.kind for item in self.profile.business])

    def _of_fact(self, name: str, hanging: list[ProvisionStanding]) -> Question:
        fact, index = self._fact(name), item_index(name)
        return Question.model_construct(
            fact=name,
            type=AnswerType(fact.type.value),
            reading=name.startswith("readings."),
            item=None if index is None else self._item(index),
            label=fact.label,
            wording=fact.question,
            help=fact.help,
            choices=tuple(_options(fact)),
            why=self._why(hanging),
            progress=self.progress,
        )

    def _of_business(self) -> Question:
        kinds = {kind: self.catalogue.kinds[kind] for kind in self.kinds}
        options = (
            Option.model_construct(value=name, label=kind.label, help=kind.help)
            for name, kind in kinds.items()
        )
        hanging = [one for one in self.situation.standings if one.provision.kind in kinds]
        return Question.model_construct(
            fact=BUSINESS,
            type=AnswerType.KINDS,
            reading=False,
            item=None,
            label=_PENDING,
            wording=_WHICH_PENDING,
            help=_PENDING_HELP,
            choices=tuple(options),
            why=self._why(hanging),
            progress=self.progress,
        )

    def _item(self, index: int) -> AskedItem:
        item = self.profile.business[index]
        label = self.catalogue.kinds[item.kind].label
        return AskedItem.model_construct(index=index, id=item.id, kind=item.kind, label=label)

    def _why(self, hanging: list[ProvisionStanding]) -> tuple[Reason, ...]:
        ids = {standing.provision.id for standing in hanging}
        found = (
            (
                measure,
                tuple(provision.id for provision in measure.provisions if provision.id in ids),
            )
            for measure in self.catalogue.measures
        )
        return tuple(
            Reason.model_construct(
                number=measure.number, title=measure.title, provisions=provisions
            )
            for measure, provisions in found
            if provisions
        )


def _options(fact: Fact) -> Iterator[Option]:
    if fact.type is FactType.BOOLEAN:
        yield Option.model_construct(value=True, label=YES, help=None)
        yield Option.model_construct(value=False, label=NO, help=None)
    for value, choice in fact.choices.items():
        label = both(choice.zh, choice.en)  # a choice of the catalogue holds more than its words
        yield Option.model_construct(value=value, label=label, help=None)


_PENDING = both("待办业务", "pending business")
_WHICH_PENDING = both(
    "企业有哪些待办业务？（可多选；同一种业务有几项就选几项）",
    "Which business is pending? (Choose all; a kind as often as there are items of it.)",
)
_PENDING_HELP = both(
    "只列出仍可能用得上某项措施的业务种类；其他业务目前用不上任何措施，不必填写。",
    "Only kinds are listed for which some measure can still be of use; as things stand, other "
    "business can use none, and need not be named.",
)
