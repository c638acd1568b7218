"""A whole glossary in one Markdown file: the shapes in which people write them, and what is around the entries."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary_site.issues import Severity
from glossary_site.loader import is_plain_glossary
from glossary_site.loader.one_file.page import GlossaryPage, parse_glossary, parse_page
from glossary_site.text.scan import scan_text


def page(text: str, path: str = "GLOSSARY.md") -> GlossaryPage:
    return parse_page(dedent(text), path)


def entries(text: str, path: str = "GLOSSARY.md") -> list[tuple[str, str]]:
    """The terms and bodies of a page."""
    return [(record.term, record.senses[0].body) for record in page(text, path).records]


SHAPES = {
    "headings": """
        # Bakery

        Words of bakers.

        ## Crumb

        The inside of a loaf.

        ## Proof

        The last rise.
        """,
    "headings below letters": """
        # Bakery

        ## C

        ### Crumb

        The inside of a loaf.

        ## P

        ### Proof

        The last rise.
        """,
    "letters of one level with the terms": """
        ## C
        ## Crumb
        The inside of a loaf.
        ## P
        ## Proof
        The last rise.
        """,
    "bold leads and colons": "**Crumb**: The inside of a loaf.\n\n**Proof:** The last rise.\n",
    "bold leads and dashes": "**Crumb** — The inside of a loaf.\n\n__Proof__ - The last rise.\n",
    "bold lines above their meanings": "**Crumb**\n\nThe inside of a loaf.\n\n**Proof**\\\nThe last rise.\n",
    "bold leads in one paragraph": "**Crumb**: The inside of a loaf.\n**Proof**: The last rise.\n",
    "list items": "- **Crumb**: The inside of a loaf.\n- *Proof* – The last rise.\n",
    "list items with code": "* `Crumb` - The inside of a loaf.\n* `Proof` - The last rise.\n",
    "list items with links": "* [Crumb](https://a.example): The inside of a loaf.\n* [Proof](p.md): The last rise.\n",
    "list items below letters": "## C\n\n- **Crumb**: The inside of a loaf.\n\n## P\n\n- **Proof**: The last rise.\n",
    "paragraphs with colons": "# Bakery\n\nCrumb: The inside of a loaf.\n\nProof: The last rise.\n",
    "a table": "| Term | Meaning |\n|---|---|\n| Crumb | The inside of a loaf. |\n| **Proof** | The last rise. |\n",
    "a table in another order": "|Bedeutung|Begriff|\n|-|-|\n|The inside of a loaf.|Crumb|\n|The last rise.|Proof|\n",
    "a table without telling heads": "| | |\n|-|-|\n|Crumb|The inside of a loaf.|\n|Proof|The last rise.|\n",
    "definition lists": "Crumb\n: The inside of a loaf.\n\nProof\n: The last rise.\n",
    "a MyST directive": "```{glossary}\nCrumb\n  The inside of a loaf.\n\nProof\n  The last rise.\n```\n",
    "a MyST directive with colons": (
        ":::{glossary}\n:sorted:\nCrumb\n  The inside of a loaf.\nProof\n  The last rise.\n:::\n"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_in_each_shape_has_its_entries(shape: str) -> None:
    assert entries(SHAPES[shape]) == [("Crumb", "The inside of a loaf."), ("Proof", "The last rise.")]


@pytest.mark.parametrize("shape", SHAPES)
def test_an_entry_has_the_line_of_its_name_in_the_file(shape: str) -> None:
    text = "---\ntitle: Words\n---\n" + dedent(SHAPES[shape])
    lines = text.split("\n")
    for record in page(text).records:
        assert record.term in lines[record.origin.line - 1]
        assert record.senses[0].body.split()[-1] in lines[record.senses[0].body_line - 1]


def test_shapes_are_mixed() -> None:
    found = page(
        """
        # Words

        ## Bread

        - **Crumb**: The inside.
        - **Crust**: The outside.

        ## Tools

        | Tool | Purpose |
        | --- | --- |
        | Peel | Moves a loaf into the oven. |
        | Lame | Cuts the crust of a loaf. |
        """
    )
    assert [(record.term, record.senses[0].category) for record in found.records] == [
        ("Crumb", "Bread"),
        ("Crust", "Bread"),
        ("Peel", "Tools"),
        ("Lame", "Tools"),
    ]


def test_a_list_in_the_text_of_a_term_holds_no_entries() -> None:
    text = """
        ## Crumb

        It is of two kinds:

        - **Open**: with large holes.
        - **Close**: with small ones.

        ## Proof

        The last rise.

        ## Crust

        The outside.
        """
    assert [term for term, _ in entries(text)] == ["Crumb", "Proof", "Crust"]


def test_a_list_below_a_paragraph_with_a_name_belongs_to_its_entry() -> None:
    text = "Crumb: The inside.\n\n- open: large holes\n- close: small ones\n- wet: none\n\nProof: The last rise.\n"
    assert [term for term, _ in entries(text)] == ["Crumb", "Proof"]


def test_deeper_headings_belong_to_a_term() -> None:
    text = "## Crumb\n\nThe inside.\n\n### Kinds\n\nOpen or close.\n\n## Proof\n\nThe last rise.\n"
    assert entries(text) == [("Crumb", "The inside.\n\n### Kinds\n\nOpen or close."), ("Proof", "The last rise.")]


def test_remarks_are_no_names() -> None:
    text = "## Crumb\n\n**Note**: it dries.\n\n## Proof\n\n**Example:** an hour.\n\n## Crust\n\n**See also** — crumb.\n"
    assert [term for term, _ in entries(text)] == ["Crumb", "Proof", "Crust"]


def test_code_is_a_name_even_where_the_word_opens_remarks() -> None:
    text = "**`:bake`**\nHeats the oven.\n\n**`:usage`**\nSays how to bake.\n\n`note` — keeps a recipe.\n"
    assert [term for term, _ in entries(text)] == ["bake", "usage", "note"]


@pytest.mark.parametrize("last", ["References", "Next Steps", "What’s next?"])
def test_sections_about_the_page_are_no_entries(last: str) -> None:
    found = page(f"# Words\n\n## Introduction\n\nHello.\n\n## Crumb\n\nThe inside.\n\n## {last}\n\nBooks.\n")
    assert ([each.term for each in found.records], found.title, found.introduction) == (["Crumb"], "Words", "Hello.")
    assert [(issue.code, issue.line) for issue in found.issues] == [("section-unknown", 13)]


@pytest.mark.parametrize(
    ("name", "term", "abbreviations", "aliases", "identity"),
    [
        ("Dough temperature (DT)", "Dough temperature", ("DT",), (), ""),
        ("DT (Dough Temperature)", "DT", (), ("Dough Temperature",), ""),
        ("Proof (aka last rise)", "Proof", (), ("last rise",), ""),
        ("Sponge (wet)", "Sponge (wet)", (), (), ""),
        ("`crumb()` and *crust*", "crumb() and crust", (), (), ""),
        ("Crumb {#inside}", "Crumb", (), (), "inside"),
        ('<a id="inside"></a>Crumb', "Crumb", (), (), "inside"),
        ("Crumb {#crumb}", "Crumb", (), (), ""),
        ("[Crumb](https://example.org/)", "Crumb", (), (), ""),
    ],
)
def test_names_in_a_heading(
    name: str, term: str, abbreviations: tuple[str, ...], aliases: tuple[str, ...], identity: str
) -> None:
    (record, _) = page(f"## {name}\n\nText.\n\n## Other\n\nText.\n").records
    assert (record.term, record.abbreviations, record.aliases, record.id) == (term, abbreviations, aliases, identity)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[crumb](#crumb)", "[[Crumb|crumb]]"),
        ("[crumb](#the-inside)", "[[the-inside|crumb]]"),
        ("[crumb](GLOSSARY.md#crumb)", "[[Crumb|crumb]]"),
        ("[crumb](other.md#crumb)", "[crumb](other.md#crumb)"),
        ("[crumb](#nowhere)", "[crumb](#nowhere)"),
        ("`[crumb](#crumb)`", "`[crumb](#crumb)`"),
        ("{term}`crumb`", "[[Crumb|crumb]]"),
        ("{term}`soft part <crumb>`", "[[Crumb|soft part]]"),
        ("{func}`~bake`", "`bake`"),
        ("[[Crumb]]", "[[Crumb]]"),
    ],
)
def test_links_between_entries_become_references(written: str, read: str) -> None:
    anchor = " {#the-inside}" if "the-inside" in written else ""
    text = f"## Crumb{anchor}\n\nThe inside.\n\n## Proof\n\nSee {written}.\n"
    assert entries(text)[1] == ("Proof", f"See {read}.")


@pytest.mark.parametrize("anchor", ["cr", "crumb", "crumb-cr"])
def test_an_anchor_that_is_one_name_of_a_heading_leads_to_its_entry(anchor: str) -> None:
    text = f"## Crumb (CR)\n\nThe inside.\n\n## Proof\n\nSee [this](#{anchor}).\n"
    assert entries(text)[1] == ("Proof", "See [[Crumb|this]].")


def test_a_meaning_takes_its_link_definitions_and_footnotes_along() -> None:
    text = "## Crumb\n\nSee [a book][b].\n\n## Proof\n\nAn hour.[^1]\n\n[b]: https://example.org/b\n[^1]: Or two.\n"
    found = entries(text)
    assert found[0][1] == "See [a book][b].\n\n[b]: <https://example.org/b>"
    assert found[1][1].startswith("An hour.[^1]\n\n[^1]: Or two.")


@pytest.mark.parametrize("path", ["glossary.md", "glossary.mdx"])
def test_a_component_in_a_line_shows_the_text_of_its_attribute(path: str) -> None:
    text = "## Crumb\n\nThe <Term t='inside' id=\"in\"/> of <Term id='loaf' text=\"a loaf\" />.\n\n<Box title='x'/>\n"
    (record,) = page(text, path).records
    assert record.senses[0].body.strip() == "The inside of a loaf."


def test_stacked_terms_are_other_names() -> None:
    (record,) = page(":::{glossary}\nproof\nlast rise\n  The time before the oven.\n:::\n").records
    assert (record.term, record.aliases) == ("proof", ("last rise",))


def test_columns_of_a_table_fill_fields() -> None:
    (record, _) = page(
        "| Acronym | Term | Description | Also known as |\n|-|-|-|-|\n"
        "| DT | Dough temperature | How warm it is.<br>In degrees. | warmth, heat |\n"
        "| FW | Flour weight | A mass. | |\n"
    ).records
    assert (record.term, record.abbreviations, record.aliases) == ("Dough temperature", ("DT",), ("warmth", "heat"))
    assert record.senses[0].body == "How warm it is.\n\nIn degrees."


def test_the_full_form_of_an_acronym_is_its_meaning() -> None:
    text = "# Acronyms\n\n| Acronym | Term |\n|-|-|\n| DT | Dough temperature |\n| FW | [Weight](w.md) |\n"
    assert entries(text) == [("DT", "Dough temperature"), ("FW", "[Weight](w.md)")]


def test_html_that_a_page_repeats_has_entries() -> None:
    text = "".join(
        f'<details>\n<summary id="{name.lower()}-x">{name}</summary>\n\n{meaning}\n\n</details>\n\n'
        for name, meaning in (("Crumb", "The inside."), ("Crust", "The outside."), ("Proof", "The last rise."))
    )
    assert entries(text) == [("Crumb", "The inside."), ("Crust", "The outside."), ("Proof", "The last rise.")]


@pytest.mark.parametrize(
    "text",
    [
        (
            "<details>\n<summary>Crumb</summary>\n\nThe *inside*.\n\n</details>\n\n"
            "<details>\n<summary><b>Crust</b></summary>\n\nThe outside.\n\n</details>\n"
        ),
        (
            "<details><summary>Crumb</summary>The <em>inside</em>.</details>\n"
            "<details><summary>Crust</summary><p>The outside.</p></details>\n"
        ),
        (
            "## Breads\n\n<details open>\n  <summary>Crumb</summary>\n\n  The *inside*.\n</details>\n\n"
            "<details>\n  <summary>Crust</summary>\n  The outside.\n</details>\n"
        ),
    ],
)
def test_folded_texts_are_entries_of_a_page_that_has_little_else(text: str) -> None:
    assert entries(f"# Glossary\n\nWords of bakers.\n\n{text}") == [
        ("Crumb", "The *inside*."),
        ("Crust", "The outside."),
    ]


def test_folded_texts_within_entries_are_parts_of_them() -> None:
    folded = "<details>\n<summary>An example of {}</summary>\n\nA text.\n\n</details>\n\n"
    names = ("Crumb", "Crust", "Proof")
    text = "".join(f"## {name}\n\nWhat it is.\n\n{folded.format(name)}" for name in names)
    assert [record.term for record in page(text).records] == [*names]


def test_blocks_and_macros_of_site_generators_become_alerts_and_references() -> None:
    text = (
        "## Crumb\n\n:::note\nThe inside.\n:::\n\n"
        '## Crust\n\n{{< glossary_tooltip text="the inside" term_id="crumb" >}} is not it. {{< gone >}}\n\n'
        "<Box>\nHard.\n</Box>\n"
    )
    found = page(text)
    crumb, crust = (record.senses[0].body for record in found.records)
    assert crumb == "> [!NOTE]\n> The inside."
    assert crust.splitlines()[0] == "[[Crumb|the inside]] is not it. "
    assert crust.splitlines()[-1] == "Hard."
    assert [(issue.code, issue.line) for issue in found.issues] == [("component-unknown", 11), ("component-unknown", 9)]


def test_links_to_headings_within_another_entry_lead_to_that_entry() -> None:
    text = (
        "## Crumb\n\nSee [pores](#the-pores) and [heat](#heat).\n\n### Heat\n\nHot.\n\n"
        "## Crust\n\nHard.\n\n### The pores\n\nOf it.\n"
    )
    assert page(text).records[0].senses[0].body.startswith("See [[Crust|pores]] and [heat](#heat).")


def test_names_without_a_text_and_fields_of_the_front_matter_are_reported() -> None:
    text = "---\nlayout: page\n---\n# Words\n\n## Crumb\n\nThe inside.\n\n## Proof\n\n## Crust\n\nThe outside.\n"
    found = page(text)
    assert [(issue.code, issue.line) for issue in found.issues] == [("field-unknown", 2), ("body-missing", 10)]


def test_components_of_mdx_are_reported_and_their_text_is_kept() -> None:
    text = "import Box from './box'\n\n## Crumb\n\n<Box kind='a'>\nThe inside.\n</Box>\n\n## Proof\n\n`<Box>` is one.\n"
    found = page(text, "glossary.mdx")
    assert [record.senses[0].body for record in found.records] == ["The inside.", "`<Box>` is one."]
    assert [(issue.code, issue.line) for issue in found.issues] == [("component-unknown", 5)]


@pytest.mark.parametrize(
    "text", ["# Words\n\nNothing yet.\n", "Just a text.\n", "## Empty\n\n## Also empty\n", "| a | b |\n|-|-|\n"]
)
def test_a_page_without_entries_is_refused(text: str) -> None:
    found = page(text)
    assert not found.records
    assert [issue.code for issue in found.issues] == ["page-empty"]


def test_a_page_in_the_markup_of_sphinx_is_named_as_such() -> None:
    (issue,) = page("Words\n=====\n\n.. glossary::\n\n   crumb\n      The inside.\n").issues
    assert (issue.code, issue.hint) == ("page-empty", "this is reStructuredText: give the file the ending .rst")


@given(st.text(alphabet=st.sampled_from("# *_-|:`[](){}<>\n\\Aaé1.="), max_size=200))
def test_any_text_is_read(text: str) -> None:
    found = parse_page(text, "a.mdx")
    lines = text.count("\n") + 1
    assert all(record.term and 1 <= record.origin.line <= lines for record in found.records)
    assert found.records or any(issue.severity is Severity.ERROR for issue in found.issues)


def test_a_lead_that_most_entries_repeat_labels_a_part_of_them() -> None:
    text = "".join(
        f"**{name}**\n\n**Meaning:** {meaning}\n\n**Where:** In ovens.\n\n"
        for name, meaning in (("Crumb", "The inside."), ("Proof", "The last rise."), ("Score", "A cut."))
    )
    assert [term for term, _ in entries(text)] == ["Crumb", "Proof", "Score"]
    assert entries(text)[0][1] == "**Meaning:** The inside.\n\n**Where:** In ovens."


def test_labels_below_headings_are_no_entries() -> None:
    text = "".join(f"## {name}\n\n- **Meaning:** A word.\n- **Use:** Rare.\n\n" for name in ("Crumb", "Proof", "Score"))
    assert [term for term, _ in entries(text)] == ["Crumb", "Proof", "Score"]


def test_a_table_below_an_entry_in_a_paragraph_belongs_to_it() -> None:
    text = """
        **Flour** — What is milled.

        | Type | Ash in it |
        | --- | --- |
        | `405` | Little of it, for cakes |
        | `1050` | Much of it, for bread |

        **Crumb** — The inside of a loaf.

        **Proof** — The last rise.
        """
    assert [term for term, _ in entries(text)] == ["Flour", "Crumb", "Proof"]
    assert "| `405` | Little" in entries(text)[0][1]


def test_a_name_with_no_text_is_no_entry_and_a_note() -> None:
    found = page("**Crumb** — The inside.\n\n**Proof** — The last rise.\n\n**Score**\n")
    assert [record.term for record in found.records] == ["Crumb", "Proof"]
    assert [(issue.code, issue.severity) for issue in found.issues] == [("body-missing", Severity.NOTE)]


def test_a_row_with_a_name_alone_is_an_entry() -> None:
    text = "| Term | Meaning |\n| --- | --- |\n| Crumb | The inside |\n| Proof | — |\n"
    assert entries(text) == [("Crumb", "The inside"), ("Proof", "")]


def test_a_full_stop_and_a_dash_in_bold_end_a_lead() -> None:
    text = "**Crumb**. The inside of a loaf.\n\n**Proof** **–** The last rise.\n"
    assert entries(text) == [("Crumb", "The inside of a loaf."), ("Proof", "The last rise.")]


def test_more_names_before_the_dash_are_aliases() -> None:
    text = "**Proof**, *also* **final rise**, **prove** – The last rise.\n\n**Crumb** – The inside.\n"
    assert page(text).records[0].aliases == ("final rise", "prove")


def test_numbered_code_is_steps_and_no_entries() -> None:
    text = "## Crumb\n\nThe inside.\n\n## Proof\n\n1. `mix` — stir it\n2. `rest` — wait\n3. `bake` — heat it\n"
    assert [term for term, _ in entries(text)] == ["Crumb", "Proof"]


def test_a_tag_in_code_is_a_name() -> None:
    assert entries("- `<oven>`: Gets hot.\n- `<peel>`: Moves loaves.\n")[0][0] == "<oven>"


def test_definition_lists_in_html_are_entries() -> None:
    text = """
        # Words

        <dl>
          <!-- sorted -->
          <dt id="crumb">Crumb</dt>
          <dt>Inside</dt>
          <dd><p>The <em>inside</em> of a <a href="https://example.org/">loaf</a> &amp; more.</p>

          <p>Soft.</p></dd>
          <dt>Proof</dt><dd>The last rise.</dd>
        </dl>
        """
    assert entries(text) == [
        ("Crumb", "The *inside* of a [loaf](https://example.org/) & more.\n\nSoft."),
        ("Proof", "The last rise."),
    ]
    assert page(text).records[0].aliases == ("Inside",)


def test_columns_in_languages_are_translations() -> None:
    text = "| English | Deutsch | Meaning |\n| --- | --- | --- |\n| Crumb | Krume | The inside |\n| Rye | Roggen | |\n"
    records = page(text).records
    assert [(each.term, each.language, each.translation_of) for each in records] == [
        ("Crumb", "en", ""),
        ("Krume", "de", "en/crumb"),
        ("Rye", "en", ""),
        ("Roggen", "de", "en/rye"),
    ]


def test_a_column_of_no_known_field_is_under_the_text_with_its_head() -> None:
    text = (
        "| No. | Term | Meaning | *Kept* in | |\n| --- | --- | --- | --- | --- |\n"
        "| 1 | Crumb | The inside | shelf 3 | |\n| 2 | Proof | A rise | – | [more](m.md) |\n"
    )
    assert entries(text) == [("Crumb", "The inside\n\n- **Kept in**: shelf 3"), ("Proof", "A rise\n\n- [more](m.md)")]
    assert page(text).issues == ()


@pytest.mark.parametrize(
    ("term", "meaning"),
    [
        *(("Begrip", "Omschrijving"), ("Pojęcie", "Znaczenie"), ("Термин", "Определение"), ("Termine", "Significato")),
        *(
            ("المصطلح", "التعريف"),
            ("اصطلاح", "تعریف"),
            ("用語", "説明"),
            ("术语", "解释"),
            ("용어", "뜻"),
            ("Käsite", "Selitys"),
        ),
    ],
)
def test_heads_are_read_in_many_languages(term: str, meaning: str) -> None:
    text = f"| {meaning} | {term} |\n| --- | --- |\n| A first rest of the dough. | Proof |\n"
    assert entries(text) == [("Proof", "A first rest of the dough.")]


def test_a_table_with_heads_alone_is_no_entry() -> None:
    text = "## Doughs\n\n| Term | Meaning |\n| --- | --- |\n| | |\n\n## Ovens\n\n| Term | Meaning |\n| --- | --- |\n"
    assert entries(text) == []


@pytest.mark.parametrize(
    ("names", "terms"),
    [
        (("Unit of rye (UOR)", "Oat"), ["Unit of rye", "Oat"]),
        (("Crumb (XRT)", "Proof (XRT)"), ["Crumb (XRT)", "Proof (XRT)"]),
        (("Old oven (DEPRECATED)", "Oat"), ["Old oven (DEPRECATED)", "Oat"]),
        (("Dough (wet)", "Dough (also known as paste)"), ["Dough (wet)", "Dough"]),
        (("Hectoflours (hFl)", "Millibread (mb)", "Dough (dry)"), ["Hectoflours", "Millibread", "Dough (dry)"]),
        (
            ("Temperature (temp)", "Statistics of bread (stats)", "Kneader (knead)"),
            ["Temperature", "Statistics of bread", "Kneader (knead)"],
        ),
        (("Mixer (formerly beater, in short texts of bakers)", "Oat"), None),
    ],
)
def test_what_is_in_brackets_abbreviates_or_distinguishes(names: tuple[str, ...], terms: list[str] | None) -> None:
    text = "\n\n".join(f"**{name}**: A word." for name in names)
    assert [term for term, _ in entries(text)] == (terms or list(names))


def notes(text: str) -> list[tuple[str, int | None]]:
    """The codes and lines of the issues of a page."""
    return [(issue.code, issue.line) for issue in page(text).issues]


def test_what_is_below_a_heading_without_text_is_a_note() -> None:
    text = "# Words\n\n## Crumb\n\nThe inside.\n\n##\n\nLost.\n\n## Proof\n\nThe last rise.\n"
    assert [name for name, _ in entries(text)] == ["Crumb", "Proof"]
    assert notes(text) == [("term-missing", 9)]


def test_entries_below_a_heading_without_text_are_read() -> None:
    text = "# Words\n\n## Crumb\n\nThe inside.\n\n##\n\n| Term | Meaning |\n|---|---|\n| Peel | A shovel. |\n"
    assert [name for name, _ in entries(text)] == ["Crumb", "Peel"]


def test_a_row_without_a_name_is_a_note() -> None:
    text = "| Term | Meaning |\n|---|---|\n| Peel | A shovel. |\n| | Lost. |\n"
    assert ([name for name, _ in entries(text)], notes(text)) == (["Peel"], [("term-missing", 4)])


@pytest.mark.parametrize(
    "glossary",
    [
        "**Crumb**: The inside.\n\n**Proof**: The last rise.",
        "### Crumb\n\nThe inside.\n\n### Proof\n\nThe last rise.",
        "- Crumb: The inside.\n- Proof: The last rise.",
    ],
)
def test_a_glossary_in_a_longer_page_is_read_alone(glossary: str) -> None:
    before = "# Handbook\n\nHello.\n\n## Order\n\nAsk.\n\n## Bake\n\nHeat."
    text = f"{before}\n\n## Glossary\n\n{glossary}\n\n## Law\n\nFree.\n"
    assert entries(text) == [("Crumb", "The inside."), ("Proof", "The last rise.")]
    assert [code for code, _ in notes(text)] == ["section-unknown"] * 3


@pytest.mark.parametrize(
    "anchor", ['<a id="in"></a>', '<a name="in"/>\n', '<span id="in"></span>', "(in)=", '<div id="in"></div>\n']
)
def test_an_anchor_above_a_heading_is_that_of_the_heading(anchor: str) -> None:
    text = f"# Words\n\n## Proof\n\nNot the [crumb](#in).\n\n{anchor}\n## Crumb\n\nThe inside.\n"
    assert [(record.id, record.senses[0].body) for record in page(text).records] == [
        ("", "Not the [[in|crumb]]."),
        ("in", "The inside."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Glossary\n\n- **Crumb**: The inside.\n- **Crust**: The outside.\n\n## Proof\n\nThe last rise.\n",
        "# Glossary\n\n## Proof\n\nThe last rise.\n\n## Bread\n\n- **Crumb**: The inside.\n- **Crust**: The outside.\n",
        "# Glossary\n\n## B\n\n**Crumb**\nInside.\n\n**Crust**\nOutside.\n\n## Time\n\n### Proof\n\nThe last rise.\n",
    ],
)
def test_entries_of_another_shape_are_read_beside_a_list(text: str) -> None:
    assert {name for name, _ in entries(text)} == {"Crumb", "Crust", "Proof"}


def test_a_table_of_terms_below_a_sentence_is_no_text_of_its_heading() -> None:
    text = (
        "# Words\n\n## Crumb\n\nIn.\n\n## Proof\n\nUp.\n\n## Tools\n\nOur.\n\n|Term|Meaning|\n|-|-|\n|Peel|Shovel.|\n"
    )
    assert [name for name, _ in entries(text)] == ["Crumb", "Proof", "Peel"]


def test_a_list_of_two_names_below_a_heading_has_entries() -> None:
    assert [name for name, _ in entries("# Words\n\n## Tools\n\n- Peel: A shovel.\n- Lame: A blade.\n")] == [
        "Peel",
        "Lame",
    ]


def test_two_columns_without_heads_are_names_and_meanings() -> None:
    assert entries("# Words\n\n| | |\n|-|-|\n| Peel | Shovel |\n| Lame | Blade |\n") == [
        ("Peel", "Shovel"),
        ("Lame", "Blade"),
    ]


def test_labels_below_a_heading_fill_fields() -> None:
    text = """
        ## Crumb

        **Definition:** The inside.

        **Synonyms:** soft part, heart

        **Example**: A dense crumb.

        **See also:** [Proof](#proof)

        ## Proof

        The last rise.

        **Note:** Watch it.

        ```
        18 °C
        ```

        **Synonyms:** There are none.
        """
    crumb, proof = page(text).records
    assert (crumb.aliases, crumb.senses[0].example) == (("soft part", "heart"), ("A dense crumb.",))
    assert crumb.senses[0].body.split("\n\n")[0] == "The inside."
    assert crumb.senses[0].body.endswith("**See also:** [[Proof]]")
    assert (proof.aliases, proof.senses[0].note) == ((), ())
    assert proof.senses[0].body.endswith("**Note:** Watch it.\n\n```\n18 °C\n```\n\n**Synonyms:** There are none.")


def test_numbers_and_lines_around_entries_are_no_part_of_them() -> None:
    assert entries(
        "## 1. Crumb\n\nThe inside, see [next](#2-proof).\n\n---\n\n## 2. Proof\n\nThe last rise.\n\n***\n"
    ) == [
        ("Crumb", "The inside, see [[Proof|next]]."),
        ("Proof", "The last rise."),
    ]
    assert entries("**Crumb**: The inside.\n\n---\n\n**Proof**: The last rise.\n") == [
        ("Crumb", "The inside."),
        ("Proof", "The last rise."),
    ]


@pytest.mark.parametrize(
    ("headings", "terms"),
    [
        (("What is a crumb?", "What are proofs", "Rye"), ["crumb", "proofs", "Rye"]),
        (("Was ist ein Teig?", "Was sind Öfen (ÖF)?"), ["Teig", "Öfen"]),
        (("Qu’est-ce qu’une pâte ?", "¿Qué es la masa?"), ["pâte", "masa"]),
        (("什么是面包？", "パンとは何か"), ["面包", "パン"]),
        (("What is a crumb?", "Rye"), ["What is a crumb?", "Rye"]),
        (("Whatever is left", "Whatsit"), ["Whatever is left", "Whatsit"]),
    ],
)
def test_headings_that_ask_what_something_is_name_it(headings: tuple[str, ...], terms: list[str]) -> None:
    text = "".join(f"## {heading}\n\nA word of bakers.\n\n" for heading in headings)
    assert [name for name, _ in entries(f"# Glossary\n\n{text}")] == terms


def test_a_number_in_a_single_name_is_part_of_it() -> None:
    assert [name for name, _ in entries("## 2. Bundesliga\n\nA league.\n\n## Cup\n\nA prize.\n")] == [
        "2. Bundesliga",
        "Cup",
    ]


def test_a_part_of_speech_in_brackets_is_a_field_unless_two_names_differ_by_it() -> None:
    found = page("**Crumb** (n.): The inside.\n\n**Proof** (noun): The last rise.\n\n**Proof** (verb): To rise.\n")
    assert [(record.term, record.part_of_speech) for record in found.records] == [
        ("Crumb", "noun"),
        ("Proof (noun)", ""),
        ("Proof (verb)", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Crumb\n\tThe inside.\nCrust\n\tThe outside.\n",
        "Crumb .... The inside.\nCrust ......... The outside.\n",
        "Crumb, the inside of it\nCrust, the outside, if hard\nProof, the last rise\n",
        "Crumb (n.) - the inside - of it\nCrust (n.) - the outside\n",
    ],
)
def test_lists_of_words_have_many_marks_between_them(text: str) -> None:
    assert is_plain_glossary(text)
    found = parse_glossary(text, "words.txt").records
    assert [record.term for record in found][:2] == ["Crumb", "Crust"]
    assert found[1].senses[0].body.lower().startswith("the outside")


def test_a_list_of_words_is_one_although_a_later_line_is_like_a_heading() -> None:
    words = [f"{name} (s.) - um pão" for name in "rye oat bran crust loaf bun roll malt yeast hull".split()]
    text = "\n\n".join(
        [*words, "miolar (v.) - encolher, ter o miolo encolhido (intr.)", "assar (v. / adj.) - 1) ao forno"]
    )
    assert [bool(block.heading) for block in scan_text(text).blocks] == [False, True]
    assert is_plain_glossary(text)
    assert len(parse_glossary(text, "words.txt").records) == 12


def test_a_full_stop_within_the_mark_ends_a_name() -> None:
    text = "**Crumb.** The inside of a loaf.\n\n**Dr. Oetker** – A baker.\n\n**Proof.** Rising\n\n**etc.** and so on\n"
    assert [term for term, _ in entries(text)] == ["Crumb", "Dr. Oetker", "Proof", "etc."]


def test_a_wide_colon_needs_no_space() -> None:
    assert entries("## 粉\n\n- Rye：黑麦\n- Oat：燕麦\n- Bran：麸皮\n") == [
        ("Rye", "黑麦"),
        ("Oat", "燕麦"),
        ("Bran", "麸皮"),
    ]


@pytest.mark.parametrize(
    ("definition", "example", "note"),
    [("Definition", "Example", "Note"), ("定義", "例", "備考"), ("Определение", "Пример", "Примечание")],
)
def test_labels_in_the_items_of_a_list_fill_fields(definition: str, example: str, note: str) -> None:
    text = (
        f"## Crumb\n\n- **{definition}**: The inside\n  of a loaf.\n- **Origin**: Old English.\n"
        f"- **{example}:** A soft one.\n"
        f"\n## Proof\n\n- **{definition}**: The last rest.\n- **{note}**: Watch it.\n"
    )
    crumb, proof = page(text).records
    assert (crumb.term, crumb.senses[0].body) == ("Crumb", "The inside\n  of a loaf.\n- **Origin**: Old English.")
    assert (proof.term, proof.senses[0].body) == ("Proof", "The last rest.")
    assert (crumb.senses[0].example, proof.senses[0].note) == (("A soft one.",), ("Watch it.",))


def test_paragraphs_indented_below_a_name_are_no_code() -> None:
    inside = "      of a loaf of bread, which\n      is soft.\n\n      It dries out.\n\n          cut(bread)\n"
    text = f"BREAD GLOSSARY\n--------------\n\n  Crumb:\n      The inside\n{inside}\n  Proof:\n      The last rest.\n"
    assert entries(text, "glossary.txt") == [
        ("Crumb", "The inside\nof a loaf of bread, which\nis soft.\n\nIt dries out.\n\n    cut(bread)"),
        ("Proof", "The last rest."),
    ]
    assert page(text, "glossary.txt").title == "BREAD GLOSSARY"


def test_an_emphasised_line_that_writes_a_name_out_is_another_name() -> None:
    text = (
        "# Bread\n\n## LOR\n\n_Loaf of Rye_\n\nA dark bread.\n\n## Crumb\n\nThe inside.\n\n## Proof\n\nThe last rest.\n"
    )
    loaf, *_ = page(text).records
    assert (loaf.term, loaf.aliases, loaf.senses[0].body) == ("LOR", ("Loaf of Rye",), "A dark bread.")
    assert loaf.senses[0].body_line == 7
    other = page(text.replace("Loaf of Rye", "The dark one")).records[0]
    assert (other.aliases, other.senses[0].body) == ((), "_The dark one_\n\nA dark bread.")


def test_a_heading_that_announces_a_list_beside_headings_of_terms_is_no_term() -> None:
    text = "## Crumb\n\nThe inside.\n\n## Proof\n\nA rest.\n\n## Glossary\n\n- `LOR`: loaf of rye\n- `BOS`: bread\n"
    assert [name for name, _ in entries(f"# Bread glossary\n\n{text}")] == ["Crumb", "Proof", "LOR", "BOS"]


def test_a_list_of_labels_without_a_meaning_stays() -> None:
    text = "## Crumb\n\nThe inside.\n\n- **Example**: A soft one.\n- **Colour**: White.\n\n## Proof\n\nA rest.\n"
    assert entries(text)[0] == ("Crumb", "The inside.\n\n- **Example**: A soft one.\n- **Colour**: White.")


def test_leads_that_open_several_sections_are_labels_and_no_terms() -> None:
    sections = [
        f"### {name}\n**定義**: {name}の定義\n\n**関連**: 他の用語\n\n{more}" + "\n\n---\n"
        for name, more in (
            ("生地", ""),
            ("発酵", "**種別**: 低温\n"),
            ("窯", "| 番号 | 温度 |\n|---|---|\n| 1 | 200 |\n"),
        )
    ]
    found = entries("# パン用語集\n\n## 概要\n\nこの文書は用語を管理する。\n\n## 用語\n\n" + "\n".join(sections))
    assert [term for term, _ in found] == ["生地", "発酵", "窯"]
    assert found[0][1] == "生地の定義\n\n**関連**: 他の用語"
    assert found[2][1].endswith("| 1 | 200 |")


@pytest.mark.parametrize("head", ["Plain-English Meaning", "Item description", "Significado en breve"])
def test_a_longer_head_names_a_column_of_meanings(head: str) -> None:
    text = f"| Term | {head} | Why it matters |\n|---|---|---|\n| Rye | A grain. | It is the bread of every day. |\n"
    assert entries(text) == [("Rye", "A grain.\n\n- **Why it matters**: It is the bread of every day.")]


@pytest.mark.parametrize(
    ("names", "terms"),
    [
        (("Тесто (Dough)", "Печь（Oven）", "Rye"), [("Тесто", ("Dough",)), ("Печь", ("Oven",)), ("Rye", ())]),
        (("반죽 (dough)", "Rye (호밀)"), [("반죽", ("dough",)), ("Rye", ("호밀",))]),
        (
            ("生地（きじ）", "窯 (かま)", "火のもと（ひのもと）"),
            [("生地", ("きじ",)), ("窯", ("かま",)), ("火のもと", ("ひのもと",))],
        ),
        (("반죽 (生地, きじ)", "가마 (窯)"), [("반죽", ("生地", "きじ")), ("가마", ("窯",))]),
        (("Тесто (Wasa)", "Печь (Wasa)"), [("Тесто (Wasa)", ()), ("Печь (Wasa)", ())]),
        (("Тесто (Dough)", "Rye"), [("Тесто (Dough)", ()), ("Rye", ())]),
        (("Rye seen (EN)", "Oat (EN)"), [("Rye seen (EN)", ()), ("Oat (EN)", ())]),
    ],
)
def test_a_name_in_another_script_behind_several_is_another_name(
    names: tuple[str, ...], terms: list[tuple[str, tuple[str, ...]]]
) -> None:
    records = page("\n\n".join(f"**{name}**: A word." for name in names)).records
    assert [(each.term, each.aliases) for each in records] == terms


def test_short_lists_below_many_headings_are_parts_of_their_entries() -> None:
    words = [f"Loaf {number}" for number in range(12)]
    parts = "\n\n- **Crust** – the outside\n- **Crumb** – the inside\n"
    sections = [f"## {word}\n\nA bread.{parts if place % 2 else ''}" for place, word in enumerate(words)]
    assert [term for term, _ in entries("# Breads\n\n" + "\n\n".join(sections))] == words
