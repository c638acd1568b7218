"""The one table of rules: code, severity, what is wrong, what to do, function. Documents are made from it."""

# A row of the table is one line.
# ruff: noqa: E501

from collections.abc import Collection, Iterable, Iterator, Sequence

from glossary_site.checks.form import (
    find_definition_markup,
    find_fragments,
    find_long_definitions,
    find_missing_definitions,
    find_mixed_name_styles,
    find_near_duplicates,
    find_odd_punctuation,
    find_open_findings,
    find_redundant_aliases,
    find_tautologies,
)
from glossary_site.checks.links import find_link_magnets
from glossary_site.checks.meaning import (
    find_alike_senses,
    find_avoided_names,
    find_circular_definitions,
    find_contradicting_senses,
    find_definitions_against_iso_704,
    find_orphans,
    find_repeated_senses,
    find_shared_aliases,
    find_similar_terms,
    find_unknown_abbreviations,
    find_wanted_terms,
)
from glossary_site.checks.rule import Finding, Rule, linked_glossary
from glossary_site.glossary import Glossary
from glossary_site.issues import Issue, Severity
from glossary_site.mentions import LinkedBody
from glossary_site.values import replace

_W, _N, _E = Severity.WARNING, Severity.NOTE, Severity.ERROR

# fmt: off
RULES: tuple[Rule, ...] = (
    Rule("definition-missing", _W, "no definition", "write one sentence that says what it is", find_missing_definitions),
    Rule("definition-long", _N, "too long for a tooltip", "keep to 300 characters; the rest is body", find_long_definitions),
    Rule("definition-fragment", _W, "not a sentence", "write three words or more, and end them with a full stop", find_fragments, style=False),
    Rule("definition-markup", _W, "shows marks of Markdown", "close them; blocks such as headings belong in the body", find_definition_markup),
    Rule("definition-repeats-term", _W, "only repeats the term", "name the kind of thing that it is", find_tautologies),
    Rule("definition-circular", _W, "defined by itself", "name in one of them the kind of thing that it is", find_circular_definitions),
    Rule("abbreviation-unknown", _N, "an abbreviation that is not explained", "write it out, or give it an entry", find_unknown_abbreviations, by_default=False),
    Rule("term-wanted", _N, "used in several entries and never defined", "write an entry for it", find_wanted_terms, by_default=False),
    Rule("term-orphan", _N, "no other entry links to this one", "mention it in one, or relate it to one", find_orphans),
    Rule("link-magnet", _N, "a word of every day may draw too many links", "if it often means something else, write 'autolink: outgoing'", find_link_magnets, by_default=False),
    Rule("sense-category", _W, "senses and categories contradict each other", "one category for one meaning", find_contradicting_senses),
    Rule("sense-repeated", _W, "two entries of one category with one definition", "merge them into one entry", find_repeated_senses),
    Rule("sense-alike", _N, "two entries of one category with nearly the same definition", "merge them if they mean the same", find_alike_senses),
    Rule("alias-shared", _W, "an alias that is a name of another term", "leave it to one of them", find_shared_aliases),
    Rule("term-alike", _W, "two terms with nearly the same name", "merge the two, or explain how they differ", find_similar_terms),
    Rule("definition-substitution", _N, "cannot replace its term in a text (ISO 704)", "no article, no full stop, not the term", find_definitions_against_iso_704, style=True),
    Rule("near-duplicate", _W, "nearly the same text twice", "merge the two, or explain how they differ", find_near_duplicates),
    Rule("name-style", _N, "a name in another case than most", "write it as the others; 'names' in glossary.yml does so in glossary text", find_mixed_name_styles),
    Rule("name-avoided", _W, "uses a name that is not to be used", "write the name to use", find_avoided_names),
    Rule("alias-unused", _N, "an alias that adds no name", "remove it", find_redundant_aliases),
    Rule("punctuation", _N, "non-standard punctuation", "one mark, no space before it", find_odd_punctuation),
    Rule("import-finding", _W, "something that its import could not resolve", "correct the entry, then remove it from 'findings'", find_open_findings),
    # These are found while entries are read, merged and linked, or by the tests of the search.
    Rule("heading-body-mismatch", _W, "heading and body name different things", "move the body to its own entry"),
    Rule("category-variant", _N, "a category in another spelling", "pin it under 'categories' in glossary.yml"),
    Rule("code-slow", _W, "code takes too long to colour", "shorten it, or leave out its language"),
    Rule("tag-variant", _N, "a tag in another spelling", "spell it as most entries do"),
    Rule("formula-unreadable", _W, "a formula that cannot be shown", "correct its LaTeX"),
    Rule("uncertain-formula", _W, "a formula repaired by a guess", "compare it with its source"),
    Rule("uncertain-code", _W, "code whose lines or indentation may be others", "compare it with its source"),
    Rule("formula-cut-off", _W, "a formula whose end is lost", "write the rest of it"),
    Rule("unclosed-formula", _W, "a display formula is not closed", "close it with $$"),
    Rule("unclosed-fence", _W, "a code fence is not closed", "close it with ```"),
    Rule("unclosed-comment", _W, "a comment is not closed", "close it with -->"),
    Rule("obfuscated-mail", _W, "a mail address that was hidden from robots", "write the address, or remove it"),
    Rule("reference-unknown", _E, "a [[reference]] that names no term", "use one of the nearest names"),
    Rule("link-dead", _E, "a link to nothing on the site", "link to an entry's file, a [[term]], a file beside it, or by a whole address", is_mended=True),
    Rule("link-unchecked", _N, "a link from the root of the host, which is not checked", "to link to a term, write [[term]]"),
    Rule("picture-missing", _E, "a picture whose file is not there", "put the file beside the entry, or give its whole address", is_mended=True),
    Rule("picture-text", _E, "a picture without a description", "write ![what it shows](…)", is_mended=True),
    Rule("file-unusable", _E, "a picture or file that cannot be published", "see what the message gives", is_mended=True),
    Rule("address-spaces", _E, "a link or picture that is none, because its address has spaces", "write (<my file.png>)", is_mended=True),
    Rule("target-left-out", _W, "leads to an entry left out because of errors", "correct that entry"),
    Rule("relation-unknown", _W, "a related term that does not exist", "write it, or remove it"),
    Rule("broader-cycle", _E, "a term broader than itself (SKOS)", "remove one 'broader'"),
    Rule("relation-contradiction", _E, "related and broader at once (SKOS S27)", "keep one of the two"),
    Rule("id-collision", _E, "two terms with one id", "give one of them an id of its own"),
    Rule("slug-collision", _W, "two names that make one id", "write an id in one of the entries"),
    Rule("entries-merged", _N, "one term from several entries", "if they are two, give each an id of its own"),
    Rule("term-gone", _E, "a published term is missing", "write 'moved: id' or 'gone: yes' in the ledger"),
    Rule("translation-unknown", _W, "its original is the id of no entry", "write the id of the entry that it translates"),
    Rule("translation-stale", _W, "its original has changed since", "translate it again, then write the translated_from that the message gives"),
    Rule("translation-untracked", _N, "does not record which text it was translated from", "write the translated_from that the message gives"),
    Rule("search-query", _E, "a query of .queries.yml misses its term", "add an alias to the term, or correct the query"),
    Rule("search-name", _E, "a name that does not find its own term", "see which terms rank before it"),
    Rule("search-unread", _N, "terms that no query of .queries.yml asks for", "add what readers would type"),
)
# fmt: on


_MENDED = frozenset(rule.code for rule in RULES if rule.is_mended)


def judge_issue(issue: Issue) -> Issue:
    """An issue of a build as a check counts it: what a build could mend in its own way is an error for an author."""
    is_mended = issue.severity is Severity.WARNING and issue.code in _MENDED
    return replace(issue, severity=Severity.ERROR) if is_mended else issue


def choose_rules(*, style: bool = False, every: bool = False, codes: Collection[str] = ()) -> tuple[Rule, ...]:
    """The rules of ``codes``; without codes those that apply by default, and with ``every`` the others, too.

    With ``style``, definitions are expected in the form of ISO 704 instead of as a sentence.
    """
    if codes:
        return tuple(rule for rule in RULES if rule.code in codes)
    return tuple(rule for rule in RULES if rule.style in (None, style) and (every or rule.by_default))


def find_all(
    glossary: Glossary, bodies: Sequence[Sequence[LinkedBody]], rules: Iterable[Rule]
) -> Iterator[tuple[Rule, Finding]]:
    """What those of the rules with a function find, rule by rule; ``bodies`` are the linked senses of each entry."""
    linked = linked_glossary(glossary, bodies)
    for rule in rules:
        if rule.find:
            yield from ((rule, finding) for finding in rule.find(linked))


def check_glossary(
    glossary: Glossary, bodies: Sequence[Sequence[LinkedBody]], rules: Iterable[Rule]
) -> Iterator[Issue]:
    """The issues of what ``find_all`` finds."""
    for rule, finding in find_all(glossary, bodies, rules):
        detail = f" ({finding.detail})" if finding.detail else ""
        message = f"'{finding.entry.record.term}': {rule.summary}{detail}"
        yield Issue(rule.code, rule.severity, message, rule.hint, finding.sense.origin.path, finding.sense.origin.line)
