"""What shows that a catalogue is sound, beyond the invariants without which it is not loaded.

`logic` tries its conditions out, all of them, everywhere; `uses` finds what is idle; `texts`
compares what is said in both languages with the data; `coverage` runs the cases beside it. Each
proof is a check with an id, a name and a sentence.
"""
