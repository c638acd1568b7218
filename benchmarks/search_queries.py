"""The queries that judge a search: names, names with a slip, words of the text, each with the term to find."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from glossary_site.search.analysis import index_words, name_key
from glossary_site.search.scores import SearchDocument

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the URL of the term to find, without an anchor."""

    query: str
    url: str


def term_place(document: SearchDocument) -> str:
    """The URL of the document's term."""
    return document.url.partition("#")[0]


def _owners(documents: Sequence[SearchDocument]) -> dict[str, dict[str, str]]:
    """By key of a name: the URLs of its terms, and how each writes it."""
    owners: dict[str, dict[str, str]] = defaultdict(dict)
    for document in documents:
        for name in (document.term, *document.others):
            owners[name_key(name)].setdefault(term_place(document), name)
    return owners


def name_questions(documents: Sequence[SearchDocument], most: int, seed: int = 1) -> list[Question]:
    """Terms, aliases and abbreviations that belong to one term only."""
    clear = [terms for terms in _owners(documents).values() if len(terms) == 1]
    drawn = Random(seed).sample(clear, min(most, len(clear)))
    return [Question(name, url) for terms in drawn for url, name in terms.items()]


def _slip(name: str, draw: Random) -> str:
    """``name`` with one random edit: a letter more, less, another, or two neighbours swapped."""
    place = draw.randrange(len(name))
    match draw.randrange(4):
        case 0:
            return name[:place] + draw.choice(_LETTERS) + name[place:]
        case 1:
            return name[:place] + name[place + 1 :]
        case 2:
            return name[:place] + draw.choice(_LETTERS) + name[place + 1 :]
    place = min(place, len(name) - 2)
    return name[:place] + name[place + 1] + name[place] + name[place + 2 :]


def _slips(name: str, count: int, draw: Random) -> str:
    for _ in range(count):
        name = _slip(name, draw)
    return name


def slip_questions(documents: Sequence[SearchDocument], most: int, slips: int = 1, seed: int = 2) -> list[Question]:
    """Names of five letters or more with one edit, of ten or more with two, that do not give another name."""
    draw = Random(seed)
    owners = _owners(documents)
    clear = [terms for key, terms in owners.items() if len(terms) == 1 and sum(map(str.isalpha, key)) >= 5 * slips]
    found: list[Question] = []
    for terms in draw.sample(clear, min(most, len(clear))):
        for url, name in terms.items():
            slipped = _slips(name, slips, draw)
            while name_key(slipped) in owners:
                slipped = _slips(name, slips, draw)
            found.append(Question(slipped, url))
    return found


def body_questions(documents: Sequence[SearchDocument], most: int, seed: int = 3) -> list[Question]:
    """Three words of one entry's text, "the" and the like among them, that occur together in no other entry."""
    draw = Random(seed)
    holders: dict[str, set[str]] = defaultdict(set)
    for each in documents:
        for word in index_words(f"{each.term} {' '.join(each.names)} {each.definition} {each.body}"):
            holders[word].add(term_place(each))
    found: list[Question] = []
    for place in draw.sample(range(len(documents)), len(documents)):
        words = dict.fromkeys(index_words(documents[place].body))
        own = [word for word in words if word.isalpha() and len(word) > 2]
        for _ in range(50 if len(own) > 12 else 0):
            three = draw.sample(own, 3)
            if len(set.intersection(*(holders[word] for word in three))) == 1:
                found.append(Question(" ".join(three), term_place(documents[place])))
                break
        if len(found) == most:
            break
    return found
