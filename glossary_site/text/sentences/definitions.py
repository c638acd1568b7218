"""The sentence of a body that defines its term, as plain text for lists, previews and feeds."""

import re
from collections.abc import Iterator, Sequence

from glossary_site.language import UNSPACED
from glossary_site.late import compile_late
from glossary_site.text.sentences.ends import sentence_end
from glossary_site.text.sentences.languages import SentenceWords, find_opening, sentence_words
from glossary_site.text.sentences.plain import SYMBOLS, Plain
from glossary_site.text.words import (
    ARTICLES,
    capitalised,
    content_words,
    has_inner_case,
    singular,
    without_article,
    word_set,
)
from glossary_site.values import Frozen, replace

#: In characters: a longer sentence ends early where it can, and a longer definition is reported. A hover card shows
#: about as many without scrolling.
LONGEST_DEFINITION = 300
#: A definition that ends early has more characters than these.
_SHORTEST_CLAUSE = 40
_MOST_OPENINGS = 40

#: What may be before a sentence.
_LEAD = rf"[\s•·*:;,{SYMBOLS}]|[.…](?![^\W\d_])|[-–—](?=\s)|\d{{1,2}}[.)](?=\s)"
_MARKS = re.compile(f"(?:{_LEAD})+")
_ITEM = re.compile(r"[-–•*] |\d{1,2}[.)] ")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_QUESTION = re.compile(r"(?:what|who|how|why|when|where|which)\b", re.IGNORECASE)
_WHAT_IS = re.compile(r"(?:(?:what|who) (?:is|are)|what[’']s) ", re.IGNORECASE)
_IS = re.compile(r"\s+(?:is|are|was|were|ist|sind|war|est|sont|es|son|è|sono|é|são|är|er|jest|je|este|sunt)\b")
_BE = frozenset({"is", "are", "was", "were"})
_AUXILIARIES = _BE | {"has", "have", "had", "can", "may", "must", "will", "does", "do", "cannot"}
_RELATIVES = word_set("that which who whose where when while before after until so because if as")
_DETERMINERS = ARTICLES | {"any", "one", "some", "each", "every", "this", "these", "those"}
_DEFINITION_LABEL = re.compile(
    r"(?:short |formal |simple )?(?:definition|meaning|what it is|summary|in short)", re.IGNORECASE
)
_CLOSED = re.compile(r"[.!?…。！？｡．।॥؟۔։።፧။។៕][\"'”’»)\]」』）]*$")
#: A single word, which is no letter of a table or a list.
_SINGLE_WORD = compile_late(rf"(?:[^\W\d_]{{2,}}|[{UNSPACED}])[.。]?")
_UNSPACED = compile_late(f"[{UNSPACED}]")
_DASH = re.compile(r" ?[—–] | - ")
#: A clause that adds to the main one ("…, enabling readers to …"); a list has "and" or a comma behind its member.
_ADDED_CLAUSE = re.compile(r", (?:which|while|where|thereby|with|\w{2,}(?:ing|ed by))(?: (?!and\b|or\b|&))")
_LIST_GOES_ON = re.compile(r", (?:and|or) \w+(?:ing|ed)\b")
_HEAD_ENDS = word_set("with for that which of in using to from by on where who whose")
_CLASS_NOUN = re.compile(
    r"\w+(?:er|or|ique|ism)|method|model|algorithm|architecture|framework|process|system|approach|library|language|"
    r"tool|metric|measure|technology|device|strategy|scheme|structure|function|network|task|paradigm|protocol|format"
)


class _Opening(Frozen):
    """A position where a sentence may start; ``subject`` is what the sentence is about, if it may lack a subject.

    ``is_phrase``: it probably lacks one, as it follows a label, a dash or the title "What is X?". ``is_aside``: it is a
    list item without a label, or follows a label such as "Note", and is seldom a definition. ``is_title``: the text
    before it is a title about its subject, and no sentence starts here.
    """

    start: int
    subject: str = ""
    is_phrase: bool = False
    is_aside: bool = False
    is_title: bool = False


def first_definition(plain: Plain, language: str) -> str:
    """The first sentence of a body that defines its term, as plain text; "" without one.

    ``language`` is a BCP 47 tag. Titles, labels, tables and code are skipped, and sentences that ask, lead elsewhere
    ("See", "For example"), point back ("This"), go on from one that was skipped ("It") or belong to a note; without a
    better one they are taken, and without any a single word (``**Hund** – dog``). In English a lead without a verb
    (``**X** — a way to …``) is completed with "is" or "are". A sentence of more than ``LONGEST_DEFINITION`` characters
    is cut only after a complete main clause (at the end of its bold definition, before a dash, in English also before a
    clause that adds to it); else it stays whole.
    """
    words = sentence_words(language)
    fallback = word = ""
    for opening in _openings(plain, language, words):
        sentence = _sentence(plain, opening, language)
        if not sentence:
            continue
        leads_on = _leads_elsewhere(sentence, words) or _goes_on(plain, opening, sentence, words, bool(fallback))
        if _is_whole(sentence, 4 if fallback else 2) and not opening.is_aside and not leads_on:
            return _closed(sentence)
        if not fallback and not sentence.endswith("?") and _count_words(sentence) >= 2:
            fallback = _closed(sentence)
        if not word and _SINGLE_WORD.fullmatch(sentence):
            word = _closed(sentence)
    return fallback or word


def _leads_elsewhere(sentence: str, words: SentenceWords) -> bool:
    """Whether a sentence opens as an aside. A single word before a verb is the subject ("Example is a town")."""
    aside = find_opening(sentence, words.asides)
    return bool(aside) and (" " in aside or not _IS.match(sentence, len(aside)))


def _goes_on(plain: Plain, opening: _Opening, sentence: str, words: SentenceWords, is_later: bool) -> bool:
    """Whether a sentence points back. "This" in code or bold text is a name; "It" may mean the term itself."""
    if find_opening(sentence, words.pointing):
        return not _is_solid(plain, opening.start) and all(begin != opening.start for begin, _ in plain.bold)
    return is_later and bool(find_opening(sentence, words.backward))


def _is_whole(sentence: str, least: int) -> bool:
    """Whether a sentence has ``least`` words or more, and is no question, no title and no head of a list."""
    count = _count_words(sentence)
    if sentence.endswith("?") or count < (6 if sentence.endswith(":") else least):
        return False
    return _CLOSED.search(sentence) is not None or (count >= 4 and not _is_title(sentence))


def _count_words(sentence: str) -> int:
    """The number of words; where they are written without spaces, half the number of letters."""
    return len(sentence.split()) + len(_UNSPACED.findall(sentence)) // 2


def best_definition(definitions: Sequence[str], term: str) -> int:
    """The index of the definition that suits a list best; the first of equally good ones; -1 when all are empty.

    Best is a whole sentence that has the name of ``term``, a form of "be", a moderate length and no LaTeX.
    """
    words = set(content_words(term))

    def merit(index: int) -> tuple[bool, bool, bool, bool, int]:
        text = definitions[index]
        opening = text.split()[: len(term.split()) + 4]
        defines = bool(words & set(content_words(" ".join(opening)))) and any(each in _BE for each in text.split()[:14])
        fits = 40 <= len(text) <= LONGEST_DEFINITION and "\\" not in text and "{" not in text
        return (_CLOSED.search(text) is not None, defines and fits, defines, fits, -index)

    candidates = [index for index, text in enumerate(definitions) if text]
    return max(candidates, key=merit, default=-1)


def _openings(plain: Plain, language: str, words: SentenceWords) -> Iterator[_Opening]:
    """The positions where sentences may start, in order: after titles and labels, then one after another."""
    text, starts, title = plain.text, dict(plain.bold), ""
    position = found = begin = 0
    asked = is_item = False  # asked: whether the last title was "What is X?"
    while found < _MOST_OPENINGS:
        after = _skip(plain, position)
        is_item = bool(_ITEM.search(text, position, after)) or (
            is_item and not any(begin < index <= position for index in plain.breaks)
        )
        position = begin = after
        if position >= len(text):
            break
        end = starts.get(position)
        if end is not None:
            opening = _bold_opening(plain, position, end, title)
            if opening.start > position and find_opening(f"{text[position:end].strip(' :')}:", words.asides):
                opening = replace(opening, is_aside=True)
            if opening.is_title:
                position = opening.start
                asked = bool(_WHAT_IS.match(opening.subject))
                title = title if title and not asked else _subject(opening.subject) or title
                continue
        else:
            # Dictionaries number the senses of a word: a body may begin with a list.
            is_later = bool(found or title)
            opening = _Opening(position, "" if found else title, asked, is_item and is_later)
        if any(start <= position < stop for start, stop in plain.asides):
            opening = replace(opening, is_aside=True)
        found += 1
        yield opening
        position = max(sentence_end(plain, opening.start, language), opening.start + 1)


def _bold_opening(plain: Plain, begin: int, end: int, title: str) -> _Opening:
    """The opening that the bold run from ``begin`` to ``end`` makes, after the last ``title`` ("" without one)."""
    text = plain.text
    bold = text[begin:end].strip()
    after = end + len(text[end:]) - len(text[end:].lstrip())
    following = text[after : after + 1]
    as_title = _Opening(after, bold, is_title=True)
    if _is_sentence(bold):
        return _Opening(begin)
    inner = re.search(r" [—–] ", bold)
    if inner and _is_running_text(bold[inner.end() :]):
        return _Opening(begin + inner.end(), _subject(bold[: inner.start()]), True)
    if (
        bold.endswith("?")
        or _QUESTION.match(bold)
        or after >= len(text)
        or any(end <= b <= after for b in plain.breaks)
    ):
        return as_title
    if following == ":" or bold.endswith(":"):
        if _DEFINITION_LABEL.fullmatch(bold.rstrip(": ")):
            return _Opening(_skip(plain, after), title, True)
        rest = text[_skip(plain, after) :]
        # After a name the text repeats it or goes on in lower case; after "Overview" and the like it does neither.
        recurs = rest[:1].islower() or bool(set(content_words(bold)) & set(content_words(rest)))
        is_name = bool(set(content_words(bold)) & set(content_words(title))) or (not title and begin < 4 and recurs)
        return _Opening(_skip(plain, after), _subject(bold) if is_name else "", True)
    if following in "—–" or text[after : after + 2] == "- ":
        return _Opening(_skip(plain, after), _subject(bold) or title, True)
    if any(b == after for b, _ in plain.bold) and not _starts_with_verb(text[after:]):
        return as_title
    first = next(iter(_WORD.findall(text[after : after + 80])), "")
    if title and content_words(first) and content_words(first) == content_words(title)[:1]:
        return as_title
    is_symbol = _is_solid(plain, after) or (len(first) == 1 and first != "A")
    if after == end or following in "(,’'" or is_symbol or (first[:1].isalpha() and not first[:1].isupper()):
        return _Opening(begin)
    return as_title


def _skip(plain: Plain, position: int) -> int:
    """The index after the marks at a position, which code and formulas are not."""
    stop = next((begin for begin, end in plain.solid if end > position), len(plain.text))
    marks = _MARKS.match(plain.text, position, max(position, stop))
    return marks.end() if marks else position


def _subject(name: str) -> str:
    """The name in a title: without question words, subtitle and a closing colon; with an article if it is asked for."""
    asked = _WHAT_IS.match(name)
    bare = name[asked.end() if asked else 0 :].strip(" :?")
    bare = re.split(r" [—–-] |: ", bare, maxsplit=1)[0]
    generic = _QUESTION.match(bare) or _DEFINITION_LABEL.fullmatch(bare)
    return "" if generic else bare if asked else without_article(bare)


def _opening_subject(subject: str, text: str) -> str:
    """A subject as it opens a sentence: with the article of its title, else with one that ``text`` has before it."""
    name = without_article(subject)
    if subject.casefold().startswith("the ") and name != subject:
        return f"The {name}"
    found = re.search(rf"\b(an?) {re.escape(name)}(?!\w)", text, re.IGNORECASE)
    if not found:
        return subject
    # A title has capitals that its words need not have.
    small = name.lower()
    is_common = not any(map(has_inner_case, name.split())) and (" " not in name or re.search(rf"\b{small}\b", text))
    return f"{found[1].capitalize()} {small if is_common else name}"


def _is_sentence(bold: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(bold)]
    if bold.endswith(("?", ":")):
        return False
    return (len(words) >= 6 and bold.endswith((".", "!"))) or (len(words) >= 8 and bool(_BE & set(words[1:8])))


def _is_running_text(text: str) -> bool:
    """Whether the words after a dash are prose rather than a Subtitle in Capitals."""
    words = [word for word in _WORD.findall(text) if len(word) > 3]
    return len(words) >= 4 and sum(word[0].islower() for word in words) > 0.6 * len(words)


def _is_title(sentence: str) -> bool:
    """Whether a "sentence" is a Title in Capitals: three long words or more, all capitalised, and no auxiliary verb."""
    words = _WORD.findall(sentence)
    long = [word for word in words if len(word) > 3]
    return len(long) >= 3 and all(word[0].isupper() for word in long) and not _AUXILIARIES & set(words)


def _starts_with_verb(text: str) -> bool:
    return text.split(maxsplit=1)[0].casefold() in _AUXILIARIES | {"refers", "means", "represents"}


def _sentence(plain: Plain, opening: _Opening, language: str) -> str:
    """The sentence at an opening, shortened and completed as ``first_definition`` describes; "" if it is no prose."""
    start, text = opening.start, plain.text
    end = sentence_end(plain, start, language)
    sentence = text[start:end].strip()
    if not sentence or not any(char.isalpha() for char in sentence):
        return ""
    lead = next((stop for begin, stop in plain.bold if begin == start), start)
    is_english = language.partition("-")[0].lower() == "en"
    if end - start > LONGEST_DEFINITION:
        sentence = text[start : _early_end(plain, lead, end, is_english)].strip()
    if is_english and opening.subject and _lacks_subject(sentence, opening.subject, opening.is_phrase):
        first = sentence.split(maxsplit=1)[0].casefold()
        is_one = first.endswith("ing") or first in ("a", "an", "one")
        verb = "are" if _is_plural(opening.subject) and not is_one else "is"
        is_process = first.endswith("ing")
        subject = without_article(opening.subject) if is_process else _opening_subject(opening.subject, text)
        return f"{subject} {verb} {_as_complement(sentence, verb)}"
    return capitalised(sentence) if opening.is_phrase and not _is_solid(plain, start) else sentence


def _is_solid(plain: Plain, index: int) -> bool:
    return any(begin <= index < end for begin, end in plain.solid)


def _early_end(plain: Plain, lead: int, end: int, is_english: bool) -> int:
    """Where a sentence that is too long for a list may end and still be whole; its ``end`` where it may not."""
    text, first = plain.text, lead + _SHORTEST_CLAUSE
    for _, stop in plain.bold:
        if first <= stop <= lead + LONGEST_DEFINITION and stop < end and re.match(r",? ?[—–,-]", text[stop:]):
            return stop
    longest = lead + LONGEST_DEFINITION
    dashes = [found.start() for found in _DASH.finditer(text, first, end) if _is_closed(text[lead : found.start()])]
    if is_english and not (dashes and dashes[0] <= longest):
        clauses = (found.start() for found in _ADDED_CLAUSE.finditer(text, first, min(end, longest)))
        fits = [cut for cut in clauses if _is_closed(text[lead:cut]) and not _LIST_GOES_ON.search(text, cut, end)]
        dashes = fits[-1:] or dashes
    return dashes[0] if dashes else end


def _is_closed(text: str) -> bool:
    return text.count("(") == text.count(")")


def _lacks_subject(sentence: str, subject: str, is_phrase: bool) -> bool:
    """Whether ``sentence`` is a phrase that could follow "X is": nouns or an -ing form, without a main verb.

    ``is_phrase``: see ``_Opening``.
    """
    words = [word.casefold() for word in _WORD.findall(sentence)]
    if not words or words[0] in ("it", "this", "these", "they", "we", "you", "there", "in"):
        return False
    named = content_words(subject)
    is_gerund = words[0].endswith("ing")
    is_named = not is_gerund and set(named[:2]) <= set(content_words(" ".join(words[:6])))
    if is_named or singular(words[0]) in named:
        return False
    if is_gerund and sentence[0].islower():
        return True
    if not is_gerund and words[0] not in _DETERMINERS and not sentence[0].islower():
        # A relative clause shows that this is a noun phrase ("Mixtures of liquids that …") and no whole sentence.
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
    if not has_inner_case(first):
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
    """``sentence`` in single spaces; in a script with capitals a full stop closes it, if no other mark does."""
    sentence = " ".join(sentence.split())
    if _CLOSED.search(sentence):
        return sentence
    sentence = sentence.rstrip(" ,;:：、，—–-*•|")
    last = next((char for char in reversed(sentence) if char.isalpha()), "")
    return sentence + "." if last.upper() != last.lower() else sentence
