"""Texts for a person at a terminal, as Rich renderables: built here, printed elsewhere.

Everything is built from `Text` objects, never from markup, so that neither an enterprise's name nor
a quoted word can draw on the screen. One accent colour marks what the enterprise can use; all else
is weight alone, and nothing is said by colour or weight only.
"""
