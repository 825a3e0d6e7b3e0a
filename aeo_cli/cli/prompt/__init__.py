"""How a person is asked at a terminal: `person` puts the questions, through one of two fronts.

`keys` is for terminals that can draw: arrow keys, a list that can be searched. `lines` is for all
others and for screen readers: numbered choices, one line of input.
"""
