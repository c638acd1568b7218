"""The same glossary as a Hugo site: term pages, listings of 50 by letter and category, an A–Z bar."""

import json
from collections.abc import Iterable
from pathlib import Path

from benchmarks.generate import MadeEntry
from glossary_site.language import slugify

_CONFIG = """baseURL = "https://example.org/"
title = "Bench"
disableKinds = ["RSS"]
[taxonomies]
  category = "categories"
  letter = "letters"
[pagination]
  pagerSize = 50
"""
_BASE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title>'
    '<meta name="viewport" content="width=device-width"></head><body>'
    "<nav>{{ range site.Taxonomies.letters.Alphabetical }}"
    '<a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> {{ end }}</nav>'
    '<main data-pagefind-body>{{ block "main" . }}{{ end }}</main></body></html>'
)
_LIST = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><dl>{{ $p := .Paginate .RegularPagesRecursive }}{{ range $p.Pages }}'
    '<dt><a href="{{ .RelPermalink }}">{{ .Title }}</a></dt><dd>{{ .Params.definition }}</dd>{{ end }}</dl>'
    '{{ range $p.Pagers }}<a href="{{ .URL }}">{{ .PageNumber }}</a> {{ end }}{{ end }}'
)
_SINGLE = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Params.definition }}</p>'
    '{{ with .Params.also }}<p>{{ delimit . ", " }}</p>{{ end }}{{ .Content }}'
    '<p>{{ range .Params.categories }}<a href="/categories/{{ . | urlize }}/">{{ . }}</a>{{ end }}</p>'
    '{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
    '{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}'
)
_LAYOUTS = {"baseof.html": _BASE, "list.html": _LIST, "single.html": _SINGLE}


def write_hugo_site(entries: Iterable[MadeEntry], folder: Path) -> Path:
    """Write a Hugo project into ``folder``, which must be new; returns the file of the first entry."""
    layouts, terms = folder / "layouts" / "_default", folder / "content" / "term"
    layouts.mkdir(parents=True)
    terms.mkdir(parents=True)
    (folder / "hugo.toml").write_text(_CONFIG, encoding="utf-8")
    for name, text in _LAYOUTS.items():
        (layouts / name).write_text(text, encoding="utf-8")
    (folder / "layouts" / "index.html").write_text(_LIST, encoding="utf-8")
    files: list[Path] = []
    for entry in entries:
        # Hugo also reads JSON as front matter, and JSON quotes any character of a name.
        front = {
            "title": entry.term,
            "categories": [entry.category],
            "letters": [entry.term[0].lower()],
            "definition": entry.definition,
            "also": [*entry.aliases, *entry.abbreviations],
        }
        files.append(terms / f"{slugify(entry.term)}.md")
        files[-1].write_text(f"{json.dumps(front)}\n\n{entry.body}\n", encoding="utf-8")
    return files[0]
