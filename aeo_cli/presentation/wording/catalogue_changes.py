"""The differences between two catalogues, line by line: old beside new."""

from collections import defaultdict
from collections.abc import Iterator
from difflib import ndiff
from typing import Any

from pydantic_core import to_json

from aeo_cli.catalogue.effects import Effect
from aeo_cli.catalogue.model import Caveat, How
from aeo_cli.catalogue.office_hours import OfficeHours
from aeo_cli.catalogue.references import CitedPlace
from aeo_cli.comparison.causes import CatalogueCause, Part
from aeo_cli.documents.text import Text, both
from aeo_cli.presentation.page import LabelledRow
from aeo_cli.presentation.wording.causes import DifferenceWords
from aeo_cli.presentation.wording.conditions import ConditionLine, Outline
from aeo_cli.presentation.wording.labels import MODES, NOTHING
from aeo_cli.rules.conditions import condition_adapter
from aeo_cli.rules.evaluation import Scope, evaluate
from aeo_cli.rules.fact_values import NO, YES

PartLines = tuple[str, ...]
"""A part of a provision, such as a condition, line by line."""


class CatalogueChanges:
    """The differences between the catalogues of two reports."""

    def __init__(self, difference_words: DifferenceWords) -> None:
        self.difference_words, self.words = difference_words, difference_words.words
        self.language, self.say = difference_words.language, difference_words.language.say
        inputs = difference_words.difference.inputs
        self.causes = [cause for cause in inputs if isinstance(cause, CatalogueCause)]

    def lines(self) -> Iterator[tuple[str, list[LabelledRow]]]:
        """Yield a heading for each difference, with its lines, each marked `-`, `+` or a space.

        A difference that several provisions have in common is shown once.
        """
        by_change = defaultdict[tuple[Part, bool, PartLines, PartLines], list[CatalogueCause]](list)
        for cause in self.causes:
            is_added = cause.part is Part.ITSELF and cause.before is None
            before, after = self._before_and_after(cause)
            by_change[cause.part, is_added, before, after].append(cause)
        for (_, _, before, after), causes in by_change.items():
            provisions = [cause.provision for cause in causes]
            heading = self.difference_words.catalogue_cause(causes[0], provisions)
            yield heading, list(self._marked_lines(before, after))

    def _marked_lines(self, before: PartLines, after: PartLines) -> Iterator[LabelledRow]:
        if before == after:
            if before:
                yield "", self.say(_OTHER_LANGUAGE)
            return
        for line in ndiff(before, after):
            if not line.startswith("?"):
                yield line[0], line[2:]

    def _before_and_after(self, cause: CatalogueCause) -> tuple[PartLines, PartLines]:
        """Return the lines of the old catalogue and the new one; none if a provision is missing."""
        if cause.part is Part.ITSELF:
            return (), ()
        pair = (cause.before, cause.after)
        before, after = (tuple(self._part(cause, value, side)) for side, value in enumerate(pair))
        return before, after

    def _part(self, cause: CatalogueCause, value: Any, side: int) -> Iterator[str]:  # noqa: ANN401
        """Yield the lines of a part of a provision on a side, 0 or 1."""
        if value is None:
            yield self.say(NOTHING)
            return
        match cause.part:
            case Part.ENTITLED | Part.TRIGGERED:
                yield from self._condition(cause.provision, value)
            case Part.EFFECT:
                force = self.difference_words.force(cause.provision, side)
                yield self.words.effect(Effect.model_validate(value), force) or ""
            case Part.HOW:
                rows = self.words.claim(How.model_validate(value))
                yield from (self.language.labelled(*row) for row in rows)
            case Part.CAVEATS:
                yield from (self.words.caveat(Caveat.model_validate(caveat)) for caveat in value)
            case _:
                yield self._phrase(cause.part, value)

    def _phrase(self, part: Part, value: Any) -> str:  # noqa: ANN401  any part
        """Return a part that is one sentence or one word."""
        match part:
            case Part.BUSINESS:
                return self.words.kind_label(str(value))
            case Part.STANDING:
                return self.say(YES if value else NO)
            case Part.ROUTE | Part.FORCE:
                return self.say(MODES[value])
            case Part.CITATION:
                return self.words.source(CitedPlace.model_validate(value))[1]
            case Part.RUNS_FROM:
                return str(value)
            case Part.OFFICE_HOURS:
                hours = OfficeHours.model_validate_json(to_json(value))
                return f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
            case _:
                return self.say(Text.model_validate(value))

    def _condition(self, provision: str, value: object) -> Iterator[str]:
        condition = condition_adapter().validate_json(to_json(value))
        kind = self.words.provisions[provision].kind if provision in self.words.provisions else None
        item_words = self.words.with_new_item(kind)
        trace = evaluate(condition, Scope.of({}, {}))
        yield from _indented_lines(Outline(item_words, judged=False).line(trace))


def _indented_lines(line: ConditionLine, depth: int = 0) -> Iterator[str]:
    yield "  " * depth + line.text
    for part in line.parts:
        yield from _indented_lines(part, depth + 1)


_OTHER_LANGUAGE = both("（仅英文文字有变）", "(only the Chinese text changed)")
