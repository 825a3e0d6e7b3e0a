"""Wording: reports, differences and conditions in words, in Chinese and English.

Input: documents of the layers below. Output: sentences, in the order in which they are read. No
markup, no terminal and no spreadsheet is known here.

`Language` joins phrases, `CatalogueWords` has a language and the labels of a catalogue;
`ReportWords` and `DifferenceWords` have these and a report or two. `Digest`, `DifferenceDigest`,
`Explanation` and `Tables` arrange the sentences for the formats.
"""
