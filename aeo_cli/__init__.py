"""Which measures for certified enterprises apply to an enterprise, and by when.

The data's way: a file is opened (`loading`), becomes a `Catalogue` or a `Profile`, both go through
`assess`, which gives one frozen `Report`, and a format (`formats`) turns that into what is printed.
"""

__version__ = "0.1.0"
