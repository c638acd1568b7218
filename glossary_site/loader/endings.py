"""The endings of files of entries, by the way in which these are written."""

from pathlib import PurePath

from glossary_site.disk import is_hidden

TEXT = (".txt",)
MARKDOWN = (".md", ".markdown", ".mdx")
YAML = (".yml", ".yaml")
ENDINGS = (*TEXT, *MARKDOWN, *YAML)


def has_entry_ending(path: str) -> bool:
    """Whether files of entries have the ending of ``path``, in any case."""
    return PurePath(path).suffix.lower() in ENDINGS


def holds_entries(path: PurePath) -> bool:
    """Whether a file at ``path`` (below the entries folder) is read as entries."""
    return has_entry_ending(path.name) and not any(map(is_hidden, path.parts))
