"""The sentences of a Markdown body as plain text, and the one that defines its term."""

from glossary_site.text.sentences.definitions import LONGEST_DEFINITION, best_definition, first_definition
from glossary_site.text.sentences.plain import SYMBOLS, Plain
