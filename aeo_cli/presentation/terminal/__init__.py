"""Layouts for a terminal, as Rich renderables; `formats/terminal.py` prints them.

Everything is built from `Text` objects, never from markup, so that neither an enterprise's name nor
a quoted word can draw on the screen. One accent colour marks what the enterprise can use, the rest
is weight alone; nothing is expressed by colour or weight only.
"""
