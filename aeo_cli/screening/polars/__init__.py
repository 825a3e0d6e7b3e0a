"""Screening on one machine with Polars: the conditions as expressions over columns.

A job comes in, tables of verdicts, deadlines and rejects go out. It knows no other engine.
"""
