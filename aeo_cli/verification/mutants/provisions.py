"""Changes of a provision beside its conditions: effect, route, force, kind, citation."""

from collections.abc import Iterator

from aeo_cli.catalogue.documents import Citation
from aeo_cli.catalogue.effects import Comparator, Effect
from aeo_cli.catalogue.invariants.effects import dimensions
from aeo_cli.catalogue.locations import replace_at
from aeo_cli.catalogue.modality import Force, Route
from aeo_cli.catalogue.model import Catalogue, Provision
from aeo_cli.rules.names import ITEM
from aeo_cli.verification.mutants.change import Change, NamedChange, near_values


def provision_changes(provision: Provision, catalogue: Catalogue) -> Iterator[NamedChange]:
    """Yield each other route, force, kind, and fact that its limit can run from."""
    yield from ((Change.ROUTE, "route", route) for route in Route if route is not provision.route)
    yield from ((Change.FORCE, "force", force) for force in Force if force is not provision.force)
    kinds = (None, *catalogue.kinds)
    yield from ((Change.KIND, "kind", kind) for kind in kinds if kind != provision.kind)
    facts = (name.removeprefix(f"{ITEM}.") for name in catalogue.item_facts(provision.kind))
    clocks = (None, *facts)
    yield from ((Change.CLOCK, "runs_from", fact) for fact in clocks if fact != provision.runs_from)


def citation_changes(citation: Citation, catalogue: Catalogue) -> Iterator[NamedChange]:
    """Yield each other document, and another or no section and number."""
    for document in catalogue.documents:
        if document != citation.document:
            yield Change.CITATION, "citation.document", document
    section, number = citation.section, citation.number
    yield Change.CITATION, "citation.section", None if section else "一"
    yield Change.CITATION, "citation.number", None if number else "1"
    if number and number.isdecimal():
        yield Change.CITATION, "citation.number", str(int(number) + 1)


def effect_changes(effect: Effect, catalogue: Catalogue) -> Iterator[NamedChange]:
    """Yield each near figure, other unit, comparator and nature, and the effect without a part."""
    yield Change.BASELINE, "effect", None
    if effect.from_ is not None:
        yield Change.BASELINE, "effect.from", None
        yield from _near_figures("effect.from.value", effect.from_.value)
    yield from _near_figures("effect.to.value", effect.to.value)
    for i, baseline in enumerate(effect.baselines):
        others = (*effect.baselines[:i], *effect.baselines[i + 1 :])
        yield Change.BASELINE, "effect.baselines", others
        yield from _near_figures(f"effect.baselines[{i}].value", baseline.value)
    yield from _unit_changes(effect, catalogue)
    for comparator in Comparator:
        if comparator is not effect.to.comparator:
            yield Change.COMPARATOR, "effect.to.comparator", comparator
    yield from _nature_changes(effect, catalogue)


def _near_figures(path: str, value: int) -> Iterator[NamedChange]:
    yield from ((Change.NUMBER, path, near) for near in near_values(None, value))


def _unit_changes(effect: Effect, catalogue: Catalogue) -> Iterator[NamedChange]:
    for unit in catalogue.units:
        if unit != effect.to.unit:
            changed = replace_at(effect, "to.unit", unit)
            if effect.from_:  # of both figures: the loader refuses two units
                changed = replace_at(changed, "from.unit", unit)
            yield Change.UNIT, "effect", changed
    for written in (None, *catalogue.units):
        if written != effect.as_written:
            yield Change.UNIT, "effect.as_written", written


def _nature_changes(effect: Effect, catalogue: Catalogue) -> Iterator[NamedChange]:
    """Yield each other nature, with a unit that fits it, or the loader would refuse it."""
    for nature in catalogue.natures:
        fitting = dimensions(nature)
        units = sorted(name for name, unit in catalogue.units.items() if unit.counts in fitting)
        if nature is not effect.nature and units:
            to = effect.to.model_copy(update={"unit": units[0]})
            changed: dict[str, object] = {"nature": nature, "from_": None, "to": to}
            changed |= {"as_written": None, "baselines": ()}
            yield Change.NATURE, "effect", effect.model_copy(update=changed)


def without_idle_clock(provision: Provision) -> Provision:
    """Return a provision without its `runs_from` if it no longer has a limit that runs.

    The loader refuses a `runs_from` without a time limit, so no case would be tried on the mutant.
    """
    if provision.runs_from and not (provision.effect and provision.effect.from_):
        return provision.model_copy(update={"runs_from": None})
    return provision
