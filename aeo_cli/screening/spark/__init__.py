"""Screening with Apache Spark on many machines, with the same expressions of conditions.

`engine` runs a job: `scan` reads the files into ranks with `cells`, leaving uncertain rows to
`row_worker`; `engine` joins and assesses them, `rejects` collects the rejected rows, and `write`
writes a folder for each output. Nothing here knows another engine.
"""
