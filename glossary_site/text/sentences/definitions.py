"""The sentence of a body that says what its term is, as plain text for lists, previews and feeds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from glossary_site.text.sentences.plain import SYMBOLS, Plain, plain_opening
from glossary_site.text.sentences.sentences import sentence_end
from glossary_site.text.words import ARTICLES, content_words, has_inner_case, singular, without_article

PREFERRED_LENGTH = 400
_TRIES = 40

_MARKS = re.compile(rf"(?:[\s•·*>|:;,{SYMBOLS}]|[.…](?![^\W\d_])|[-–—](?=\s)|#{{1,6}}(?=\s)|\d{{1,2}}[.)](?=\s))+")
_ITEM = re.compile(r"[-–•*] |\d{1,2}[.)] ")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_QUESTION = re.compile(r"(?:what|who|how|why|when|where|which)\b", re.IGNORECASE)
_WHAT_IS = re.compile(r"(?:what|who) (?:is|are) (?:an? |the )?", re.IGNORECASE)
_BE = frozenset({"is", "are", "was", "were"})
_AUXILIARIES = _BE | {"has", "have", "had", "can", "may", "must", "will", "does", "do", "cannot"}
_RELATIVES = frozenset({"that", "which", "who", "whose", "where", "when", "so", "because"})
_DETERMINERS = ARTICLES | {"any", "one", "some", "each", "every", "this", "these", "those"}
_DEFINITION_LABEL = re.compile(
    r"(?:short |formal |simple )?(?:definition|meaning|what it is|summary|in short)", re.IGNORECASE
)
_DRAWING = re.compile(r"[|\u2500-\u259f]")
_CLOSED = re.compile(r"[.!?…。！？][\"'”’»)\]」』）]*$")
_HEAD_ENDS = frozenset("with for that which of in using to from by on where who whose".split())
_CLASS_NOUN = re.compile(
    r"\w+(?:er|or|ique|ism)|method|model|algorithm|architecture|framework|process|system|approach|library|language|"
    r"tool|metric|measure|technology|device|strategy|scheme|structure|function|network|task|paradigm|protocol|format"
)


@dataclass(frozen=True, slots=True)
class _Opening:
    """A place where a sentence may start: ``subject`` is what it is about if it may lack one of its own.

    ``is_phrase``: after a label, a dash or the title "What is X?" such a lack is likely. ``is_item``: a plain
    item of a list, which seldom is a definition.
    """

    start: int
    subject: str = ""
    is_phrase: bool = False
    is_item: bool = False


def first_definition(body: str) -> str:
    """The first complete sentence of ``body`` that tells what the term is, as plain text; "" when there is none.

    Titles, labels, tables and code are passed over. A lead without a verb (``**X** — a way to …``) is completed
    with "is" or "are". A sentence longer than ``PREFERRED_LENGTH`` characters closes early only where a complete
    main clause does (at the end of its bold definition, or before a dash); else it stays whole.
    """
    plain = plain_opening(body)
    fallback = ""
    for opening in _openings(plain):
        sentence = _sentence(plain, opening)
        if not sentence:
            continue
        is_whole = not sentence.endswith(("?", ":")) and not _is_title(sentence) and not opening.is_item
        if is_whole and len(sentence.split()) >= 4:
            return _closed(sentence)
        if not fallback and not sentence[0].islower() and len(sentence.split()) >= 3 and not sentence.endswith("?"):
            fallback = _closed(sentence)
    return fallback


def best_definition(definitions: Sequence[str], term: str) -> int:
    """The index of the definition that serves a list best: whole, naming ``term``, saying "is", neither long nor bare.

    Equal ones keep their order; -1 when all are empty.
    """
    words = set(content_words(term))

    def merit(index: int) -> tuple[bool, bool, bool, bool, int]:
        text = definitions[index]
        opening = text.split()[: len(term.split()) + 4]
        names_it = bool(words & set(content_words(" ".join(opening))))
        says_is = any(word in _BE for word in text.split()[:14])
        fits = 40 <= len(text) <= PREFERRED_LENGTH and "\\" not in text and "{" not in text
        closed = _CLOSED.search(text) is not None
        return (closed, names_it and says_is and fits, names_it and says_is, fits, -index)

    candidates = [index for index, text in enumerate(definitions) if text]
    return max(candidates, key=merit, default=-1)


def _openings(plain: Plain) -> Iterator[_Opening]:
    """Where sentences may start, in order: after titles and labels, then one after the other."""
    text, starts, title = plain.text, dict(plain.bold), ""
    position = found = 0
    asked = False  # whether the last title was "What is X?"
    while found < _TRIES:
        marks = _MARKS.match(text, position)
        is_item = bool(marks and _ITEM.search(marks[0]))
        position = marks.end() if marks else position
        if position >= len(text):
            break
        end = starts.get(position)
        opening = _Opening(position, "")
        if end is not None:
            kind, opening, position = _bold_opening(plain, position, end, title)
            if kind == "title":
                asked = bool(_WHAT_IS.match(opening.subject))
                title = title if title and not asked else _subject(opening.subject) or title
                continue
        elif title and not found:
            opening = _Opening(position, title, asked, is_item)
        elif is_item:
            opening = _Opening(position, is_item=True)
        found += 1
        yield opening
        position = max(sentence_end(plain, opening.start), opening.start + 1)


def _bold_opening(plain: Plain, begin: int, end: int, title: str) -> tuple[str, _Opening, int]:
    """What the bold run from ``begin`` to ``end`` is: a title to pass over, or a lead. Third: where to read on."""
    text = plain.text
    bold = text[begin:end].strip()
    after = end + len(text[end:]) - len(text[end:].lstrip())
    following = text[after : after + 1]
    passed = ("title", _Opening(after, bold), after)
    if _is_sentence(bold):
        return "lead", _Opening(begin), begin
    inner = re.search(r" [—–] ", bold)
    if inner and _is_running_text(bold[inner.end() :]):
        return "lead", _Opening(begin + inner.end(), _subject(bold[: inner.start()]), True), end
    if (
        bold.endswith("?")
        or _QUESTION.match(bold)
        or after >= len(text)
        or any(end <= b <= after for b in plain.breaks)
    ):
        return passed
    if following == ":" or bold.endswith(":"):
        if _ITEM.match(text[after : after + 6].lstrip(" :")):
            return passed
        if _DEFINITION_LABEL.fullmatch(bold.rstrip(": ")):
            return "lead", _Opening(_skip(text, after), title, True), after
        rest = text[_skip(text, after) :]
        # A name comes again in what follows or goes on as a phrase; "Overview" and the like do neither.
        recurs = rest[:1].islower() or bool(set(content_words(bold)) & set(content_words(rest)))
        is_name = bool(set(content_words(bold)) & set(content_words(title))) or (not title and begin < 4 and recurs)
        return "lead", _Opening(_skip(text, after), _subject(bold) if is_name else "", True), after
    if following in "—–" or text[after : after + 2] == "- ":
        if _DEFINITION_LABEL.fullmatch(bold) or (title and following == "-"):
            return "lead", _Opening(_skip(text, after), title, True), after
        return "lead", _Opening(_skip(text, after), _subject(bold), True), after
    if any(b == after for b, _ in plain.bold) and not _starts_with_verb(text[after:]):
        return passed
    words = _WORD.findall(text[after : after + 80])
    first = words[0] if words else ""
    if title and content_words(first) and content_words(first) == content_words(title)[:1]:
        return passed
    if after == end or following in "(,’'" or first[:1].islower():
        return "lead", _Opening(begin), begin
    return passed


def _skip(text: str, position: int) -> int:
    marks = _MARKS.match(text, position)
    return marks.end() if marks else position


def _subject(name: str) -> str:
    """The name in a title: without question words, subtitle and a closing colon."""
    bare = _WHAT_IS.sub("", name.strip(" :?"), count=1)
    bare = re.split(r" [—–-] |: ", bare, maxsplit=1)[0]
    generic = _QUESTION.match(bare) or _DEFINITION_LABEL.fullmatch(bare)
    return "" if generic else without_article(bare)


def _is_sentence(bold: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(bold)]
    if bold.endswith(("?", ":")):
        return False
    return (len(words) >= 6 and bold.endswith((".", "!"))) or (len(words) >= 8 and bool(_BE & set(words[1:8])))


def _is_running_text(text: str) -> bool:
    """Whether the words after a dash are prose rather than a subtitle In Large Letters."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return len(words) >= 4 and sum(word[0].islower() for word in words) > 0.6 * len(words)


def _is_title(sentence: str) -> bool:
    """Whether a "sentence" is a Title in Large Letters: four long words or more, nearly all large, and no verb."""
    words = _WORD.findall(sentence)
    long = [word for word in words if len(word) > 3]
    return len(long) >= 3 and all(word[0].isupper() for word in long) and not _AUXILIARIES & set(words)


def _starts_with_verb(text: str) -> bool:
    return text.split(maxsplit=1)[0].casefold() in _AUXILIARIES | {"refers", "means", "represents"}


def _sentence(plain: Plain, opening: _Opening) -> str:
    """The sentence at an opening, completed and shortened where that leaves a whole one; "" if it is no prose."""
    start, text = opening.start, plain.text
    end = sentence_end(plain, start)
    sentence = text[start:end].strip()
    if not sentence or _DRAWING.search(sentence) or not any(char.isalpha() for char in sentence):
        return ""
    lead = next((stop for begin, stop in plain.bold if begin == start), start)
    if end - start > PREFERRED_LENGTH:
        sentence = text[start : _early_end(plain, lead, end)].strip()
    if opening.subject and _lacks_subject(sentence, opening.subject, opening.is_phrase):
        first = sentence.split(maxsplit=1)[0].casefold()
        is_one = first.endswith("ing") or first in ("a", "an", "one")
        verb = "are" if _is_plural(opening.subject) and not is_one else "is"
        sentence = f"{opening.subject} {verb} {_as_complement(sentence, verb)}"
    return sentence


def _early_end(plain: Plain, lead: int, end: int) -> int:
    """Where a sentence too long for a list may close and still be whole."""
    text = plain.text
    for _, stop in plain.bold:
        if lead + 40 <= stop <= lead + PREFERRED_LENGTH and stop < end and re.match(r",? ?[—–,-]", text[stop:]):
            return stop
    for dash in re.finditer(r" ?[—–] | - ", text[lead + 40 : end]):
        cut = lead + 40 + dash.start()
        if text.count("(", lead, cut) == text.count(")", lead, cut):
            return cut
    return end


def _lacks_subject(sentence: str, subject: str, is_phrase: bool) -> bool:
    """Whether ``sentence`` is only what would follow "X is": a noun phrase or an -ing phrase without a main verb.

    ``is_phrase``: see ``_Opening``.
    """
    words = [word.casefold() for word in _WORD.findall(sentence)]
    if not words or words[0] in ("it", "this", "these", "they", "we", "you", "there", "in"):
        return False
    named = content_words(subject)
    if set(named[:2]) <= set(content_words(" ".join(words[:6]))) and not words[0].endswith("ing"):
        return False
    if singular(words[0]) in named:
        return False
    is_gerund = words[0].endswith("ing")
    if is_gerund and sentence[0].islower():
        return True
    if not is_gerund and words[0] not in _DETERMINERS and not sentence[0].islower():
        # Only a relative clause tells a bare noun phrase ("Mixtures of liquids that …") from a whole sentence.
        return is_phrase and words[1:2] == ["of"] and _first_of(words, _RELATIVES) < _first_of(words, _AUXILIARIES)
    if not is_phrase and not is_gerund:
        return False
    return _first_of(words, _RELATIVES) <= _first_of(words, _AUXILIARIES)


def _first_of(words: list[str], sought: frozenset[str]) -> int:
    return next((index for index, word in enumerate(words) if word in sought), len(words))


def _is_plural(subject: str) -> bool:
    last = re.split(r" (?:of|for|in|with|to|from|on) ", re.sub(r"\s*\([^()]*\)", "", subject))[0].split()[-1:]
    word = last[0] if last else ""
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "ics", "as", "os")) and not word.isupper()


def _as_complement(sentence: str, verb: str) -> str:
    first = sentence.split(maxsplit=1)[0]
    if not has_inner_case(first) and (
        first.casefold() in _DETERMINERS
        or first.endswith("ing")
        or sentence.split()[1:2] == ["of"]
        or first.casefold() in sentence
    ):
        sentence = sentence[0].lower() + sentence[1:]
    phrase: list[str] = []
    for word in _WORD.findall(sentence):
        if word in _HEAD_ENDS:
            break
        phrase.append(word)
    bare = phrase and phrase[0].casefold() not in _DETERMINERS and not phrase[0].endswith("ing")
    if bare and verb == "is" and len(phrase) <= 6 and _CLASS_NOUN.fullmatch(phrase[-1]):
        return ("an " if sentence[0] in "aeiouAEIO" else "a ") + sentence
    return sentence


def _closed(sentence: str) -> str:
    """``sentence`` ending in a full stop unless it has a closing mark."""
    sentence = " ".join(sentence.split())
    if _CLOSED.search(sentence):
        return sentence
    return sentence.rstrip(" ,;:—–-*•|") + "."
