"""Build a question: its wording, its choices, and the measures that it affects."""

from collections.abc import Iterator, Sequence

from aeo_cli.assessment.situation import ProvisionStatus, Situation
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import both
from aeo_cli.interview.question import AnswerType, AskedItem, Option, Progress, Question, Reason
from aeo_cli.profile.model import BUSINESS, Item
from aeo_cli.rules.fact_values import NO, YES
from aeo_cli.rules.facts import Fact, FactType, KnownBy
from aeo_cli.rules.names import item_index


def fact_question(
    name: str,
    fact: Fact,
    statuses: Sequence[ProvisionStatus],
    situation: Situation,
    progress: Progress,
) -> Question:
    """Return the question for a fact.

    Args:
        name: the full name of the fact.
        fact: the fact as the catalogue declares it.
        statuses: those of the provisions that the answer can affect.
        situation: the catalogue, the profile and the day.
        progress: how far the interview is.
    """
    return Question.model_construct(
        fact=name,
        type=AnswerType(fact.type.value),
        reading=name.startswith("readings."),
        known_by=situation.catalogue.known_by(name, situation.kinds),
        item=_item_of(name, situation),
        label=fact.label,
        wording=fact.question,
        help=fact.help,
        choices=tuple(_options(fact)),
        why=_reasons(statuses, situation.catalogue),
        progress=progress,
    )


def business_question(kinds: Sequence[str], situation: Situation, progress: Progress) -> Question:
    """Return the question for the pending business.

    Args:
        kinds: the kinds of business to offer.
        situation: the catalogue, the profile and the day.
        progress: how far the interview is.
    """
    declared = {name: situation.catalogue.kinds[name] for name in kinds}
    return Question.model_construct(
        fact=BUSINESS,
        type=AnswerType.KINDS,
        reading=False,
        known_by=KnownBy.ENTERPRISE,
        item=None,
        label=_PENDING,
        wording=_WHICH_PENDING,
        help=_PENDING_HELP,
        choices=tuple(
            Option.model_construct(value=name, label=kind.label, help=kind.help)
            for name, kind in declared.items()
        ),
        why=_reasons(
            [status for status in situation.statuses if status.provision.kind in declared],
            situation.catalogue,
        ),
        progress=progress,
    )


def _item_of(fact: str, situation: Situation) -> AskedItem | None:
    """Return the pending item that a fact is about; None if it is not about one."""
    index = item_index(fact)
    if index is None:
        return None
    return asked_item(situation.profile.business[index], situation.catalogue)


def asked_item(item: Item, catalogue: Catalogue) -> AskedItem:
    """Return a pending item as a question names it."""
    label = catalogue.kinds[item.kind].label
    return AskedItem.model_construct(index=item.position, id=item.id, kind=item.kind, label=label)


def _options(fact: Fact) -> Iterator[Option]:
    if fact.type is FactType.BOOLEAN:
        yield Option.model_construct(value=True, label=YES, help=None)
        yield Option.model_construct(value=False, label=NO, help=None)
    for value, choice in fact.choices.items():
        label = both(choice.zh, choice.en)  # a `Choice` has more fields than a text
        yield Option.model_construct(value=value, label=label, help=None)


def _reasons(statuses: Sequence[ProvisionStatus], catalogue: Catalogue) -> tuple[Reason, ...]:
    """Return the measures that some provisions belong to, each with these provisions."""
    affected = {status.provision.id for status in statuses}
    reasons = (
        Reason.model_construct(
            number=measure.number,
            title=measure.title,
            provisions=tuple(
                provision.id for provision in measure.provisions if provision.id in affected
            ),
        )
        for measure in catalogue.measures
    )
    return tuple(reason for reason in reasons if reason.provisions)


_PENDING = both("待办业务", "pending business")
_WHICH_PENDING = both(
    "企业有哪些待办业务？（可多选；同类业务有多笔的，请注明笔数）",
    "What do you have pending? (Select all that apply, and how many of each.)",
)
_PENDING_HELP = both(
    "以下仅列可能适用便利措施的业务，其他业务不必填写。",
    "Only business that a measure can still apply to is listed; you need not enter any other.",
)
