"""Rules: facts, the conditions that compare them, and the evaluation of conditions.

A condition and the known values of facts go in; a trace comes out, the same condition with a truth
on each line. `facts` says what can be known, `fact_values` how values are written, `names` how
facts are named and `identifiers` which codes are well-formed. `conditions` are trees, whose leaves
TOML and JSON write with `comparison_keys`; `kleene` is their logic, and `evaluation` makes `traces`
of them. Questions about all states of some facts are answered by `partitions`, `truth_table`,
`relevance` and `minimal_sets`. The package knows nothing of customs, of a catalogue or of files.
"""
