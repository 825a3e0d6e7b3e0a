"""Verification: whether a catalogue is sound, and whether its cases would notice if it were not.

A catalogue and the cases beside it go in; a `Verification` comes out (`verify`), or a `Mutation`
(`mutation`). Conditions are checked by exhaustion: `state_space` lists every assignment of values
to their facts, and `logic_checks` and `usage_checks` try them all. `text_checks` compares the two
languages of each text, the `figures` and the promises in it with the data, and names, by their
`likeness`, with what they name. `cases` is the format of cases and `statements` of what they state
about the whole; `loader` reads them, `book_runs` and `case_runs` compare them with the catalogue,
and `coverage` checks that they pass and leave nothing untested. `witnesses` finds the smallest
profiles to which a provision applies and does not apply.
For mutation testing, `mutants` changes one thing at a time, conditions by `rewriting`. The package
knows no measure or fact by name, prints nothing, and does not decide what is loaded: that is the
job of the `invariants` of the catalogue.
"""
