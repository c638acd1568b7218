"""The same glossary as a site of Eleventy, MkDocs and Zensical: term pages and listings only."""

import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.generate import MadeEntry
from glossary_site.language import slugify

_ELEVENTY = """module.exports = (config) => {
  config.addCollection("terms", (api) => api.getFilteredByTag("terms").sort((a, b) => (a.url < b.url ? -1 : 1)));
  return { markdownTemplateEngine: false, dir: { input: "content", output: "_site" } };
};
"""
_ELEVENTY_BASE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>'
    "<main><h1>{{ title }}</h1><p>{{ definition }}</p>{{ content | safe }}</main></body></html>"
)
_ELEVENTY_LIST = """---
layout: base.njk
title: Bench
pagination:
  data: collections.terms
  size: 50
permalink: "{% if pagination.pageNumber %}page/{{ pagination.pageNumber }}/{% endif %}index.html"
---
<dl>{% for each in pagination.items %}<dt><a href="{{ each.url }}">{{ each.data.title }}</a></dt>
<dd>{{ each.data.definition }}</dd>{% endfor %}</dl>
"""
_MKDOCS = """site_name: Bench
site_url: http://127.0.0.1/
plugins: []
nav:
  - index.md
theme:
  custom_dir: overrides
"""
#: Extends the base template of MkDocs's own theme, or of Zensical's.
_MKDOCS_MAIN = '{% extends "base.html" %}{% block content %}{{ super() }}{% include "edited.html" %}{% endblock %}'
_LISTED = 50


def _write_terms(entries: Sequence[MadeEntry], folder: Path) -> None:
    """Write a Markdown file a term; all three read JSON as front matter, and it quotes any character of a name."""
    folder.mkdir(parents=True)
    for entry in entries:
        front = json.dumps({"title": entry.term, "definition": entry.definition}, ensure_ascii=False)
        path = folder / f"{slugify(entry.term)}.md"
        path.write_text(f"---\n{front}\n---\n\n{entry.body}\n", encoding="utf-8")


def write_eleventy_site(entries: Sequence[MadeEntry], home: Path) -> Path:
    """Write an Eleventy project into ``home``; returns the layout of all pages."""
    _write_terms(entries, home / "content" / "term")
    (home / "eleventy.config.cjs").write_text(_ELEVENTY, encoding="utf-8")
    layout = home / "content" / "_includes" / "base.njk"
    layout.parent.mkdir()
    layout.write_text(_ELEVENTY_BASE, encoding="utf-8")
    shared = {"layout": "base.njk", "tags": "terms"}
    (home / "content" / "term" / "term.json").write_text(json.dumps(shared), encoding="utf-8")
    (home / "content" / "index.njk").write_text(_ELEVENTY_LIST, encoding="utf-8")
    return layout


def write_mkdocs_site(entries: Sequence[MadeEntry], home: Path, theme: str = "") -> Path:
    """Write a MkDocs or Zensical project into ``home``; returns the template of all pages. MkDocs needs a ``theme``."""
    _write_terms(entries, home / "docs" / "term")
    listed = "\n".join(f"- [{entry.term}](term/{slugify(entry.term)}.md)" for entry in entries[:_LISTED])
    (home / "docs" / "index.md").write_text(f"# Bench\n\n{listed}\n", encoding="utf-8")
    named = f"  name: {theme}\n" if theme else ""
    (home / "mkdocs.yml").write_text(_MKDOCS + named, encoding="utf-8")
    overrides = home / "overrides"
    overrides.mkdir()
    (overrides / "main.html").write_text(_MKDOCS_MAIN, encoding="utf-8")
    (overrides / "edited.html").write_text("", encoding="utf-8")
    return overrides / "edited.html"
