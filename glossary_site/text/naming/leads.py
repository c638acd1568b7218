"""The opening words of a body read as a name: ``**Numerical Aperture (NA)** is …``."""

import re

from glossary_site.text.naming.categories import asked_name
from glossary_site.text.sentences import SYMBOLS, Plain
from glossary_site.text.words import (
    ARTICLES,
    WORD,
    content_words,
    is_derived,
    is_initials,
    looks_abbreviated,
    singular,
    spelling_key,
    squash,
    without_article,
    word_set,
)
from glossary_site.values import Frozen, replace

_MARKS = re.compile(rf"[\s•·*>#|—–:{SYMBOLS}-]*")
_QUESTION = re.compile(
    r"(?:(?:what|who|how|why|when)\s(?:is|are|does|do|was)|what[’']s)\s(?:an?\s|the\s)?", re.IGNORECASE
)
_SUBTITLE = re.compile(r"\s[—–-]\s|\s?—\s?|:\s")
_SENTENCE_WORDS = word_set("yes no we you our your i my us is are was were can will here please let's")
_CUSTOMER_WORDS = word_set("our we yes you your")
_ASKS_US = re.compile(r"\b(?:ask|call|contact|e-?mail|from|join|visit|with|write to) us\b", re.IGNORECASE)
_ASKS_YOU = re.compile(r"(?:^|, ?)(?:are|can|could|did|do|have|will|would) you\b", re.IGNORECASE)
_ALSO = re.compile(
    r"^(?:also (?:called|known as|written)(?: an?)?|a\.?k\.?a\.?|or|formerly|short for|abbreviated)\s+", re.IGNORECASE
)
#: Another name that commas enclose: ``Spindle moulder, also known as a wood shaper, is …``.
_ALSO_KNOWN = re.compile(r",? (?=also (?:called|known as) )([^,;:.()]{4,80})(?:,| (?:is|are) )")
_GIVES_ALIAS = re.compile(r"also (?:called|known as)|a\.?k\.?a\b", re.IGNORECASE)
_PIECES = re.compile(r"\s*[/,;]\s*|\s+(?:or|and)\s+")
#: The year or the authors of a citation; a sign of a formula.
_NO_NAME = re.compile(r"\b(?:1[89]|20)\d\d\b|\bet al\b|[=\\^{}<>≤≥∈]")
_GOES_ON = re.compile(r"\s*(?:,|/|&|and\b|or\b|vs\b)", re.IGNORECASE)
#: The name is the subject of a sentence: a word in lower case follows that joins nothing to it.
_GOES_ON_AS_SUBJECT = re.compile(
    r"\s+(?:\([^()]{0,200}\)\s*)?(?!(?:and|or|vs|versus|of|for|in|on|at|to|with|by|from|as|that|which|who)\b)[a-z]"
)
_DEFINES = re.compile(r"([\w-]+(?: [\w-]+){0,4})(?: \([^()]{0,60}\))? (?:is|are) (?:an?|the|one) ")
_NO_SUBJECTS = _SENTENCE_WORDS | word_set("this that these those it they there here he she which what one some most")
_OPENING_WORDS = 14
#: In characters: an opening name with its brackets and its verb.
_SUBJECT_LENGTH = 200


class Lead(Frozen):
    """A name that opens a body, and the names in its brackets; ``names_subject``: the text after it is about it."""

    name: str
    abbreviations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    names_subject: bool = False


def bold_lead(plain: Plain, heading_keys: frozenset[str]) -> Lead | None:
    """The name in the bold words that open a body, after an article at most; None without one.

    ``heading_keys`` has the ``spelling_key`` of every part of the entry's heading.
    """
    if not plain.bold:
        return None
    begin, end = plain.bold[0]
    before = _MARKS.sub("", plain.text[:begin], count=1).strip()
    if before and before.casefold() not in ARTICLES:
        return None
    text, tail = plain.text[begin:end].strip(), plain.text[end : end + 400]
    if spelling_key(text) not in heading_keys and _addresses_reader(text):
        return None
    lead = parse_name(text, tail, heading_keys)
    if lead is None:
        return None
    repeats = set(content_words(lead.name)[:1]) & set(content_words(" ".join(tail.split()[:4])))
    return replace(lead, names_subject=bool(_GOES_ON_AS_SUBJECT.match(tail) or repeats))


def _addresses_reader(text: str) -> bool:
    """Whether bold words address the reader (``Yes, we offer …``, ``Need an oven?``) and name nothing; a question after
    what something is does name it.
    """
    words = {word.casefold().strip(",.!") for word in text.split()}
    return not _QUESTION.match(text) and (text.endswith("?") or bool(words & _SENTENCE_WORDS))


def prose_subject(plain: Plain) -> str:
    """What the first words of prose define (``Steam injection is the …``), or what a title below asks for that they
    name (``What Is Steam Injection?``); "" where they point or address someone.
    """
    text = without_article(plain.text[:_SUBJECT_LENGTH])
    found = _DEFINES.match(text)
    if found is not None:
        return "" if _NO_SUBJECTS & {word.casefold() for word in WORD.findall(found[1])} else found[1]
    opening = content_words(text)
    for begin, end in plain.bold:
        name = asked_name(title := plain.text[begin:end])
        if name != title and (words := content_words(name)) and opening[: len(words)] == words:
            return name
    return ""


def addresses_customers(heading: str, plain: Plain) -> bool:
    """Whether a heading asks whether "you" do something, or its body opens with words to those who may buy something:
    ``**Yes, we offer …**``, ``Rent a boat from us``, but no question.
    """
    if _ASKS_YOU.search(heading) or _ASKS_US.search(plain.text[:_SUBJECT_LENGTH].partition(". ")[0]):
        return True
    bold = plain.text[slice(*plain.bold[0])] if plain.bold and plain.bold[0][0] < _OPENING_WORDS else ""
    words = [] if "?" in bold else [word.casefold() for word in WORD.findall(bold)]
    first = WORD.search(plain.text)
    return not _CUSTOMER_WORDS.isdisjoint(words) or (first is not None and first[0].casefold() in _CUSTOMER_WORDS)


def parse_name(text: str, tail: str, heading_keys: frozenset[str]) -> Lead | None:
    """The name in ``text``, which ``tail`` follows, without article, subtitle and brackets; None if nothing is left."""
    text = _QUESTION.sub("", text.lstrip(" *#—–\"“'").rstrip(" ?.:;—–\"”'"), count=1)
    if spelling_key(text) not in heading_keys:
        text = _SUBTITLE.split(text, maxsplit=1)[0]
    following = re.match(r"\s*\(([^()]{1,200})\)", tail) or _ALSO_KNOWN.match(tail)
    if following and "(" not in text:
        text = f"{text} ({following[1]})"
    found = _Brackets(without_article(text), heading_keys)
    found.parse()
    name = " ".join(found.name.split()).strip(' ,;:—–"“”')
    if not any(char.isalnum() for char in name):
        return None
    return Lead(name, tuple(found.abbreviations), tuple(found.aliases), tuple(found.keywords))


class _Brackets:
    """A name without its brackets, and their contents sorted into abbreviations, aliases and keywords."""

    def __init__(self, text: str, heading_keys: frozenset[str]) -> None:
        self.text = text
        self.heading_keys = heading_keys
        self.name = ""
        self.abbreviations: list[str] = []
        self.aliases: list[str] = []
        self.keywords: list[str] = []

    def parse(self) -> None:
        position = 0
        while (opened := self.text.find("(", position)) >= 0:
            closed = self.text.find(")", opened)
            if closed < 0:
                break
            self.name += self.text[position:opened]
            self.take(self.text[opened + 1 : closed].strip(), self.text[closed + 1 :])
            position = closed + 1
        self.name += self.text[position:]

    def take(self, inner: str, after: str) -> None:
        """Sort the content of one bracket; ``after`` is the text behind it."""
        before = " ".join(self.name.split())
        pieces = [_ALSO.sub("", piece.strip(" \"“”'")) for piece in _PIECES.split(inner)]
        if all(self.is_abbreviation(piece, before) for piece in pieces):
            self.abbreviate(pieces, before, after)
            return
        if not after.strip() and self.heading_keys & {
            spelling_key(f"{before} {inner}"),
            spelling_key(f"{inner} {before}"),
        }:
            self.name += f"({inner})"  # the heading's own key holds the qualifier: sponge mixing wet
            return
        if _GIVES_ALIAS.match(inner):
            self.aliases += (without_article(piece) for piece in pieces if not _NO_NAME.search(piece))
            return
        words = without_article(_ALSO.sub("", inner).strip(" \"“”'"))
        if _NO_NAME.search(words) or not any(char.isalpha() for char in words):
            return
        related = set(content_words(words)) & set(content_words(before)) or _spells_out(words, before)
        is_alias = spelling_key(words) in self.heading_keys or (" " in words and related and len(words.split()) <= 12)
        if is_alias:
            self.aliases.append(words)
        else:
            self.keywords += filter(None, re.split(r"\s*[,;]\s*", words))

    def is_abbreviation(self, piece: str, before: str) -> bool:
        if not piece or any(char.isspace() for char in piece) or len(piece) > 12:
            return False
        if not looks_abbreviated(piece):
            is_short = len(piece) >= 3 and len(piece) * 2 <= len(squash(before)) and len(before.split()) > 1
            return is_initials(piece, before) or (is_short and _spells_out(before, piece))
        return is_derived(piece, before) or spelling_key(piece) in self.heading_keys

    def abbreviate(self, pieces: list[str], before: str, after: str) -> None:
        """Add abbreviations of the name ``before`` the bracket, with the words ``after`` it where the name goes on."""
        short = [re.sub(r"(?<=[A-Z0-9])s$", "", piece) for piece in pieces]
        if not after.strip() or _GOES_ON.match(after):
            self.abbreviations.extend(short)
            return
        # In "Ultraviolet (UV) Microscopy" the abbreviation is of one word only: the short name is "UV Microscopy".
        words = before.split()
        for piece in short:
            tails = (" ".join(words[start:]) for start in range(len(words) - 1, -1, -1))
            abbreviated = (is_initials(piece, tail) or _spells_out(tail, piece) for tail in tails)
            taken = next((count for count, found in enumerate(abbreviated, 1) if found), len(words))
            self.abbreviations.append(" ".join([*words[: len(words) - taken], piece, _without_brackets(after)]))
            self.keywords.append(piece)


def _without_brackets(text: str) -> str:
    return " ".join(re.sub(r"\([^()]*\)", "", text).split())


def _spells_out(words: str, short: str) -> bool:
    """Whether ``words`` begin with the first letter of ``short`` and have its other letters in their order."""
    return squash(words)[:1] == squash(short)[:1] and is_derived(short, words)


def opening_name(text: str, key: str, others: tuple[str, ...], heading_keys: frozenset[str]) -> Lead | None:
    """The name in the opening words of prose; None if they are not the words of the heading.

    The heading has ``key`` first and then the ``others``. The name has the number of the key (``Ball bearings are …``
    for ``ball bearing``) and the letter case of the prose. Another name of the heading after "and" or "or" is a part
    of it.
    """
    words = without_article(text).split()[:_OPENING_WORDS]
    wanted = spelling_key(key)
    with_or = spelling_key(key.replace("/", " or "))
    for count in range(1, len(words) + 1):
        bare = _trimmed(words[:count])
        if spelling_key(bare) in (wanted, with_or) and bare:
            rest = words[count:]
            closed = words[count - 1].endswith((",", ":", ";", "."))
            if not closed and (joined := _joined(rest, others)):
                return Lead(f"{bare} {joined}", names_subject=True)
            lead = parse_name(_in_number_of(bare, key), " " + " ".join(rest), heading_keys)
            return lead and replace(lead, names_subject=True)
    return None


def _trimmed(words: list[str]) -> str:
    return " ".join(words).strip(" ,;:.\"“”'’—–")


def _in_number_of(name: str, key: str) -> str:
    """``name`` in the singular where ``key`` is its singular; each word of a key with a slash in the key's number."""
    if name.casefold().endswith("s") and not key.casefold().endswith("s") and squash(name)[:-1] == squash(key):
        return name[:-1]
    if "/" in key and "/" not in name:
        shown = {singular(word.casefold()): word for word in name.split()}
        return " ".join(_cased_like(word, shown.get(singular(word.casefold()), word)) for word in key.split())
    return name


def _cased_like(word: str, shown: str) -> str:
    """``word`` with the capitals of ``shown``, the same word in another number."""
    cased = (model if model.casefold() == char else char for char, model in zip(word, shown, strict=False))
    return "".join(cased) + word[len(shown) :]


def _joined(rest: list[str], others: tuple[str, ...]) -> str:
    """The joint and the other name of the heading with which ``rest`` begins; "" without them."""
    if not rest or rest[0].casefold() not in ("and", "or", "&"):
        return ""
    keys = {spelling_key(other) for other in others}
    for count in range(2, min(len(rest), 8) + 1):
        if spelling_key(_trimmed(rest[1:count])) in keys:
            return f"{rest[0]} {_trimmed(rest[1:count])}"
    return ""
