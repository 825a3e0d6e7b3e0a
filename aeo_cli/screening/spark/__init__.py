"""Screening past one machine with Apache Spark, from the same compiled conditions.

A job comes in, folders of verdicts, deadlines and rejects go out. It knows no other engine.
"""
