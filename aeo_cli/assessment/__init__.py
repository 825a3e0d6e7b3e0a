"""The assessment: which provisions apply to an enterprise, by when, and what is still open.

A catalogue, a profile, a calendar and a day go in; one frozen `Report` (`report`) comes out of
`assess`. `situation` evaluates every provision, `deadlines` counts dates on a `calendar`, and
`open_facts` finds in which order to ask for what is not known. An `outlook` is what it would take
for a condition to hold (`condition_requirements`) or for a provision to apply
(`provision_requirements`). `loader` reads a saved report, `saved_report` states what it must be,
and `audit` recomputes it to see whether it was altered. The package reads no clock, and knows
neither the reader's language nor any output format.
"""
