"""JSON Schemas of the files that authors write, by which editors complete and check them while they type."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from glossary_site.config import SiteConfig, config_schema, read_config
from glossary_site.glossary import LEDGER, LOG, ledger_schema, log_schema
from glossary_site.records import entry_schema
from glossary_site.request import CONFIG_NAME
from glossary_site.schema import DRAFT, Schema
from glossary_site.search import QUERIES, queries_schema
from glossary_site.values import Frozen


class EditorSchema(Frozen):
    """The schema of one kind of file: what the file is, and what is in it in a project with those settings."""

    title: str
    make: Callable[[SiteConfig], Schema]


#: Every schema by its name.
SCHEMAS: Mapping[str, EditorSchema] = {
    "settings": EditorSchema(f"Settings of a glossary ({CONFIG_NAME})", lambda _: config_schema()),
    "entry": EditorSchema(
        "Entries of a glossary (YAML in entries/, or the front matter of Markdown)",
        lambda config: entry_schema(config.fields),
    ),
    "ids": EditorSchema(f"Published ids (entries/{LEDGER})", lambda _: ledger_schema()),
    "changes": EditorSchema(f"Recorded changes (entries/{LOG})", lambda _: log_schema()),
    "queries": EditorSchema(f"Queries and what they must find (entries/{QUERIES})", lambda _: queries_schema()),
}


def format_schema(name: str, config: SiteConfig | None = None) -> str:
    """The JSON Schema of that name, as a file, for a project with these settings."""
    schema = SCHEMAS[name]
    whole = {"$schema": DRAFT, "title": schema.title, **schema.make(config or SiteConfig())}
    return f"{json.dumps(whole, indent=2, ensure_ascii=False)}\n"


def schema_of_project(name: str, path: Path) -> str:
    """The same for the project whose settings are in the file ``path``; their faults are those of a build."""
    return format_schema(name, read_config(path)[0])
