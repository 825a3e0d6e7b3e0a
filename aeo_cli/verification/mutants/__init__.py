"""Mutants: copies of a catalogue with one change each, for everything that can be changed.

If all cases beside a catalogue still pass on a mutant, and no check reports it, they would miss
that mistake. `change` says what can be changed; `conditions`, `provisions`, `declarations` and
`words` change it.
"""

from collections.abc import Iterator

from aeo_cli.catalogue.locations import CatalogueIndex, replace_at
from aeo_cli.verification.mutants.change import Change, Edit, Mutant
from aeo_cli.verification.mutants.conditions import condition_changes
from aeo_cli.verification.mutants.declarations import declaration_edits
from aeo_cli.verification.mutants.provisions import (
    citation_changes,
    effect_changes,
    provision_changes,
    without_idle_clock,
)
from aeo_cli.verification.mutants.words import word_edits
from aeo_cli.verification.rewriting import as_written

__all__ = ["Change", "Mutant", "mutants"]


def mutants(index: CatalogueIndex) -> Iterator[Mutant]:
    """Yield every mutant of a catalogue: its conditions, provisions, declarations, and words."""
    for located in index.conditions:
        for change, rewrite in condition_changes(located, index.catalogue):
            catalogue = replace_at(index.catalogue, located.path, rewrite.condition)
            conditions = (located, rewrite.condition)
            yield Mutant(rewrite.path, change, _after(rewrite.line), catalogue, conditions)
    for path, _, provision in index.provisions:
        changes = [*provision_changes(provision, index.catalogue)]
        changes += citation_changes(provision.citation, index.catalogue)
        if provision.effect:
            changes += effect_changes(provision.effect, index.catalogue)
        for change, name, value in changes:
            mutated = replace_at(provision, name, value)
            if change in {Change.BASELINE, Change.NATURE}:
                mutated = without_idle_clock(mutated)
            catalogue = replace_at(index.catalogue, path, mutated)
            yield Mutant(f"{path}.{name}", change, _after(value), catalogue)
    for edit in (*declaration_edits(index), *word_edits(index)):
        yield _edited(edit, index)


def _edited(edit: Edit, index: CatalogueIndex) -> Mutant:
    catalogue = index.catalogue
    for path, value in edit.places:
        catalogue = replace_at(catalogue, path, value)
    path, value = edit.places[0]
    return Mutant(path, edit.change, edit.after or _after(value), catalogue)


def _after(value: object) -> str | None:
    return None if value is None else as_written(value)
