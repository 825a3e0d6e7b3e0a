"""What must hold between the parts of a catalogue, beyond the shape of each, for it to be loaded.

All invariants are checked whenever a catalogue is loaded, so that its author sees every fault at
once. That it is sound as well, as far as its meaning goes, is shown by the `proofs`.
"""

from aeo_cli.catalogue.invariants import conditions, effects, parts

INVARIANTS = (*parts.CHECKS, *conditions.CHECKS, *effects.CHECKS)
