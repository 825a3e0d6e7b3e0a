"""The invariants of a catalogue: what must hold between its parts for it to be loaded.

An indexed catalogue goes in; the breaches of each invariant come out. All invariants are checked
whenever a catalogue is loaded, so that its author sees every fault at once. `parts` is about names,
numbers and declarations, `conditions` about facts, values and size, `effects` about units and the
start of time limits. Whether the catalogue makes sense as well is shown by the `verification`
package, which takes longer.
"""

from aeo_cli.catalogue.invariants import conditions, effects, parts

INVARIANTS = (*parts.CHECKS, *conditions.CHECKS, *effects.CHECKS)
