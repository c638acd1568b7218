"""A glossary with a word of 60 letters, and with what else is wider than a small window, in every field and place."""

from collections.abc import Iterator


def long(word: str) -> str:
    """A word of 60 letters without a place to break, which begins with ``word``."""
    return (word + "unbreakable" * 6)[:60]


_FORMULA = (
    "$$"
    + " + ".join(rf"\frac{{\alpha_{{{number}}}^{{{number}}}}}{{\beta_{{{number}}}}}" for number in range(24))
    + "$$"
)
_MATRIX = r"\begin{pmatrix}" + "&".join(rf"x_{{{number}}}" for number in range(24)) + r"\end{pmatrix}"
_URL = f"https://example.org/{long('path')}/{long('folder')}?{long('query')}={long('value')}"

_SETTINGS = f"""
title: {long("Glossary")}
description: {long("A")} and {long("description")}.
introduction: |
  {long("Introduction")} and `{long("code")}`.
language: en
languages: {{de: {{title: {long("Wörterbuch")}}}, fr: {{}}}}
base_url: https://example.org/docs/glossary/
back_link: {{text: {long("Back")}, url: https://example.org/}}
licence: {{text: {long("Licence")}, url: "{_URL}"}}
footer: {long("Footer")}
offline: yes
map: yes
quality: yes
page_size: 6
edit_url: https://example.org/{{path}}
suggest_url: https://example.org/?t={{term}}
fields:
  owner: {{label: {long("Owner")}, show: head}}
  level: {{label: {long("Level")}, show: body}}
  seen: {{label: {long("Seen")}, type: url, show: aside}}
  team: {{label: {long("Team")}, show: aside}}
  colours: {{label: {long("Colours")}, type: list, show: head}}
"""

_TERM = f"""---
term: {long("Everything")}
aliases: [{long("Alias")}, {long("Othername")}]
abbreviations: [{long("ABBR")}]
pronunciation: /{long("pronounce")}/
part_of_speech: noun
symbol: {long("symbol")}
unit: {long("unit")}
notation: {long("notation")}
avoid: [{long("Avoided")}]
etymology: From {long("etymon")}.
category: ["{long("Category")} / {long("Below")}", {long("Second")}]
tags: [{long("tag")}, {long("label")}]
status: deprecated
replaced_by: {long("Replacement")}
related: [{long("Related")}, {long("Relative")}]
broader: [{long("Broader")}]
narrower: [{long("Narrower")}]
updated: 2026-03-31
owner: {long("Ada")}
level: {long("High")}
seen: {_URL}
team: {long("Team")}
colours: [{long("red")}, {long("blue")}]
keywords: [{long("keyword")}, {long("phrase")}]
source: {{title: {long("Source")}, url: "{_URL}"}}
definition: An {long("Everything")} is a {long("definition")} with `{long("code")}` and {long("Related")}.
usage: Not for {long("usage")}.
note: A {long("note")} of [[{long("Related")}]].
example: [{long("example")}, "{_URL}"]
history: It was {long("history")}.
---

A mention of [[{long("Related")}]], a [link]({_URL}), {_URL}, **{long("bold")}** and *{long("slanted")}*,
`{long("code")}`, <kbd>{long("key")}</kbd>, ==marked {long("mark")}==, H~{long("low")}~, 2^{long("high")}^
and $x = {" + ".join("abcdefghijklmnop")}$.

# {long("Heading")}

## {long("Heading")} of the second level

### {long("Heading")} `{long("code")}`

- {long("Point")}
  - {long("Point")}
    - {long("Point")}
      - {long("Point")}

1. {long("Step")}

- [ ] {long("Task")}

> {long("Quoted")}
>
> > {long("Quoted")}

{long("Name")}
: {long("Meaning")}

> [!WARNING]
> {long("Warning")} `{long("code")}`

::: details {long("Summary")}
{long("Folded")}
:::

| {long("Column")} | {long("Second")} |
| --- | --- |
| {long("cell")} | {long("cell")} {long("cell")} |

```python
{long("name")} = "{long("text")}" + {long("function")}({long("argument")})
```

```
+{"-" * 90}+      +{"-" * 40}+
|{long("Box"):90}| ---> |{"":40}|
+{"-" * 90}+      +{"-" * 40}+
```

{_FORMULA}

$${_MATRIX}$$

Inline ${_MATRIX}$.

- A point ${_MATRIX}$.

![{long("Picture")}](wide.svg "{long("Caption")}")

![{long("Picture")}](https://example.com/{long("elsewhere")}.png)

A footnote.[^1]

[^1]: {long("Footnote")} {_URL}
"""

_SENSES = f"""
term: {long("Senses")}
senses:
  - category: {long("Category")}
    definition: A {long("Senses")} is the {long("first")} of two.
    keywords: [{long("keyword")}]
    body: {long("Body")}
    source: {{file: {long("file")}.txt, line: 7}}
  - category: {long("Second")}
    definition: A {long("Senses")} is the {long("second")} of two.
    body: A [[{long("Related")}]].
"""


def _others() -> Iterator[str]:
    everything, related, broader = long("Everything"), long("Related"), long("Broader")
    given = f"category: {long('Category')}, tags: [{long('tag')}], updated: 2026-03-30"
    for word in ("Related", "Relative", "Broader", "Narrower", "Replacement", "Mentioning", "Eve", "Evening"):
        relation = f", broader: [{broader}]" if word == "Relative" else ""
        meaning = f"A {long(word)} is near an {everything}."
        yield f"- {{term: {long(word)}, {given}{relation}, definition: {meaning}}}\n"
    for number in range(12):
        meaning = f"A word beside {everything} and {related}."
        yield f"- {{term: {long(f'Mention{number:02}')}, definition: {meaning}}}\n"


_GERMAN = f"""
term: {long("Überall")}
language: de
translation_of: {long("everything")}
definition: {long("Wort")} ist ein Wort.
"""
_WIDE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3000 300" width="3000" height="300"><path d="M0 0h9z"/></svg>'
)
#: The files of its project, by path.
FILES = {
    "glossary.yml": _SETTINGS,
    "entries/everything.md": _TERM,
    "entries/senses.yml": _SENSES,
    "entries/others.yml": "".join(_others()),
    "entries/german.yml": _GERMAN,
    "entries/wide.svg": _WIDE,
    "entries/.ids.yml": f"removed: {{term: {long('Removed')}, gone: yes}}\n",
    "pages/about.md": f"---\ntitle: {long('About')}\n---\n{long('Page')}\n\n## {long('Heading')}\n\n{long('Text')}\n",
    "pages/licence.md": f"---\ntitle: {long('Licence')}\nmenu: footer\n---\n{long('Page')}\n",
}
