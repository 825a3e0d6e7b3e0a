"""Screening: the verdicts and deadlines of a whole portfolio of enterprises in one run.

The input is a `Job`: a catalogue prepared as a `Plan`, and a `Portfolio` of files, which contain
either a profile per line or the rows of two tables, `enterprises` and `business`. The output is
three tables, of verdicts, deadlines and rejects, and a `Result` with the counts.

Every engine takes the same steps. Each row is read into `EnterpriseRanks` or `ItemRanks`: the truth
of each condition as a *rank* (0 false, 1 unknown, 2 true). A row that cannot be read becomes a
`Reject` with its reason. Enterprises and items are joined by `ref`. The highest rank of the items
says whether a provision is triggered; the lower of that and of the entitlement says whether it
applies.

The plain engine reads each row with the reader of `aeo check`. The engine of columns, Polars,
evaluates only *certain* rows, which that reader would read in the same way, and leaves all others
to it. Spark distributes the rows to that same code. Nothing here knows the command line.
"""
