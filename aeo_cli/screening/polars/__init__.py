"""Screening with Polars on one machine: conditions are expressions over columns.

`engine` runs a job: `scan` opens the files, `cells`, `json_lines` and `ranks` turn their rows into
ranks, `spill` keeps these by partition, and `join` assesses a partition at a time, with the dates
of `deadlines`. `write` writes the outputs, in which `texts` puts values of other types. Nothing
here knows another engine.
"""
