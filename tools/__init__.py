"""What builds and checks the artefacts of a release; no part of what is installed."""
