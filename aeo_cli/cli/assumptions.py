"""The assumptions of `aeo whatif`: presets, new business, `FACT=VALUE`."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from aeo_cli.catalogue.model import Catalogue
from aeo_cli.documents.problems import InputError, Problem, one_of, quoted
from aeo_cli.documents.suggestions import did_you_mean
from aeo_cli.documents.syntax import parse
from aeo_cli.documents.text import both
from aeo_cli.profile.changes import FactChange, preset_changes, with_business, with_changes
from aeo_cli.profile.model import Profile
from aeo_cli.profile.names import NO_KINDS, SCHEMA_HINT, fact_names, full_name, unknown_fact
from aeo_cli.rules.fact_values import read
from aeo_cli.rules.facts import Fact, FactType
from aeo_cli.rules.mistakes import Mistake


class Assumptions(NamedTuple):
    """The changes that are assumed to a profile."""

    preset: tuple[str, ...] = ()
    """Names of presets of the catalogue."""
    add: tuple[str, ...] = ()
    """Kinds of business, each for one new item."""
    unset: tuple[str, ...] = ()
    """Facts that become unknown."""
    set_: tuple[str, ...] = ()
    """Facts and their new values, each as `FACT=VALUE`."""

    def unknown_names(self, catalogue: Catalogue) -> list[Problem]:
        """Return a problem for each preset and kind that is not in the catalogue."""
        presets, kinds = catalogue.presets, catalogue.kinds
        problems = [_no_preset(name, catalogue) for name in self.preset if name not in presets]
        return problems + [_no_kind(kind, catalogue) for kind in self.add if kind not in kinds]

    def applied_to(self, profile: Profile, catalogue: Catalogue, on: date) -> Profile:
        """Return a profile with the assumptions applied.

        New items are added first, so that their facts can be set too.

        Args:
            profile: the profile, which is not changed.
            catalogue: the catalogue of its facts.
            on: the day of assessment.

        Raises:
            InputError: with every problem of the assumptions.
        """
        problems = self.unknown_names(catalogue)
        for kind in self.add:
            profile = with_business(profile, kind) if kind in catalogue.kinds else profile
        reader = _AssumptionReader(catalogue, profile)
        changes = [*reader.presets(self.preset), *reader.unset(self.unset), *reader.set(self.set_)]
        if problems := [*problems, *reader.problems, *_repeated(changes)]:
            raise InputError(problems)
        return with_changes(profile, changes, on)


class _AssumptionReader:
    """Reads the changes of a profile, and collects the problems."""

    def __init__(self, catalogue: Catalogue, profile: Profile) -> None:
        self.catalogue = catalogue
        self.names: Mapping[str, str] = fact_names(catalogue, profile.identities)
        self.kinds = [item.kind for item in profile.business]
        self.problems: list[Problem] = []

    def presets(self, names: tuple[str, ...]) -> Iterator[FactChange]:
        presets = self.catalogue.presets
        for name in (name for name in names if name in presets):
            yield from preset_changes(presets[name], self.catalogue)

    def unset(self, names: tuple[str, ...]) -> Iterator[FactChange]:
        for name in names:
            if fact := full_name(name, self.names):
                yield FactChange(fact, None)
            else:
                self.problems.append(unknown_fact("--unset", name, self.names))

    def set(self, assignments: tuple[str, ...]) -> Iterator[FactChange]:
        for text in assignments:
            name, sign, value = self.split(text)
            if not sign:
                self.problems.append(Problem("--set", quoted(text), _ASSIGNMENT, _EXAMPLE))
            elif fact := full_name(name, self.names):
                yield from self.change(f"--set {name}", fact, value)
            else:
                self.problems.append(unknown_fact("--set", name, self.names))

    def split(self, text: str) -> tuple[str, str, str]:
        """Return the fact, the equals sign and the value of an assignment.

        It is split at the first `=` that follows the name of a fact, since the id of an item may
        contain one: `business[A=1].on_site=true`.
        """
        signs = (index for index, character in enumerate(text) if character == "=")
        index = next((index for index in signs if full_name(text[:index], self.names)), None)
        name, sign, value = (
            text.partition("=") if index is None else (text[:index], "=", text[index + 1 :])
        )
        return name.strip(), sign, value.strip()

    def change(self, place: str, name: str, raw: object) -> Iterator[FactChange]:
        fact = self.catalogue.fact(name, self.kinds)
        value = read(fact, _raw(fact, raw))
        if isinstance(value, Mistake):
            self.problems.append(
                Problem(place, quoted(raw), value.expected, value.hint or SCHEMA_HINT)
            )
        else:
            yield FactChange(name, value)


def _raw(fact: Fact, raw: object) -> object:
    """Return a value as its fact takes it; a set may also be written as TOML has it: `["a"]`."""
    if fact.type is not FactType.SET or not isinstance(raw, str) or not raw.startswith("["):
        return raw
    try:
        document = parse(f"value = {raw}")
    except InputError:
        return raw
    # A line break in the text could begin another key.
    return document["value"] if len(document) == 1 else raw


def _no_preset(name: str, catalogue: Catalogue) -> Problem:
    labels = {key: preset.label for key, preset in catalogue.presets.items()}
    if not labels:
        return Problem("--preset", _NO_PRESET, None, _USE_SET)
    return Problem("--preset", quoted(name), one_of(labels), did_you_mean(name, labels) or _USE_SET)


def _no_kind(name: str, catalogue: Catalogue) -> Problem:
    labels = {name: kind.label for name, kind in catalogue.kinds.items()}
    if not labels:
        return Problem("--add", quoted(name), NO_KINDS, _USE_SET)
    hint = did_you_mean(name, labels)
    expected = (
        both("措施目录所列的业务种类", "a known kind of business") if hint else one_of(labels)
    )
    return Problem("--add", quoted(name), expected, hint or SCHEMA_HINT)


def _repeated(changes: list[FactChange]) -> Iterator[Problem]:
    """Yield a problem for each fact that is changed more than once."""
    for name, count in Counter(change.fact for change in changes).items():
        if count > 1:
            found = _TIMES.fill(name=name, count=count)
            yield Problem("--preset, --set, --unset", found, None, _KEEP_ONE)


_ASSIGNMENT = both("字段=值", "FACT=VALUE")
_EXAMPLE = both(
    "如 --set enterprise.credit_level=regular",
    "for example: --set enterprise.credit_level=regular",
)
_NO_PRESET = both("措施目录没有预设的变化", "this catalogue has no presets")
_USE_SET = both("其他变化请用 --set", "use --set for any other change")
_TIMES = both("{name} 重复修改 {count} 次", "{name} is changed {count} times")
_KEEP_ONE = both("请只保留一次", "keep one of them")
