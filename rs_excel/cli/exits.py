"""Exit codes: what a scheduler may rely on."""

DONE = 0
FOUND = 1  # something at or above --fail-on, or to mend in a pack
COULD_NOT_RUN = 2
