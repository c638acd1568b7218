"""Reading glossary text: finding entries, giving flattened Markdown its lines back, mending damage.

Everything here is a pure function from text to values; nothing reads a disk or knows of records.
"""
