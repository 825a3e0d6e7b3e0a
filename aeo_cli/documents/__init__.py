"""Documents: bytes in and out, TOML and JSON, and what is wrong with an input.

A file's bytes come in; a document of plain values goes out, or problems that name their place. It
knows nothing of customs, facts or conditions.
"""
