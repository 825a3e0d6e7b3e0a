"""Screening with Apache Spark on many machines: it distributes what Polars does on one.

`engine` runs a job. `tables` has Spark read the files, and `portions` are their rows as an executor
gets them, where `tasks` reads them into ranks, and assesses partitions of these, with the code
of the Polars engine. In between and after it, Spark moves frames as `packing` packs them. `write`
writes a folder for each output.
"""
