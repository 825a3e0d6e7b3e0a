"""The catalogue: the law as data, measures with their provisions, and what must hold of them.

A TOML document comes in; a checked `Catalogue` goes out, which can be searched and listed. It knows
nothing of any enterprise, and no district or measure by name.
"""
