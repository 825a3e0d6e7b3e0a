"""The catalogue: the law as data, measures with their provisions and effects.

A TOML file goes in; a checked `Catalogue` comes out (`loader`). `model`, `modality` and `effects`
are its shape, the `invariants` are what must hold between its parts. `locations` lists the parts
with their paths in the file, and `checks` defines what an invariant, or any other check, is.
`search` finds measures by number or by words, `listing` is a catalogue as a document, and
`references` is how other documents refer to one. The package knows no enterprise, and no district,
measure or fact by name.
"""
