"""Formulas in text: where they are, and damaged LaTeX given back what it lost."""

from glossary_site.text.latex.damage import restore_backslashes
from glossary_site.text.latex.formulas import Formula, find_formulas
from glossary_site.text.latex.readings import Traces, find_traces

__all__ = ["Formula", "Traces", "find_formulas", "find_traces", "restore_backslashes"]
