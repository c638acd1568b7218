"""Fuzzing: what must hold of any input, the runner that looks for inputs where it does not, and what it found."""
