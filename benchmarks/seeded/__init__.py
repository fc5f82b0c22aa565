"""Plausible sites with known faults put in, and how many of the faults are found."""
