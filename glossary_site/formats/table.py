"""The formats in one table: how each is recognised, what reads and writes it, what it loses and what it needs."""

from collections.abc import Sequence

from glossary_site.formats import losses
from glossary_site.formats.form import FOLDER, Format, Import
from glossary_site.records import Record
from glossary_site.values import Frozen

_KEYS = "known heads and keys (below)"
_OWN_OR_KEYS = f"this program's own export; else {_KEYS}"

#: Glossary text, whose names are weighed over all texts together. Files without an ending are read as this.
TEXT = Format(
    "text",
    "glossary text: a saved page or a stream of entries, repaired and named",
    (".txt",),
    takes=Import(
        "", "terms, senses, categories, references, formulas", "what surrounds the entries of a saved page", "ftfy"
    ),
)

#: What entries are written in: the other ways besides glossary text.
ENTRIES = Format(
    "entries",
    "records of this program in YAML",
    (FOLDER, ".yml", ".yaml"),
    reads="own.read_entries",
    holds="recognition.are_own_records",
    takes=Import(
        "a key `term`, and no key that records have not",
        "everything",
        "glossary text in the same folder",
        "pyyaml",
    ),
)
PAGE = Format(
    "markdown-page",
    "Markdown or plain text, a whole glossary in one file: `term: meaning` a line",
    (".md", ".mdx", ".markdown", ".txt"),
    reads="markdown_page.read_markdown_page",
    holds="recognition.is_page",
    takes=Import(
        "several entries",
        "names, meanings, groups as categories, anchors as ids, links, pictures",
        "the introduction, sections without entries, components of MDX",
        "markdown-it-py",
    ),
)

#: Files that no format has the ending of.
UNREAD = Format("unread", "a form that is not read", (), reads="unread.refuse_file")

FORMATS = (
    TEXT,
    ENTRIES,
    PAGE,
    Format(
        "json",
        "JSON (RFC 8259), JSON Schema 2020-12 in the package",
        (".json",),
        reads="json_text.read_json",
        writes="json_text.write_json",
        takes=Import("", _OWN_OR_KEYS, "other keys"),
    ),
    Format(
        "jsonl",
        "JSON Lines",
        (".jsonl",),
        reads="json_text.read_jsonl",
        writes="json_text.write_jsonl",
        takes=Import("", _OWN_OR_KEYS, "other keys"),
    ),
    Format(
        "csv",
        "CSV (RFC 4180), UTF-8",
        (".csv", ".tsv", ".tab"),
        reads="csv_columns.read_csv",
        writes="csv_text.write_csv",
        takes=Import("", _OWN_OR_KEYS, "other columns"),
    ),
    Format(
        "xlsx",
        "spreadsheets (XLSX, XLS, ODS): a table a sheet, as CSV",
        (".xlsx", ".xlsm", ".xls", ".ods"),
        reads="xlsx.read_xlsx",
        extra="xlsx",
        takes=Import("", _KEYS, "other columns, sheets without terms", "python-calamine"),
    ),
    Format(
        "skos-turtle",
        "SKOS (W3C 2009), RDF 1.1 Turtle",
        (".ttl",),
        reads="skos_reading.read_turtle",
        writes="skos.write_turtle",
        loses=losses.SKOS,
        extra="rdf",
        takes=Import(
            "",
            "names, definitions, notes, examples, notations, collections, relations, sources",
            "other properties, texts in a second variant of a language",
            "rdflib",
        ),
    ),
    Format(
        "skos-jsonld",
        "SKOS (W3C 2009), JSON-LD 1.1",
        (".jsonld", ".json"),
        reads="skos_reading.read_jsonld",
        writes="skos.write_jsonld",
        loses=losses.SKOS,
        extra="rdf",
        holds="recognition.is_linked_data",
        takes=Import("`@context` or `@graph`", "as in Turtle", "as in Turtle", "rdflib"),
    ),
    Format(
        "skos-rdfxml",
        "SKOS (W3C 2009), RDF 1.1 XML",
        (".rdf", ".owl", ".xml"),
        reads="skos_reading.read_rdfxml",
        extra="rdf",
        holds="recognition.is_rdfxml",
        takes=Import("the root `rdf:RDF`", "as in Turtle", "as in Turtle", "rdflib"),
    ),
    Format(
        "tbx",
        "TBX-Basic v3, DCA style (ISO 30042:2019); read: versions 2 and 3",
        (".tbx", ".xml"),
        reads="tbx_reading.read_tbx",
        writes="tbx.write_tbx",
        loses=losses.TBX,
        extra="xml",
        holds="recognition.is_tbx",
        takes=Import(
            "the root `tbx` or `martif`",
            "terms, grammar, status, definitions, notes, contexts, sources, cross references",
            "other data categories, the status of other names",
            "lxml",
        ),
    ),
    Format(
        "sphinx-glossary",
        "reStructuredText: `glossary` directives of Sphinx, else lists, tables, headings",
        (".rst",),
        reads="sphinx_glossary.read_sphinx",
        extra="rst",
        takes=Import(
            "",
            "stacked names, `:term:`, lists, tables, code, pictures, footnotes",
            "keys for an index, included files, links out of the file; other directives are kept as text",
            "docutils",
        ),
    ),
    Format(
        "docbook",
        "DocBook 4 and 5: `glossentry`",
        (".dbk", ".docbook", ".xml"),
        reads="glossentries.read_glossentries",
        extra="xml",
        holds="recognition.is_docbook",
        takes=Import(
            "`glossentry`, and no root of DITA",
            "names, short forms, definitions, `glosssee`, `glossseealso`, divisions, tables, pictures, footnotes",
            "other elements, links out of the file",
            "lxml",
        ),
    ),
    Format(
        "dita",
        "DITA: `glossentry` and `glossgroup`",
        (".dita", ".xml", FOLDER),
        reads="glossentries.read_glossentries",
        extra="xml",
        holds="recognition.is_dita",
        takes=Import(
            "the root `glossentry` or `glossgroup`; a folder with `.dita`",
            "names, short forms, status, definitions, notes, related terms",
            "other elements, references to what is no entry",
            "lxml",
        ),
    ),
    Format(
        "glossarist",
        "Glossarist concepts, YAML in many languages",
        (FOLDER, ".yaml", ".yml"),
        reads="glossarist.read_glossarist",
        holds="recognition.are_concepts",
        takes=Import(
            "`localized_concepts`",
            "designations, grammar, pronunciation, domains, definitions, notes, examples, status, sources",
            "other keys, a second source",
            "pyyaml",
        ),
    ),
    Format(
        "keyed-folder",
        "a folder of JSON or YAML in any usual shape, an entry or several a file",
        (FOLDER,),
        reads="keyed_folder.read_keyed_folder",
        holds="keyed_folder.is_keyed_folder",
        takes=Import(
            "more JSON and YAML than Markdown and text, with keys that are known",
            _KEYS,
            "other keys, files without entries",
            "pyyaml",
        ),
    ),
    Format(
        "markdown-folder",
        "Markdown, a file or folder a term: CNCF, Kubernetes, MDN, Docusaurus, MkDocs",
        (FOLDER, ".md", ".mdx"),
        reads="markdown_folder.read_markdown_folder",
        holds="recognition.is_markdown_folder",
        takes=Import(
            "titles in front matter, or headings above texts",
            "names, definitions, fields, links, known macros, languages by folder, old addresses",
            "other fields, unknown macros, pages without a term",
            "markdown-it-py",
        ),
    ),
    Format(
        "html",
        "a web page: `<dl>`, else headings, bold names, tables",
        (".html", ".htm", ".xhtml", ".xml"),
        reads="html_lists.read_html",
        extra="xml",
        holds="recognition.is_html",
        takes=Import(
            "as `.xml`: the root `html`",
            "lists, tables, code, links between terms, raised and lowered text",
            "links to other pages, pictures in other folders, what surrounds the entries",
            "lxml",
        ),
    ),
    Format(
        "xml",
        "XML in any usual shape, such as Moodle's",
        (".xml",),
        reads="xml_nested.read_xml",
        extra="xml",
        takes=Import(
            "no root of another format",
            "elements and attributes that are called as known keys (below)",
            "other elements",
            "lxml",
        ),
    ),
    Format(
        "latex",
        "LaTeX: `\\newglossaryentry`, `\\newacronym` and their kin, else lists with labels",
        (".tex", ".ltx"),
        reads="latex_glossary.read_latex",
        extra="latex",
        takes=Import(
            "",
            "names, short forms, symbols, categories, `\\gls` and its kin, formulas",
            "other options, unknown commands (their text is kept), included files",
            "pylatexenc",
        ),
    ),
    Format(
        "asciidoc",
        "AsciiDoc: labelled lists (`term:: meaning`), else tables, headings and bold names",
        (".adoc", ".asciidoc", ".asc"),
        reads="asciidoc_glossary.read_asciidoc",
        takes=Import(
            "",
            "labels, anchors, cross references, lists, tables, code, pictures, sections as categories",
            "included files, words for an index, links out of the file",
        ),
    ),
    Format(
        "po",
        "gettext PO: terms, translations, meanings in comments",
        (".po", ".pot"),
        reads="gettext_po.read_po",
        extra="po",
        takes=Import(
            "",
            "terms, translations, meanings and notes in comments",
            "obsolete entries, flags, other plural forms",
            "polib",
        ),
    ),
    Format(
        "docx",
        "Word (DOCX): tables, headings and bold names",
        (".docx",),
        reads="docx.read_docx",
        extra="docx",
        takes=Import(
            "",
            "headings, bold names, tables, lists, links",
            "pictures, the introduction, sections without entries",
            "mammoth",
        ),
    ),
    Format(
        "pandoc",
        "Org, MediaWiki, Textile, ODT, RTF: lists, tables, headings and bold names",
        (".org", ".mediawiki", ".wiki", ".textile", ".odt", ".rtf"),
        reads="pandoc_text.read_pandoc",
        extra="pandoc",
        takes=Import(
            "",
            "as in one Markdown file: names, meanings, groups as categories, ids, links",
            "as in one Markdown file; included files, pictures within documents",
            "pypandoc-binary",
        ),
    ),
    Format(
        "glosario",
        "Glosario's YAML, many languages",
        (".yml", ".yaml"),
        reads="glosario.read_glosario",
        holds="recognition.is_glosario",
        takes=Import(
            "`slug`, and languages below it", "terms, definitions, acronyms, references", "other keys", "pyyaml"
        ),
    ),
    Format(
        "yaml",
        "YAML in any usual shape: entries in a list, or by term",
        (".yml", ".yaml"),
        reads="nested.read_yaml",
        takes=Import("", _KEYS, "other keys", "pyyaml"),
    ),
    Format(
        "markdown", "CommonMark, a file a term", (FOLDER,), writes="markdown_pages.write_markdown", loses=losses.PAGES
    ),
    Format("llms", "llms.txt (llmstxt.org)", (".txt",), writes="llms.write_llms", loses=losses.LISTS),
    Format(
        "llms-full", "llms.txt, with every term whole", (".txt",), writes="llms.write_llms_full", loses=losses.TEXTS
    ),
    Format("epub", "EPUB 3.2", (".epub",), writes="epub.write_epub", loses=losses.BOOKS, extra="epub"),
    Format(
        "docset",
        "Dash and Zeal docset (a folder, or .tgz)",
        (FOLDER,),
        writes="docset.write_docset",
        loses=losses.PAGES,
    ),
    Format("anki", "Anki deck", (".apkg",), writes="anki.write_anki", loses=losses.CARDS, extra="anki"),
    Format("sphinx", "Sphinx objects.inv, version 2", (".inv",), writes="objects_inv.write_sphinx", loses=losses.NAMES),
    Format(
        "vale",
        "Vale 3 (vale.sh): which names to use, and accepted words",
        (FOLDER,),
        writes="vale.write_vale",
        loses=losses.WORDS,
    ),
)
IMPORTS = tuple(form for form in FORMATS if form.takes)
EXPORTS = tuple(form for form in FORMATS if form.writes)


def find_format(name: str) -> Format:
    """The format of that name."""
    return next(form for form in FORMATS if form.name == name)


class Loss(Frozen):
    """One field that a format cannot carry (whole), how many values of it there are, and what becomes of them."""

    field: str
    count: int
    note: str

    def __str__(self) -> str:
        return f"{self.field}: {self.note} ({f'{self.count:,}' if self.count else 'none'} here)"


def find_losses(form: Format, records: Sequence[Record]) -> tuple[Loss, ...]:
    """What a format cannot carry, the fields in the order of the record, with how much of it these records have."""
    return tuple(
        Loss(field, sum(losses.LOSSES[field](record) for record in records), note) for field, note in form.loses.items()
    )
