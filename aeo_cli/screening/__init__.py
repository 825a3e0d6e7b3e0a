"""Screening: every verdict and deadline of a portfolio of enterprises, in one run.

The way of the data, the same for every engine. A *source* holds profiles, one a line, or the rows
of one of two tables, `enterprises` and `business`. A row that is read becomes a *standing*, how an
enterprise stands to each entitlement, or a *pending*, what a pending item calls for: truths as
*ranks*, 0 false, 1 unknown, 2 true. What cannot be read is a *reject*, with its reason. Standings
and pendings meet by `ref`, and there the answers are read off them: the greatest rank of the items
is whether the business calls for a provision, the lesser of that and the entitlement whether it
applies.

`aeo check` and this read profiles with the same reader and evaluate the same conditions. An engine
of columns answers by itself only for rows of which it is certain; all others go to that reader.
"""
