"""Every code of an issue: what it means and what to do. ``glossary explain CODE`` and docs/codes.md are made from it."""

# A row of a table is one line.
# ruff: noqa: E501

from collections.abc import Mapping

from glossary_site.checks.table import RULES
from glossary_site.values import Frozen


class Code(Frozen):
    """A code, what is wrong where it is printed, and what to do, each in a sentence or two."""

    name: str
    meaning: str
    remedy: str


#: The codes that are no rules of ``glossary check``, by where they arise.
_OTHERS: Mapping[str, tuple[Code, ...]] = {
    "Files": (
        Code("entries-missing", "The folder or file of the entries is not there.", "Name it: `glossary build FILE`. `glossary new` starts a glossary."),
        Code("entries-empty", "No entries are in the folder or file.", "Put entries into it; a note beside this names files that were found and not read."),
        Code("file-unreadable", "A file cannot be opened.", "Check its rights and that it is a file."),
        Code("file-unknown", "A file in the entries' folder has an ending that is not read, or the name of a page about the project.", "Rename it, or begin its name with `_` to leave it out."),
        Code("file-empty", "A file in the entries' folder is empty.", "Remove it, or write an entry."),
        Code("file-binary", "A file that should hold text holds something else.", "Save it as text in UTF-8, or take it out of the folder."),
        Code("file-encoding", "A file is not UTF-8. What can be read as Windows-1252 or UTF-16 is, with a warning.", "Save it as UTF-8."),
        Code("file-changed", "A file changed while it was read.", "Run the command again when nothing writes to it."),
        Code("file-too-large", "A file to be imported is larger than its reader takes.", "Split it."),
        Code("file-outside", "A link in a folder leads out of it, so it is not followed.", "Copy the file into the folder."),
        Code("file-name", "A name cannot be a file of the site: it has a character or a length that some systems refuse.", "Rename the file."),
        Code("in-use", "Another run of the program writes to the same place.", "Wait until it has ended."),
    ),
    "YAML, settings and front matter": (
        Code("yaml-syntax", "A file, or a block of front matter, is not valid YAML.", "Correct the line; text with `: `, `#` or brackets needs quotes."),
        Code("yaml-comment", "A `#` behind a space begins a comment, so a value is cut short (a warning) or lost (an error).", "Put the whole value in quotes."),
        Code("yaml-alias", "An anchor (`&`) or alias (`*`) is where none is read, or aliases make too many values.", "Write the value itself, or put quotes around a text that begins with such a mark."),
        Code("yaml-tag", "A tag (`!`) is not read.", "Put quotes around a text that begins with `!`."),
        Code("yaml-depth", "Values are nested too deeply.", "Write them flatter."),
        Code("yaml-documents", "A second YAML document begins in the file.", "Write one document: a list of records."),
        Code("yaml-key", "A key is a list or a mapping.", "Write `name: value`."),
        Code("duplicate-key", "A key is given twice.", "Keep one of the two."),
        Code("config-unreadable", "The settings cannot be read.", "Save the file as UTF-8, and check its rights."),
        Code("config-unknown", "There is no such setting.", "Correct its name: the message gives the nearest one. [Settings](settings.md) lists all."),
        Code("config-value", "A setting cannot have this value.", "Write one that the message or [Settings](settings.md) gives."),
        Code("front-matter-open", "Front matter begins with `---` and has no end.", "Close it with a line `---`."),
        Code("front-matter-syntax", "Front matter in TOML or JSON is not valid.", "Correct it, or write the fields in YAML."),
    ),
    "Entries": (
        Code("record-shape", "An entry is no mapping of fields.", "Write `name: value`, a field a line."),
        Code("unknown-field", "An entry has a field that does not exist.", "Correct its name, or declare it under `fields` in the settings."),
        Code("field-type", "A field has a value of the wrong shape, such as a list for a text.", "Write it as the message shows."),
        Code("field-value", "A field cannot have this value.", "Write one of those that the message gives."),
        Code("term-missing", "An entry, or text, has no name, so it is left out.", "Write its term."),
        Code("body-missing", "An entry has neither a definition nor a body.", "Write what it means."),
        Code("body-twice", "A Markdown file has both a field `body` and text under its front matter.", "Keep one of the two."),
        Code("body-too-long", "A body is so long that it would hold up the build, so it is shown as plain text.", "Make several entries or senses of it."),
        Code("senses-twice", "A record has both `senses` and a field of a single sense at the top.", "Put the field into a sense."),
        Code("senses-many", "Entries of one name make more senses than a page can show.", "Give them names or ids of their own."),
        Code("categories-many", "A term is in more than 200 categories, each of which would have to show all the others.", "Keep those that readers look for it in; use tags or keywords for others."),
        Code("id-invalid", "An id has characters other than a–z, 0–9 and hyphens, or is too long.", "Write the id that the message gives."),
        Code("id-missing", "No id can be made from the term, since it has no letter or digit.", "Add a line such as `id: a-name`."),
        Code("page-empty", "No entries are found in a Markdown file.", "Write a heading, a bold name, a list or a table row for each term, or front matter with `term`."),
        Code("section-unknown", "A section of a glossary in one file is no entry, so it is left out.", "Move it before the first entry, where it is the introduction."),
        Code("component-unknown", "A component of MDX is not shown; the text in it is.", "Nothing, unless the component held more."),
        Code("reference-untranslated", "A reference in a further language leads to a term that has no entry in that language.", "Translate that entry."),
        Code("relation-untranslated", "A relation in a further language names a term that has no entry in that language.", "Translate that entry."),
        Code("language-other", "Entries are in a language in which the site is not published, so they are in no page.", "Add the language to `languages` in the settings."),
    ),
    "Glossary text": (
        Code("no-entries", "No heading is found in glossary text.", "Write `term: meaning` a line, or a heading line of keywords above each body."),
        Code("body-without-heading", "There is text before the first heading.", "Give it a heading line, or take it out."),
        Code("heading-without-body", "A heading has no text below it.", "Write a body, or join the line to the entry above."),
        Code("body-unread", "A body is too long to be repaired, so it is kept as it is.", "Split the entry."),
        Code("lines-too-short", "A file of very many short lines is no glossary text.", "Split it, or import a table as CSV."),
        Code("lost-character", "A character was lost where the text was saved (`�`).", "Write the character."),
        Code("words-lost", "A repair would have lost words, so it was not made: this is a fault of the program.", "Report it with the entry's text."),
        Code("search-phrase-name", "An entry's name is a phrase that somebody searched for.", "Give it a term."),
    ),
    "Pages of your own and public files": (
        Code("page-title", "A page of text has no title.", "Write `title` in its front matter, or begin it with `# Title`."),
        Code("page-field", "A page of text has a field that does not exist.", "Correct its name."),
        Code("page-address", "A page of text would be where the site has a page of its own.", "Rename the file or its folder."),
        Code("introduction-twice", "Both `pages/index.md` and the setting `introduction` give the front page's text.", "Keep one; the page is shown."),
        Code("public-clash", "A file in `public/` would be where the site has a file of its own.", "Rename it, or take it out."),
        Code("public-replaces", "A file in `public/` replaces one of the site's, as it may.", "Nothing, if you mean it."),
        Code("public-hidden", "A file in `public/` is left out because its name begins with a dot, or is one of an editor or system.", "Rename it if it should be published."),
    ),
    "Published ids, changes and queries": (
        Code("ledger-shape", "The ledger `.ids.yml` does not have the shape that `glossary pin` writes.", "Write the line as the message shows."),
        Code("ledger-target", "An address in the ledger leads to no term.", "Name a term's id."),
        Code("changes-shape", "The log `.changes.yml` does not have the shape that `glossary diff --record` writes.", "Correct it, or take the entry out."),
        Code("search-queries", "`.queries.yml` does not have the shape of queries with their terms.", "Write it as the message shows."),
        Code("search-unreadable", "`.queries.yml` cannot be read.", "Save it as UTF-8."),
        Code("baseline-unreadable", "The file of known findings cannot be read.", "Write it again with `--write-baseline`."),
        Code("diff-side", "What `glossary diff` should compare is no built site, no folder of entries and no revision.", "Name one of these, such as `v1.0:entries`."),
    ),
    "Imports": (
        Code("read-as", "A glossary of another program is read where it is: this names the form and counts what it holds.", "If the form is wrong, name it with `--from`."),
        Code("import-loss", "Something in a source was not kept.", "Keep it by hand, if you need it; `--report` lists all."),
        Code("format-unread", "The file is in no form that is read.", "Export it as CSV, Markdown, TBX or SKOS. [Forms](formats.md) lists all."),
        Code("extra-missing", "A form or a language needs a library that is not installed.", "Install the extra that the message names, such as `pip install 'glossary-site[xlsx]'`."),
        Code("file-edited", "A file that an earlier import wrote was edited since, so it is kept.", "`--diff` shows the difference; `--force` writes over it."),
        Code("file-deleted", "A file that an earlier import wrote was deleted since, so it is not written again.", "`--force` writes it."),
        Code("folder-empty", "There are no terms in the folder.", "Name a folder of `.md` files with a term each."),
        Code("entries-shape", "No entries are found in JSON, YAML or XML, or their keys are not recognised.", "Say which key is what: `--columns term=Name,definition=Meaning`."),
        Code("csv-columns", "The heads of a table are not recognised.", "Say which column is what: `--columns term=Name,definition=Meaning`."),
        Code("csv-syntax", "A row of a table has a broken quote, or more cells than the head.", "Correct the row."),
        Code("xlsx-syntax", "The file is no spreadsheet.", "Save it again as `.xlsx`."),
        Code("docx-syntax", "The file is no document of Word.", "Save it again as `.docx`."),
        Code("docx-empty", "The document has no table of terms, no headings with text and no bold names.", "Mark the terms in one of these ways."),
        Code("html-empty", "No entries are found in a web page.", "Write a `<dl>`, a heading, a bold name or a table row for each term."),
        Code("json-syntax", "The file is not valid JSON.", "Export it again."),
        Code("json-shape", "The file holds no list of records.", "Write a list, or an object with `records`."),
        Code("xml-syntax", "The file is not valid XML.", "Export it again."),
        Code("xml-entity", "An entity of an XML file is declared elsewhere, which is not fetched.", "Write the character itself."),
        Code("tbx-shape", "The file is not TBX version 2 or 3.", "Export it as TBX-Basic."),
        Code("rdf-syntax", "The file is not valid RDF.", "Export it again."),
        Code("rdf-context", "A JSON-LD file names a context elsewhere, which is not fetched.", "Put the context into the file."),
        Code("rdf-empty", "There is no `skos:Concept` in the file.", "Only SKOS is read."),
        Code("rdf-label", "A concept has no label.", "Give it a `skos:prefLabel`."),
        Code("glossentry-none", "There is no `glossentry` in a file of DocBook or DITA.", "Name the file that holds the glossary."),
        Code("glossarist-empty", "There is no concept with terms in the files.", "Name the folder of the concepts."),
        Code("glosario-shape", "The file is not a list of entries as Glosario has it.", "Give each entry a `slug`."),
        Code("sphinx-empty", "There is no `glossary` directive, list or table of terms in the file.", "Write `.. glossary::`."),
        Code("latex-empty", "There is no entry in a file of LaTeX.", "Such as `\\newglossaryentry{key}{name=…, description={…}}`."),
        Code("latex-braces", "A brace of a command is not closed.", "Close it."),
        Code("asciidoc-empty", "There is no entry in a file of AsciiDoc.", "Write `term:: meaning`."),
        Code("pandoc-syntax", "Pandoc cannot read the file as what its ending promises.", "Correct it, or name its form with `--from`."),
        Code("pandoc-empty", "There are no entries in a file that pandoc reads, such as Org or ODT.", "Write a heading, a bold name or a row of a table for each term."),
        Code("po-syntax", "The file is not valid PO.", "Check it with `msgfmt`."),
        Code("po-empty", "There is no `msgid` in the file.", "Name the file that holds the terms."),
    ),
    "Other glossaries": (
        Code("published-unreachable", "A published glossary cannot be read. With a kept copy, that is used (a warning).", "Check the address and the network, then build again."),
        Code("published-changed", "A published glossary is not the one whose digest is pinned.", "Look at what changed, then pin the digest that the message gives."),
        Code("anchor-missing", "A page that mentions link to does not have one of the terms.", "Give the term a heading, a place in a list of terms, or bold text of its own."),
        Code("mark-unknown", "The front matter of a page has no way to mark terms.", "Write `glossary: page`, `section`, `all` or `off`."),
        Code("published-unpinned", "A published glossary is used without a digest.", "Pin the one that the message gives."),
    ),
    "The site": (
        Code("site-shrinks", "The build would take away more than half of the terms of the site.", "If you mean it, build with `--allow-shrink`."),
        Code("output-not-ours", "The output folder holds files of something else.", "Choose another `--output`, or empty it yourself."),
        Code("output-not-folder", "The output is a file.", "Name a folder, or an archive such as `site.zip`."),
        Code("output-is-input", "The output would be in, or around, the entries, the theme or the settings.", "Choose another `--output`."),
        Code("output-foreign", "A file of yours is where the site has one of its own.", "Move it out of the output folder."),
        Code("output-collision", "Two files of the site have names that one system holds for the same.", "Rename one of the two."),
        Code("output-outside", "A file of the site would be outside of its folder: this is a fault of the program.", "Report it."),
        Code("output-unwritable", "The site, or a file, cannot be written. What was there is unchanged.", "Check the rights of the folder, and that the disk has space."),
        Code("template", "A template of the theme cannot be read or rendered.", "Correct the line; [Templates](templates.md) lists what each may use."),
        Code("page-unknown", "The site has no page at that address.", "Try one of those that the message gives."),
        Code("cache-wrong", "A warm build made another file than a clean one: this is a fault of the program.", "Delete `.glossary-cache/` and report it."),
        Code("worker-lost", "A process that worked for the build was killed, perhaps because the machine had no memory left. The old site is unchanged.", "Build with `--jobs 1`, which takes the least memory, or close other programs."),
        Code("memory-full", "The program got no memory from the system. The old site is unchanged.", "Build with `--jobs 1`, or close other programs."),
        Code("cluster-lost", "The Dask scheduler, or worker after worker, ended before the work was done, or no worker had memory left to begin more. The old site is unchanged.", "Start the cluster again, its workers with a larger `--memory-limit` if they had no memory left, or leave out `--scheduler`."),
        Code("cluster-unreachable", "No Dask scheduler answers.", "Check the address, or leave out `--scheduler`."),
        Code("project-not-empty", "`glossary new` would write into a folder that has files.", "Name a new folder, or put a `GLOSSARY.md` into this one."),
    ),
}  # fmt: skip

#: Every code, by where it arises: first what ``glossary check`` finds.
CODES: Mapping[str, tuple[Code, ...]] = {
    "What glossary check finds": tuple(
        Code(rule.code, f"{rule.summary[0].upper()}{rule.summary[1:]}.", f"{rule.hint[0].upper()}{rule.hint[1:]}.")
        for rule in RULES
    ),
    **_OTHERS,
}


def find_code(name: str) -> Code | None:
    """The code of that name."""
    return next((code for codes in CODES.values() for code in codes if code.name == name), None)
