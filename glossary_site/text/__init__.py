"""Glossary text, as pure functions: nothing reads a disk or knows of records. Each folder is a room of its own."""
