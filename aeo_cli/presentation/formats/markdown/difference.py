"""A difference as Markdown."""

from collections.abc import Iterator
from functools import partial

from aeo_cli.presentation.formats.markdown.syntax import (
    bullets,
    labelled_row,
    listing,
    plain,
    section_heading,
    strong,
    written,
)
from aeo_cli.presentation.page import LabelledRow, Page
from aeo_cli.presentation.wording.difference import DifferenceDigest
from aeo_cli.presentation.wording.labels import EXPLAIN_HINT
from aeo_cli.presentation.wording.provision_changes import ProvisionChange


def differ(digest: DifferenceDigest, page: Page) -> bytes:  # noqa: ARG001  as of every format
    """Return the difference between two reports as Markdown, in UTF-8."""
    return written(_DifferenceWriter(digest).document())


class _DifferenceWriter:
    def __init__(self, digest: DifferenceDigest) -> None:
        self.digest, self.say = digest, digest.say
        self.row = partial(labelled_row, digest.language)

    def document(self) -> Iterator[str]:
        """Yield the lines of the difference."""
        digest = self.digest
        yield f"# {plain(digest.title())}"
        yield from ("", *map(self.row, digest.head.rows()))
        for warning in digest.head.warnings():
            yield from ("", strong(warning))
        inputs, reservations = digest.inputs(), list(digest.reservations())
        if inputs or reservations:
            yield from (*section_heading(digest.inputs_heading()), *bullets(inputs))
        for reservation in reservations:
            yield from ("", plain(reservation))
        yield from section_heading(digest.outcome())
        yield from self.counts()
        yield from self.business()
        for heading, limits in digest.provision_changes.limits():
            yield from section_heading(heading)
            yield from (f"- {strong(id_)} {plain(limit)}" for id_, limit in limits)
        yield from self.provisions()
        for heading, questions in digest.questions():
            yield from listing(heading, (" · ".join(filter(None, line)) for line in questions))
        for heading, caveats in digest.caveats():
            yield from listing(heading, caveats)
        yield from self.catalogues()
        yield from ("", "---", "", plain(self.say(EXPLAIN_HINT)))

    def counts(self) -> Iterator[str]:
        """Yield the number of measures with each verdict, before and after."""
        counts = [f"{plain(name)} {strong(number)}" for _, name, number in self.digest.counts()]
        if counts:
            yield self.digest.language.labelled(self.digest.measures_heading, " · ".join(counts))

    def business(self) -> Iterator[str]:
        """Yield the pending items with changed answers, and the time saved in all of them."""
        changes = list(self.digest.item_changes.business())
        if changes:
            yield from section_heading(self.digest.items_heading)
        for change in changes:
            yield f"- {strong(change.name)} {plain(change.business)}"
            for provision, (status, *others) in change.answers:
                yield f"  - {strong(provision)} {plain(status)}"
                yield from (f"    - {plain(line)}" for line in others)
            yield from (f"  - {plain(line)}" for line in change.saved)
        for total in self.digest.item_changes.total() if changes else ():
            yield f"- {strong(self.digest.sum_label)} {plain(total)}"

    def provisions(self) -> Iterator[str]:
        """Yield the changed provisions, in groups."""
        for group in self.digest.provision_changes.groups():
            yield from section_heading(group.heading)
            for index, (because, changes) in enumerate(group.blocks):
                if because:
                    yield from (*([""] if index else []), plain(because), "")
                for change in changes:
                    yield from self.provision(change)

    def provision(self, change: ProvisionChange) -> Iterator[str]:
        """Yield a changed provision and its effect."""
        status = f" · {plain(change.status)}" if change.status else ""
        yield f"- {strong(change.id)} {plain(change.title)}{status}"
        if change.effect:
            yield f"  - {plain(change.effect)}"

    def catalogues(self) -> Iterator[str]:
        """Yield the differences between the catalogues, old beside new."""
        changes = list(self.digest.catalogue_changes.lines())
        if changes:
            yield from section_heading(self.digest.catalogues_heading)
        for heading, lines in changes:
            yield f"- {plain(heading)}"
            yield from map(self.marked_line, lines)

    def marked_line(self, line: LabelledRow) -> str:
        """Return a line of a catalogue with its mark; its indentation is kept as a list's."""
        mark, text = line
        depth = (len(text) - len(text.lstrip())) // 2
        phrase = " ".join(filter(None, (mark.strip(), text.strip())))
        return f"{'  ' * (depth + 1)}- {plain(phrase)}"
