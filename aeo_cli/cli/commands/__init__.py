"""The commands, one module each: read the inputs, compute the answer, write the output."""
