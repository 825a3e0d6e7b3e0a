"""Comparison of two reports: which answers changed, and which input changes caused it.

Two reports, a catalogue and a calendar come in; a `Difference` goes out, the public document
`aeo-difference/1`. `loader` reads a report, or a profile to be assessed, from a file as a
`compared_report`. `report_view` indexes the facts, answers and conditions of one report, and
`input_changes` lists what differs between the inputs of the two. `relevant_changes` selects those
that can affect an answer at all, `counterfactuals` computes what the answer would be if only some
of them had been applied, and `attribution` finds from this the ones that caused it to change, or,
with `open_answers`, a fact to become open.
`savings` adds up the time saved, and `compare` builds the `document`, with its `causes`. Only
`loader` opens files, and nothing here knows the reader's language or a format.
"""
