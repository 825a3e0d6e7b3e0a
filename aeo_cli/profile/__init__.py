"""The profile: what is known about an enterprise, the readings of the law, its pending business.

A parsed document and the catalogue that declares its facts go in; `reader` checks them, with the
help of `statement_reader` and `table_reader`, and returns a `Profile` (`model`). `loader` reads the
document from a file, and `names` lists every way to name a fact.
`changes` returns a profile with facts or business changed, and `item_matching` finds which items of
two profiles are the same. `answers` writes answers into a profile's document, and `writer` turns
the document into TOML or JSON; `schema` is its JSON Schema. The package does not know which
provisions follow from a profile.
"""
