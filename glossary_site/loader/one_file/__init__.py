"""A whole glossary in one Markdown file: its entries found by the shapes in which people write them."""
