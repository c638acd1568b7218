"""Glossary text cut into entries."""

from glossary_site.text.scan.entries import Block, Scan, scan_text

__all__ = ["Block", "Scan", "scan_text"]
