"""Measurements of this program and its peers on the same generated glossaries."""
