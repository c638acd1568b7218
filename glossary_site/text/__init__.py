"""Glossary text, as pure functions that read no files and import no records. Each folder is a room of its own."""
