"""The presentation: what people and programs read.

Input: a report, a difference, a question, a screening or a verification. Output: text or bytes.
`wording` puts results into words, `terminal` lays them out for a terminal, `formats` writes every
format. None of them decides anything.
"""
