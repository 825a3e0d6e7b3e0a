"""The interview: which question to ask next, and the answers so far.

A profile's document and the answers come in; the next question goes out, or a longer document. It
does not know how a person is asked; that is `cli.prompt`.
"""
