"""Which measures for certified enterprises apply to an enterprise, and by when.

How the data flows: `cli` parses a command line, `catalogue` and `profile` load a `Catalogue` and a
`Profile`, `assessment` makes one frozen `Report` of them, and `presentation` turns that into what
is printed. CONTRIBUTING.md shows all packages and says where each kind of change goes.
"""

__version__ = "0.1.0"
