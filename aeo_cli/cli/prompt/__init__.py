"""The interview at a terminal: `interviewer` asks the questions through one of two front ends.

`key_frontend` is for terminals that can draw: arrow keys, a list that can be searched.
`line_frontend` is for all others and for screen readers: numbered choices, one line of input.
`session` is the whole of it: the questions, the answers checked (`review`) and saved (`saving`),
and what comes after (`ending`).
"""
