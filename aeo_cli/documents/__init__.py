"""Documents: bytes in and out, TOML and JSON, and what is wrong with an input.

The bytes of a file go in; a document of plain values comes out, or a model made from it, or an
`InputError` with every problem and its place. `files` is the only opener of files, and
`file_errors` says why one cannot be read or written; `syntax` parses, by `toml_syntax` or
`json_syntax`, which go on after an error; and `validation` turns a document into a `model`.
`problems` describes what is wrong with an input, `text` holds sentences in both languages, and
`escaping` makes text from outside safe to show. The package knows nothing of customs, facts or
conditions.
"""
