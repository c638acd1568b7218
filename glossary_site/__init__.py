"""A static glossary website generator: glossary text in, a browsable and searchable site out."""

__version__ = "0.1.0"
