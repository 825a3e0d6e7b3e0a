"""Effects in words: what a provision changes as a number, qualified so that it promises no more.

The words of natures and units are in the catalogue. What every catalogue needs alike is here: how
a limit bounds, that a target is not guaranteed, and by which unit a limit is counted.
"""

from collections.abc import Iterator
from functools import reduce

from aeo_cli.catalogue.effects import Comparator, Effect, Limit, Quantity
from aeo_cli.catalogue.modality import Force
from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.wording.labels import FORCES, UNKNOWN
from aeo_cli.presentation.wording.language import spaced

_BOUNDS = {
    Comparator.EQUAL: both("{amount}", "{amount}"),
    Comparator.AT_MOST: both("不超过{amount}", "at most {amount}"),
    Comparator.AT_LEAST: both("不低于{amount}", "at least {amount}"),
}
_OTHER_UNIT = both("{n} {unit}", "{n} {unit}")
"""For a unit that only the catalogue of another report declares."""
_OTHER_NATURE = both("{change}{bounded}", "{change}{bounded}")
_TARGET = both("目标时限，不保证", "target, not guaranteed")
_COUNTED = both("按{unit}推算", "counted here as {unit}")
_AND = both("{text}；{more}", "{text}; {more}")
_REMARK = both("{words}（{remark}）", "{words} ({remark})")
_NOTHING = both("", "")
_FROM = both("{before} → ", "{before} → ")
_LONGER = both("{limit} → {ordinary}", "{limit} → {ordinary}")
_FORCE = both("{force}", "{force} ")
_NO_LONGER = both("不再适用：{words}", "no longer: {words}")


class EffectWords:
    """The words of the effects of one catalogue.

    Args:
        catalogue: the catalogue, or that of another report, which it is compared with.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def words(self, effect: Effect, force: Force) -> Text:
        """Return what an effect changes."""
        before = self._amount(effect.from_, effect) if effect.from_ else None
        return self._words(effect, force, before)

    def lengthened(self, effect: Effect, force: Force) -> Text:
        """Return how a time limit becomes longer when a provision no longer shortens it."""
        if effect.from_ is None:
            return _NO_LONGER.fill(words=self.words(effect, force))
        limit = self.alone(effect, force)
        return _LONGER.fill(limit=limit, ordinary=self._amount(effect.from_, effect))

    def alone(self, effect: Effect, force: Force) -> Text:
        """Return the figure of an effect without the one before."""
        return self._words(effect, force, None)

    def change(self, effect: Effect) -> Text | None:
        """Return the figures of a limit that becomes shorter, `20 → 5 days`; None: of no other."""
        if effect.from_ is None or not effect.is_limit:
            return None
        to = self._amount(effect.to, effect)
        return _LONGER.fill(limit=str(effect.from_.value), ordinary=to)

    def _amount(self, quantity: Quantity | Limit, effect: Effect) -> Text:
        """Return a figure with its unit, as the document writes it."""
        return self.amount(quantity.value, effect.as_written or quantity.unit)

    def amount(self, value: int, unit: str) -> Text:
        """Return a number of a unit."""
        if (declared := self.catalogue.units.get(unit)) is None:
            return _OTHER_UNIT.fill(n=value, unit=unit.replace("_", " "))
        return declared.amount(value)

    def _words(self, effect: Effect, force: Force, before: Text | None) -> Text:
        """Return the words of the effect's nature, with the figure before, if it is to be shown."""
        to = self._amount(effect.to, effect)
        nature = self.catalogue.natures.get(effect.nature)
        template = nature.words if nature else _OTHER_NATURE
        if nature and nature.without_baseline and effect.from_ is None:
            template = nature.without_baseline
        is_firm = force not in {Force.IN_PRINCIPLE, Force.GENERALLY}
        words = template.fill(
            to=to,
            bounded=_bounded(effect.to.comparator, to),
            before=before or UNKNOWN,
            change=_FROM.fill(before=before) if before and effect.shortens else _NOTHING,
            force=_NOTHING if is_firm else _FORCE.fill(force=FORCES[force]),
        )
        remarks = list(self._remarks(effect, force))
        if not remarks:
            return words
        together = reduce(lambda text, more: _AND.fill(text=text, more=more), remarks)
        return _REMARK.fill(words=words, remark=together)

    def _remarks(self, effect: Effect, force: Force) -> Iterator[Text]:
        if effect.as_written:
            unit = self.catalogue.units.get(effect.to.unit)
            name = effect.to.unit.replace("_", " ")
            yield _COUNTED.fill(unit=unit.name if unit else both(f" {name} ", name))
        if effect.is_limit and force is Force.MAY:
            yield _TARGET
        if not effect.is_limit:  # beside the dates of a limit its baselines stand as remarks
            yield from (baseline.text for baseline in effect.baselines)


def _bounded(comparator: Comparator, amount: Text) -> Text:
    """Return an amount with its bound."""
    zh = amount.zh if comparator is Comparator.EQUAL else spaced(amount.zh)
    return _BOUNDS[comparator].fill(amount=both(zh, amount.en))
