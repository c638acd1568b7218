"""Measurements: seeded generators, this program and its peers side by side."""
