"""``llms.txt`` (llmstxt.org): what there is, with links to the pages in Markdown; ``llms-full.txt``: all of it."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.formats.edition import Edition
from glossary_site.formats.markdown_pages import escape_markdown, links_of, site_records, term_markdown
from glossary_site.language import read_texts
from glossary_site.pages import term_url
from glossary_site.text.sentences import best_definition


def _head(config: SiteConfig) -> str:
    about = f"\n\n> {escape_markdown(config.description)}" if config.description else ""
    return f"# {escape_markdown(config.title)}{about}"


def write_llms(edition: Edition) -> Iterator[Output]:
    """One line a term: a link to its page in Markdown, and the best of its definitions."""
    base = edition.config.base_url
    _ = read_texts(edition.config.language).gettext
    terms, every, as_json = _("Terms"), _("Every term whole"), _("Terms as JSON")
    whole = BytesIO()
    whole.write(f"{_head(edition.config)}\n\n## {terms}\n\n".encode("utf-8", "replace"))
    records = site_records(edition)
    for record in records:
        definitions = [sense.definition.text for sense in record.senses]
        best = best_definition(definitions, record.term)
        definition = f": {escape_markdown(definitions[best])}" if best >= 0 and definitions[best] else ""
        line = f"- [{escape_markdown(record.term)}]({base}{term_url(record.id)}index.md){definition}\n"
        whole.write(line.encode("utf-8", "replace"))
    optional = f"- [{every}]({base}llms-full.txt)\n- [{as_json}]({base}terms.json)"
    after = "\n" if records else "\n\n"
    # This heading is not translated: it is what programs look for.
    whole.write(f"{after}## Optional\n\n{optional}\n".encode("utf-8", "replace"))
    yield Output("llms.txt", whole.getvalue())


def write_llms_full(edition: Edition) -> Iterator[Output]:
    """Every term in full."""
    base = edition.config.base_url
    links = links_of(edition, lambda identity: f"{base}{term_url(identity)}", base)
    yield join_whole((term_markdown(each, links, edition.config, 2) for each in site_records(edition)), edition.config)


def join_whole(terms: Iterable[str], config: SiteConfig) -> Output:
    """The file of ``terms`` in full, which are Markdown with headings of the second level."""
    whole = BytesIO()  # the longest file of a site: it is held once, and grows as it is made
    whole.write(f"{_head(config)}\n".encode("utf-8", "replace"))
    for each in terms:
        whole.write(f"\n{each}".encode("utf-8", "replace"))
    return Output("llms-full.txt", whole.getvalue())
