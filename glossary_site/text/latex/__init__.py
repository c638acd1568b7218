"""Formulas: where a text has them, and lost backslashes restored in their LaTeX."""

from glossary_site.text.latex.backslashes import restore_backslashes
from glossary_site.text.latex.formulas import Formula, find_formulas
from glossary_site.text.latex.readings import Traces, find_traces
