"""Two reports compared: which answers changed, and because of what.

A `version` is a report and where it comes from. `contents` takes it apart, `matching` finds which
pending item of the one is which of the other, `variations` tells what differs in what they were
made from, `supposed` what each answer would be had only some of that happened, `attribution` which
of it brought a change about, `savings` what time is saved, and `compare` puts the public `document`
together. All of it is pure.
"""
