"""Glossary text cut into entries."""

from glossary_site.text.scan.entries import Block, Form, Scan, scan_text
