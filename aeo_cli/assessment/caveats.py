"""The caveats of a report: those of the catalogue that concern it, and those that follow from it.

The catalogue states caveats of the whole and of each provision. From the profile and the day follow
some more: evidence that expires, a document that is not in force, an appointment in office hours.
"""

from collections.abc import Iterator
from datetime import datetime

from aeo_cli.assessment.calendar import Calendar
from aeo_cli.assessment.situation import Situation
from aeo_cli.catalogue.model import Caveat, ConditionalCaveat, Provision
from aeo_cli.documents.text import Text, both, with_inner_quotes
from aeo_cli.profile.model import BUSINESS
from aeo_cli.rules.conditions import comparisons
from aeo_cli.rules.evaluation import Scope, truth_of
from aeo_cli.rules.kleene import Truth
from aeo_cli.rules.names import ITEM, ON, item_index


class ShownCaveats:
    """The caveats of a catalogue that apply, or may apply for all that is known.

    Args:
        situation: the catalogue, the profile and the day.
    """

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.scope = situation.scope._replace(values={**situation.known, ON: situation.on})

    def of_the_whole(self) -> tuple[Caveat, ...]:
        """Return the caveats of the whole catalogue."""
        caveats = self.situation.catalogue.caveats
        return tuple(caveat.plain() for caveat in caveats if self.shows(caveat, None))

    def of_provision(self, provision: Provision) -> tuple[Caveat, ...]:
        """Return the caveats of a provision, and whether its document is in force."""
        shown = (c.plain() for c in provision.caveats if self.shows(c, provision.kind))
        return (*shown, *self.document_caveats(provision))

    def shows(self, caveat: ConditionalCaveat, kind: str | None) -> bool:
        """Return whether the condition of a caveat is not false, for any item if it speaks of one.

        Args:
            caveat: the caveat.
            kind: the kind of business of its provision; None: it has none.
        """
        lines = comparisons(caveat.when, self.situation.catalogue.conditions)
        is_about_item = any(line.fact.startswith(f"{ITEM}.") for line in lines)
        scopes = self._item_scopes(kind) if is_about_item else [self.scope]
        return any(truth_of(caveat.when, scope) is not Truth.FALSE for scope in scopes)

    def _item_scopes(self, kind: str | None) -> list[Scope]:
        business = self.situation.profile.business
        names = [item.name for item in business if item.kind == kind]
        if BUSINESS in self.situation.profile.unknown:
            names.append(ITEM)  # any item may be pending, of which nothing is known
        return [self.scope._replace(item=name) for name in names]

    def document_caveats(self, provision: Provision) -> Iterator[Caveat]:
        """Yield a caveat if the cited document is not in force on the day of assessment."""
        documents = self.situation.catalogue.documents
        document, on = documents[provision.citation.document], self.situation.on
        if document.in_force_from and on < document.in_force_from:
            yield _caveat(_NOT_YET.fill(title=document.title, day=str(document.in_force_from)))
        if document.in_force_until and on > document.in_force_until:
            text = _ENDED.fill(title=document.title, day=str(document.in_force_until))
            if document.repealed_by:
                text = _REPLACED.fill(text=text, by=documents[document.repealed_by].title)
            yield _caveat(text)
        if document.repealed_by and document.in_force_until is None:
            successor = documents[document.repealed_by]
            if successor.in_force_from is None or on >= successor.in_force_from:
                yield _caveat(_REPEALED.fill(title=document.title, by=successor.title))


def report_caveats(situation: Situation, calendar: Calendar) -> Iterator[Caveat]:
    """Yield the caveats of a report as a whole that follow from the profile and the day."""
    for template, names in (
        (_EXPIRED, situation.expired),
        (_EXPIRING, situation.profile.expiring(situation.on)),
    ):
        yield from (_expiry_caveat(situation, template, name) for name in names)
    yield from _office_hour_doubts(situation, calendar)
    if BUSINESS in situation.profile.unknown:
        yield BUSINESS_NOT_KNOWN


def _expiry_caveat(situation: Situation, template: Text, name: str) -> Caveat:
    """Return the caveat that the evidence for a fact has expired or will soon expire."""
    evidence = situation.profile.evidence[name]
    label = _to_be_quoted(_label(situation, name))
    text = template.fill(label=label, last=str(evidence.valid_until), name=name)
    source = both(evidence.source, evidence.source) if evidence.source else None
    return _caveat(text, source=source)


def _label(situation: Situation, name: str) -> Text:
    """Return the label of a fact, with the id of its item."""
    label: Text = situation.catalogue.fact(name, situation.kinds).label
    index = item_index(name)
    if index is not None and (id_ := situation.profile.business[index].id) is not None:
        return both("{id} {label}", "{id}: {label}").fill(id=id_, label=label)
    return label


def _to_be_quoted(label: Text) -> Text:
    """Return a label for a template that puts it in quotation marks."""
    return both(with_inner_quotes(label.zh), with_inner_quotes(label.en))


def _office_hour_doubts(situation: Situation, calendar: Calendar) -> Iterator[Caveat]:
    """Yield a caveat for each item whose moment does not fit what is said of the office hours.

    It is a doubt and no error: the hours of the office itself may be others.
    """
    catalogue, hours = situation.catalogue, situation.catalogue.office_hours
    if hours is None:
        return
    for item in situation.profile.business:
        for name, fact in catalogue.kinds[item.kind].facts.items():
            if fact.about_office_hours is None:
                continue
            moment_name = f"{item.name}.{fact.about_office_hours}"
            moment = situation.known.get(moment_name)
            is_outside = situation.known.get(f"{item.name}.{name}")
            if is_outside is None or not isinstance(moment, datetime):
                continue
            is_within = calendar.is_working_day(moment.date()) and hours.are_at(moment)
            if is_outside is is_within:
                text = (_WITHIN_HOURS if is_within else _OUTSIDE_HOURS).fill(
                    label=_label(situation, moment_name),
                    said=_to_be_quoted(fact.label),
                    moment=f"{moment:%Y-%m-%d %H:%M}",
                    opens=f"{hours.opens:%H:%M}",
                    closes=f"{hours.closes:%H:%M}",
                )
                yield _caveat(text, confirmed=hours.confirmed)


def _caveat(text: Text, *, confirmed: bool = True, source: Text | None = None) -> Caveat:
    return Caveat.model_construct(zh=text.zh, en=text.en, confirmed=confirmed, source=source)


_EXPIRED = both(
    "“{label}”的依据有效期至 {last}，截至核对日期已过期，本报告按未知处理（{name}）",
    "The evidence for “{label}” expired after {last}, before the day of "
    "assessment, so this report treats it as unknown ({name})",
)
_EXPIRING = both(
    "“{label}”的依据有效期至 {last}，即将到期，请及时重新核实（{name}）",
    "The evidence for “{label}” expires soon, after {last}: renew it in time ({name})",
)
BUSINESS_NOT_KNOWN = _caveat(
    both(
        "有哪些待办业务尚不清楚，本报告按没有处理：“暂无相应业务”的措施，实际可能适用",
        "Which business is pending is not known. This report counts it as none: a measure without "
        "such business may be of use all the same",
    )
)
_WITHIN_HOURS = both(
    "{label}为 {moment}，在工作日 {opens} 至 {closes} 的办公时间内，与“{said}”不符，请核对。",
    "{label} is {moment}, within office hours on a working day ({opens} to {closes}"
    "), which contradicts “{said}”: please check.",
)
_OUTSIDE_HOURS = both(
    "{label}为 {moment}，不在工作日 {opens} 至 {closes} 的办公时间内，而“{said}”填"
    "的是“否”，请核对。",
    "{label} is {moment}, outside office hours on working days ({opens} to {closes}"
    "), but the answer to “{said}” is no: please check.",
)
_NOT_YET = both(
    "核对日期早于《{title}》的施行日期（{day}）。",
    "The day of assessment is before {title} took effect ({day}).",
)
_ENDED = both(
    "《{title}》施行至 {day}，在核对日期已失效。",
    "{title} was in force until {day} and has expired by the day of assessment.",
)
_REPEALED = both(
    "《{title}》已由《{by}》取代，失效日期没有写明。",
    "{title} was replaced by {by}; the date on which it expired is not stated.",
)
_REPLACED = both("{text}由《{by}》取代。", "{text} It was replaced by {by}.")
