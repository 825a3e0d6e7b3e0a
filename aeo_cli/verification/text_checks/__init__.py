"""Checks of texts, by subject: what a reader would otherwise have to notice.

An indexed catalogue goes in; the breaches of each check come out. `languages` is about both
languages, `names` about labels and titles, `denials` about questions that turn, `promises` about
how firmly and in which direction a text binds, `numbers` about figures, `sources` about what is
cited and confirmed, `lengths` about what must fit in a line. `walk` lists all texts. What no rule
can tell, cases state; what no case can state is left to a reader.
"""

from aeo_cli.verification.text_checks import (
    denials,
    languages,
    lengths,
    names,
    numbers,
    promises,
    sources,
)

CHECKS = (
    *languages.CHECKS,
    *names.CHECKS,
    *denials.CHECKS,
    *promises.CHECKS,
    *numbers.CHECKS,
    *sources.CHECKS,
    *lengths.CHECKS,
)
