"""Rules: facts, the conditions that compare them, and how a condition evaluates.

Conditions and the values of facts come in; a trace goes out, the same condition with a truth on
each line. It knows nothing of customs, of a catalogue or of files.
"""
