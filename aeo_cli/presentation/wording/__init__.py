"""Wording: a report, a difference or a condition in words, in Chinese and English.

Documents of the layers below come in; sentences go out, in an order of their own. It knows no
markup, no terminal and no spreadsheet.
"""
