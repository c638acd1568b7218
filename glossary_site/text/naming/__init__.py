"""The heading of an entry of glossary text read as its term, other names and category."""

from glossary_site.text.naming.leads import addresses_customers
from glossary_site.text.naming.names import LANGUAGE, Evidence, Naming, gather_evidence, name_entry
