"""What shows that a catalogue is sound, beyond the invariants without which it is not loaded.

`verification` puts the checks together: `logic` tries the conditions out, all of them, at all
`points`; `uses` finds what is idle; `texts` compares what is said in both languages with the data,
by its `figures`; `coverage` runs the `cases` beside the catalogue, each in a trial. `witnesses` are
the smallest profiles that show what a provision can do. `mutation` tries the cases on every one of
the `mutants`, a catalogue with one thing changed; `rewriting` changes a condition.
"""
