"""What holds of the mentions in any glossary."""

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from unicodedata import normalize

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary_site.config import SiteConfig
from glossary_site.glossary import ABBREVIATION, TERM, Glossary, Name, relate_records
from glossary_site.glossary.names import ALIAS
from glossary_site.markup import parse_definition, render_body
from glossary_site.mentions import (
    Bodies,
    BodySettings,
    LinkedBody,
    Matcher,
    Mention,
    body_issues,
    build_network,
    render_bodies,
)
from glossary_site.mentions.inflection import inflections
from glossary_site.mentions.link_table import Choice, LinkTable, Target
from glossary_site.mentions.linker import Linker, Place
from glossary_site.mentions.matcher import make_sieve
from glossary_site.pages.urls import html_from
from glossary_site.records import Origin, Record, Sense
from glossary_site.workers import open_executor

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
QUICK = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])

#: Few words, so that names meet in texts, and marks that names and markup may trip over.
_WORDS = st.sampled_from(
    (
        "oak",
        "Oak",
        "oaks",
        "acorn",
        "IT",
        "it",
        "R&D",
        "C++",
        "tree",
        "Newton's",
        "bias",
        "biases",
        ".NET",
        "β",
        "a lot of",
    )
)
_MARKS = st.sampled_from(
    (
        " ",
        " ",
        " ",
        "-",
        ", ",
        ". ",
        "\n",
        "\n\n",
        "\n\n## ",
        " *",
        "* ",
        " `",
        "` ",
        " $",
        "$ ",
        "&",
        "<",
        '"',
        "[",
        "](x) ",
        "|",
    )
)
_NAMES = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
_REFERENCES = st.builds(
    lambda target, rest: f"[[{target}{rest}]]", _NAMES, st.sampled_from(("", "|shown", "#Trees", "#x", "|", "#"))
)
_TEXTS = st.lists(st.one_of(_WORDS, _MARKS, _WORDS, _MARKS, _REFERENCES), max_size=30).map("".join)
_CATEGORIES = st.lists(st.sampled_from(("Trees", "Physics", "Trees / Oaks")), max_size=2, unique=True).map(tuple)
_SENSES = st.builds(
    Sense,
    categories=_CATEGORIES,
    definition=st.one_of(st.just(""), _TEXTS).map(parse_definition),
    body=_TEXTS,
    origin=st.just(Origin("oak.md", 1)),
    body_line=st.just(4),
)


def joined_html(body: LinkedBody) -> str:
    return body.lead.html + body.html.html


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    terms = draw(st.lists(_NAMES, min_size=1, max_size=5))
    records = [
        Record(
            term,
            tuple(draw(st.lists(_SENSES, min_size=1, max_size=2))),
            id=f"t{number}",
            aliases=tuple(draw(st.lists(_NAMES, max_size=2))),
            abbreviations=tuple(draw(st.lists(_WORDS, max_size=1))),
            autolink=draw(st.sampled_from(("both", "both", "incoming", "outgoing", "none"))),
            origin=Origin(f"{number}.md", 1),
        )
        for number, term in enumerate(terms)
    ]
    return relate_records(records, SiteConfig())


def render(glossary: Glossary, mode: str) -> Bodies:
    with open_executor(1, 0) as executor:
        return render_bodies(glossary, BodySettings(mode), executor)


def mentions(body: LinkedBody) -> list[Mention]:
    return [*body.lead.mentions, *body.html.mentions]


@SLOW
@given(glossaries())
def test_backlinks_are_the_inverse_of_mentions(glossary: Glossary) -> None:
    bodies = render(glossary, "all")
    backlinks = build_network(glossary, bodies).backlinks
    named = {
        (entry.id, identity)
        for entry, senses in zip(glossary.entries, bodies, strict=True)
        for body in senses
        for identity in body.counts
    }
    assert {(source, target) for target, sources in backlinks.items() for source in sources} == named
    assert all(len(sources) == len(set(sources)) for sources in backlinks.values())
    linked = {
        (entry.id, mention.id)
        for entry, senses in zip(glossary.entries, bodies, strict=True)
        for body in senses
        for mention in mentions(body)
    }
    assert linked == named


@SLOW
@given(glossaries(), st.sampled_from(("section", "page", "all", "off")))
def test_no_page_links_to_itself_and_every_mention_leads_to_a_term(glossary: Glossary, mode: str) -> None:
    ids = {entry.id for entry in glossary.entries}
    for entry, senses in zip(glossary.entries, render(glossary, mode), strict=True):
        for body in senses:
            found = {mention.id for mention in mentions(body)}
            assert entry.id not in found
            assert entry.id not in dict(body.counts)
            assert found <= ids


@SLOW
@given(glossaries())
def test_links_taken_out_leave_the_html_without_links(glossary: Glossary) -> None:
    linked = render(glossary, "all")
    for mode in ("section", "page", "off"):
        for several, others in zip(linked, render(glossary, mode), strict=True):
            for body, other in zip(several, others, strict=True):
                assert joined_html(body) == joined_html(other)
                assert body.counts == other.counts


class _Anchors(HTMLParser):
    """The text of each mention's link, and whether one is where no link may be."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.misplaced: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and ("class", "mention") in attrs:
            self.found.append("")
            self.misplaced += [each for each in self._open if re.fullmatch("a|code|pre|math|svg|h[1-6]", each)]
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "a" in self._open and self.found:
            self.found[-1] += data


@SLOW
@given(glossaries())
def test_mentions_are_in_text_and_never_in_a_tag_or_where_no_link_may_be(glossary: Glossary) -> None:
    for senses in render(glossary, "all"):
        for body in senses:
            automatic = [each for each in mentions(body) if not body.explicit]
            for text in (body.lead, body.html) if automatic else ():
                for mention in text.mentions:
                    shown = text.html[mention.start : mention.end]
                    assert shown
                    assert not set(shown) & set("<>")
            anchors = _Anchors()
            anchors.feed(html_from(body.lead, "./") + html_from(body.html, "./"))
            anchors.close()
            if not body.explicit:
                assert len(anchors.found) == len(automatic)
                assert anchors.misplaced == []


@QUICK
@given(
    st.text(max_size=80),
    st.sampled_from(("[[{}]]", "[[{}|x]]", "[[x|{}]]", "[[x#{}]]", "[[!{}]]", "| [[{}]] |\n|-|", "[[{}")),
)
def test_references_may_hold_any_text(text: str, form: str) -> None:
    linker = Linker(
        LinkTable(
            (Name("Oak", "oak", TERM),), (Target("oak", (Choice(("Trees",), "trees"), Choice((), "sense"))),), "all"
        )
    )
    body = linker.link(render_body(form.replace("{}", text)), Place(""))
    assert all(
        issue.code == "reference-unknown" or issue.code.startswith(("unclosed", "formula")) for issue in body.issues
    )
    assert all(issue.hint for issue in body.issues)


@QUICK
@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=120), st.sampled_from((TERM, ABBREVIATION, ALIAS)))
def test_any_names_in_any_html(texts: list[str], html: str, kind: int) -> None:
    """Mentions lie in the text, in order, apart from each other, and no exception comes of any name."""
    matcher = Matcher(Name(text, f"t{number}", kind) for number, text in enumerate(texts))
    for each in (html, f"<p>{' '.join(texts)}</p>", html.join(texts)):
        done = 0
        for mention, _ in matcher.find(each, "t0"):
            assert done <= mention.start < mention.end <= len(each)
            assert mention.id != "t0"
            done = mention.end


_LETTERS = ("oak", "Straße", "café", "ışık", "λόγος", "GPU", "学习", "웨이퍼", "رقاقة", "R&D", "x²", "I/O", "Maß")
_JOINTS = (" ", "-", "  ", "\u2009", "—", "'", "/", "")
_SPELLINGS = st.lists(st.sampled_from((*_LETTERS, *_JOINTS)), min_size=1, max_size=4).map("".join)
_BEHIND = (" ", ", ", "的", "")
#: What changes a spelling, and not for a reader.
_DISGUISES: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.lower,
    lambda text: normalize("NFD", text),
    lambda text: "\u00ad".join(text),
    lambda text: text.replace(" ", " \u200b "),
    lambda text: text.replace("ß", "ss").replace("'", "’").replace("-", "\u2011"),
    lambda text: text.translate({code: code + 0xFEE0 for code in range(0x41, 0x7B)}),
)


@settings(max_examples=600, deadline=None)
@given(
    st.lists(_SPELLINGS, min_size=1, max_size=3),
    st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(_DISGUISES), st.sampled_from((" ", ", ", "的", ""))), max_size=6
    ),
    st.sampled_from(("en", "de", "fr", "tr", "ar", "zh")),
)
def test_a_sieve_misses_no_text_that_mentions_a_name(
    names: list[str], words: list[tuple[int, Callable[[str], str], str]], language: str
) -> None:
    given_names = [Name(text, f"t{number}", TERM) for number, text in enumerate(names)]
    forms = [form for name in names for form in inflections(name, language)]
    html = "<p>" + "".join(escape(disguise(forms[which % len(forms)])) + behind for which, disguise, behind in words)
    for name in given_names:
        if Matcher([name], language).find(html, ""):
            assert make_sieve([name], language)(html)


@SLOW
@given(glossaries())
def test_issues_of_references_have_their_file_and_line(glossary: Glossary) -> None:
    bodies = render(glossary, "section")
    for issue in body_issues(glossary.entries, bodies, range(len(bodies))):
        assert issue.path == "oak.md"
        assert issue.line == 1 or issue.line >= 4  # in the definition, or in the body
        assert issue.hint
