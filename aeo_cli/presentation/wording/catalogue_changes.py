"""What two catalogues say differently, in words: old beside new."""

from collections import defaultdict
from collections.abc import Iterator
from difflib import ndiff
from typing import Any

from pydantic_core import to_json

from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.model import Caveat, How
from aeo_cli.catalogue.references import CitedPlace
from aeo_cli.comparison.causes import CatalogueCause, Part
from aeo_cli.comparison.document import Difference
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.causes import DifferenceWords
from aeo_cli.presentation.wording.conditions import Line, outline
from aeo_cli.presentation.wording.labels import MODES, NOTHING, effect_words
from aeo_cli.rules.conditions import condition_format
from aeo_cli.rules.evaluation import Scope, evaluate
from aeo_cli.rules.values import NO, YES

ConditionLines = tuple[str, ...]


class CatalogueChanges:
    """What the catalogues of two reports say differently.

    Args:
        difference: the difference between the reports.
        words: the words for it.
    """

    def __init__(self, difference: Difference, words: DifferenceWords) -> None:
        self.words, self.say = words, words.say
        self.causes = [one for one in difference.inputs if isinstance(one, CatalogueCause)]

    def lines(self) -> Iterator[tuple[str, list[LabelledRow]]]:
        """Yield what differs, with a sign and a text for each line of it, old and new.

        What is the same of several provisions is told once.
        """
        found = defaultdict[
            tuple[Part, bool, ConditionLines, ConditionLines], list[CatalogueCause]
        ](list)
        for one in self.causes:
            is_added = one.part is Part.ITSELF and one.before is None
            before, after = self._texts(one)
            found[one.part, is_added, before, after].append(one)
        for (_, _, before, after), some in found.items():
            heading = self.words.catalogue_changed(some[0], [one.provision for one in some])
            yield heading, list(self._compared(before, after))

    def _compared(self, before: ConditionLines, after: ConditionLines) -> Iterator[LabelledRow]:
        if before == after:
            if before:
                yield "", self.say(_OTHER_LANGUAGE)
            return
        for line in ndiff(before, after):
            if not line.startswith("?"):
                yield line[0], line[2:]

    def _texts(self, cause: CatalogueCause) -> tuple[ConditionLines, ConditionLines]:
        """Return what the catalogues say, line by line: the old one, and the new one.

        Nothing, where one of them has not the provision.
        """
        if cause.part is Part.ITSELF:
            return (), ()
        pair = (cause.before, cause.after)
        before, after = (tuple(self._part(cause, one, side)) for side, one in enumerate(pair))
        return before, after

    def _part(self, cause: CatalogueCause, value: Any, side: int) -> Iterator[str]:  # noqa: ANN401
        """Yield what a part of a provision says on a side, 0 or 1."""
        if value is None:
            yield self.say(NOTHING)
            return
        match cause.part:
            case Part.ENTITLED | Part.TRIGGERED:
                yield from self._condition(cause.provision, value)
            case Part.EFFECT:
                effect = Effect.model_validate(value)
                yield self.say(effect_words(effect, self.words.force(cause.provision, side)))
            case Part.HOW:
                how = self.words.claim(How.model_validate(value))
                yield from (self.words.labelled(*row) for row in how)
            case Part.CAVEATS:
                yield from (self.words.caveat(Caveat.model_validate(one)) for one in value)
            case _:
                yield self._word(cause.part, value)

    def _word(self, part: Part, value: Any) -> str:  # noqa: ANN401  any part
        """Return a part that is one sentence or one word."""
        match part:
            case Part.BUSINESS:
                return self.words.kind(str(value))
            case Part.STANDING:
                return self.say(YES if value else NO)
            case Part.ROUTE | Part.FORCE:
                return self.say(_MODES[value])
            case Part.CITATION:
                return self.words.source(CitedPlace.model_validate(value))[1]
            case Part.RUNS_FROM:
                return str(value)
            case _:
                return self.say(Text.model_validate(value))

    def _condition(self, provision: str, value: object) -> Iterator[str]:
        condition = condition_format().validate_json(to_json(value))
        kind = self.words.provisions[provision].kind if provision in self.words.provisions else None
        imagined = self.words.of([{"id": None, "kind": kind or "", "note": None}])
        trace = evaluate(condition, Scope.of({}, {}))
        yield from _lines(outline(trace, imagined, judged=False))


def _lines(line: Line, depth: int = 0) -> Iterator[str]:
    yield "  " * depth + line.text
    for part in line.parts:
        yield from _lines(part, depth + 1)


_MODES = {mode.value: words for mode, words in MODES.items()}
_OTHER_LANGUAGE = both("（仅英文文字有变）", "(in Chinese only)")
