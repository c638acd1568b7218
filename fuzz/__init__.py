"""Fuzzing: properties of any input, a runner that looks for inputs that break them, and the inputs found."""
