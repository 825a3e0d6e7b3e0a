"""The assessment: which provisions apply to a profile, by when, and what is still open.

A catalogue, a profile, a calendar and a day come in; one frozen `Report` goes out. It knows no
clock, no language of the reader and no format.
"""
