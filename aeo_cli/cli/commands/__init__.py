"""The commands, one module each: read the inputs, call what answers, write the output."""
