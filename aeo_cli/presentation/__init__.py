"""The presentation: what people and programs read.

A report, a difference or a screening comes in; text or bytes go out. `wording` finds the words,
`terminal` lays them out for a terminal, `formats` writes every format; none of them decides
anything.
"""
