"""The forms in which texts write a name, by language: plurals, in German and Dutch also cases.

Nothing is taken off a name: one that ends as a plural does is only itself (News is not new, Kurs is not Kur). A form
that is another word of its language is no form of the name either. The rules also make forms that no word has. They do
no harm, because no text holds them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, product

from glossary_site.language import closest_language
from glossary_site.text.words import word_set
from glossary_site.values import Frozen

#: The forms of a word in lower case, but the word itself.
_Forms = Callable[[str], Iterator[str]]
#: Words of a name that are inflected together -> their forms, the words themselves among them or not.
_Phrases = Callable[[Sequence[str]], Iterable[Sequence[str]]]
#: The most forms of a name.
_MOST_FORMS = 40


def _each(word: str, endings: str) -> Iterator[str]:
    return (word + ending for ending in endings.split())


#: Endings of plurals from Latin, Greek and Old English, by those of the names.
_ENGLISH_OLD = {
    "ix": "ices",
    "ex": "ices",
    "is": "es",
    "us": "i",
    "um": "a",
    "a": "ae",
    "hedron": "hedra",
    "criterion": "criteria",
    "phenomenon": "phenomena",
    "automaton": "automata",
    "lens": "lenses",
    "leaf": "leaves",
    "half": "halves",
    "shelf": "shelves",
    "loaf": "loaves",
    "calf": "calves",
    "wolf": "wolves",
    "knife": "knives",
    "life": "lives",
    "wife": "wives",
    "mouse": "mice",
    "foot": "feet",
    "tooth": "teeth",
    "man": "men",
    "child": "children",
    "goose": "geese",
    "quiz": "quizzes",
    "whiz": "whizzes",
    "hero": "heroes",
    "potato": "potatoes",
    "tomato": "tomatoes",
    "echo": "echoes",
    "veto": "vetoes",
    "torpedo": "torpedoes",
    "embargo": "embargoes",
    "volcano": "volcanoes",
    "tornado": "tornadoes",
    "mosquito": "mosquitoes",
    "mango": "mangoes",
    "cargo": "cargoes",
    "buffalo": "buffaloes",
    "domino": "dominoes",
    "halo": "haloes",
    "motto": "mottoes",
    "zero": "zeroes",
}
_ENGLISH_OLD_ENDS = tuple(_ENGLISH_OLD)


def _english(word: str) -> Iterator[str]:
    if word.endswith(_ENGLISH_OLD_ENDS):
        yield from (word.removesuffix(one) + many for one, many in _ENGLISH_OLD.items() if word[2:].endswith(one))
        if word in _ENGLISH_OLD:
            yield _ENGLISH_OLD[word]
    if word.endswith("is"):
        return
    if word.endswith(("ss", "us", "as", "os", "x", "ch", "sh", "zz")):
        yield f"{word}es"
    elif word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        yield f"{word[:-1]}ies"
    elif not word.endswith("s"):
        yield f"{word}s"


_GERMAN_FEMININE = tuple("ung heit keit schaft ion tät ik ur enz anz ei".split())
_GERMAN_ADJECTIVE = tuple("isch lich ig bar sam los haft al ell iv abel".split())


def is_adjective(word: str) -> bool:
    """Whether a German word has the ending of an adjective, which begins with a small letter."""
    return word.lower().endswith(_GERMAN_ADJECTIVE)


_GERMAN_CASES = tuple("e em en er es".split())
#: Nouns whose plural has another vowel, or ends in -er; each may be the last part of a longer noun.
_GERMAN_BROAD_E = tuple(
    "altar anfang angst anlass antrag arzt ast axt bach bahnhof ball bart bauch baum bischof block brand brauch braut"
    " bruch brust busch chor dampf damm darm draht druck duft dunst fall faust floh fluss frosch frost frucht fuchs fuß"
    " gang gans gast general grund gruß hahn hals hand haut hof hut kamm kampf kanal klang klotz knopf koch kopf korb"
    " kraft krampf krug kuh kunst kuss lauf laus lohn luft lust macht markt marsch maus nacht naht nuss palast pass"
    " pflock plan platz rang rat raum rausch rock rumpf saal sack saft sarg satz schacht schaft schatz schaum schlag"
    " schlauch schluss schoß schrank schuss schwamm schwan schwarm sohn span spaß spruch sprung stab stadt stall stamm"
    " stand storch stoß strang strauß strom strumpf stuhl sturm sturz sumpf tanz ton topf trag traum turm umfang wall"
    " wand wolf wunsch wurf wurst zahn zaun zopf zug zwang".split()
)
#: Nouns that have another vowel in the plural and no ending.
_GERMAN_BROAD = tuple(
    "acker apfel boden bogen bruder faden garten graben hafen hammer kasten laden mangel mantel mutter nagel ofen"
    " sattel schaden schnabel tochter vater vogel".split()
)
_GERMAN_BROAD_ER = tuple(
    "amt bad band blatt buch dach dorf fach fass glas gut haus holz horn kalb kraut land loch mann rad rand schloss tal"
    " tuch volk wald wort wurm".split()
)
_GERMAN_ER = tuple("bild brett feld geld glied kind kleid lied licht nest schild".split())
_BROAD = {"a": "ä", "o": "ö", "u": "ü", "au": "äu"}
_LAST_VOWEL = re.compile(r"(au|[aou])(?=[^aeiouäöü]*(?:e[lnr])?\Z)")


def _german(word: str) -> Iterator[str]:
    if word.endswith(_GERMAN_ADJECTIVE):
        yield from _each(word, "e em en er es s")
    elif word.endswith("e"):
        yield f"{word}n"
    elif word.endswith(_GERMAN_FEMININE):
        yield f"{word}en"
    elif word.endswith("in"):
        yield from _each(word, "nen s e en")
    elif word.endswith("nis"):
        yield from _each(word, "se ses sen")
    elif word.endswith("ma"):
        yield from (f"{word}s", f"{word[:-1]}en")
    elif word.endswith("um"):
        yield from (f"{word}s", f"{word[:-2]}en")
    elif re.search(r"(?:[^a]us|[^e]is)\Z", word):
        yield f"{word[:-2]}en"
    elif word.endswith(("er", "el", "en", "chen", "lein")):
        yield from _each(word, "s n")
        if word.endswith(_GERMAN_BROAD):
            broad = _LAST_VOWEL.sub(lambda vowel: _BROAD[vowel[0]], word)
            yield from (broad, f"{broad}n")
    elif word.endswith(tuple("aiouyäöü")):
        yield f"{word}s"
    else:
        yield from _each(word, "e es en" if word.endswith(tuple("sßxz")) else "e es en s")
        if word.endswith(_GERMAN_ER):
            yield from _each(word, "er ern")
        for nouns, endings in ((_GERMAN_BROAD_E, "e en"), (_GERMAN_BROAD_ER, "er ern")):
            if word.endswith(nouns):
                yield from _each(_LAST_VOWEL.sub(lambda vowel: _BROAD[vowel[0]], word), endings)


def _german_adjectives(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Adjectives have one ending, that of their noun's case."""
    stems = [re.sub(r"(?<=...)(?:e|e[mnrs])\Z", "", word) for word in words]
    yield words
    for case in _GERMAN_CASES if stems != list(words) else ():
        yield [word if word == stem else stem + case for word, stem in zip(words, stems, strict=True)]


_DUTCH_VOWELS = re.compile("[aeiouy]+")
_DUTCH_LONG = re.compile(r"(?<![aeiou])(aa|ee|oo|uu)(?=[bcdfgklmnprstz]\Z)")
_DUTCH_SHORT = re.compile(r"(?<![aeiouy])[aeiou]([bcdfgklmnpqrst])\Z")


def _dutch_open(word: str) -> str:
    """A word before an ending with a vowel: netwerk, neural(e) of neuraal, bott(en) of bot, huiz(en) of huis."""
    opened, long = _DUTCH_LONG.subn(lambda vowel: vowel[1][0], word)
    if not long and (short := _DUTCH_SHORT.search(word)):
        return word + short[1]
    soft = {"f": "v", "s": "z"}.get(opened[-1:], "")
    return opened[:-1] + soft if soft and opened[-2:-1] in tuple("aeiouy") else opened


def _dutch(word: str) -> Iterator[str]:
    if word.endswith("heid"):
        yield f"{word[:-2]}den"
    elif word.endswith("e"):
        yield from _each(word, "s n")
    elif word.endswith(tuple("aiouy")):
        yield from _each(word, "'s ën")
    else:
        yield from (f"{word}s", f"{_dutch_open(word)}en")
        if len(_DUTCH_VOWELS.findall(word)) > 1:
            yield f"{word}en"


def _dutch_adjectives(words: Sequence[str]) -> Iterator[Sequence[str]]:
    yield words
    yield [f"{_dutch_open(word)}e" for word in words]


def _french(word: str) -> Iterator[str]:
    if word.endswith(("eau", "eu", "au")):
        yield f"{word}x"
    elif word.endswith("al"):
        yield from (f"{word[:-1]}ux", f"{word}s")
    elif word.endswith("ail"):
        yield from (f"{word}s", f"{word[:-2]}ux")
    elif not word.endswith(tuple("sxz")):
        yield f"{word}s"


_ACUTE = dict(zip("aeiou", "áéíóú", strict=True))
_PLAIN = {accented: plain for plain, accented in _ACUTE.items()}
_STRESSED_END = re.compile(r"[áéíóú](?=[ns]\Z)")
#: The vowel before the last one, of a word in -en and the like: its plural needs an accent (orden, órdenes).
_STRESS_BEFORE = re.compile(r"[aeiou](?=[^aeiouáéíóú]+[eao]n\Z)")


def _spanish(word: str) -> Iterator[str]:
    if word.endswith(tuple("aeiouáéó")):
        yield f"{word}s"
    elif word.endswith("z"):
        yield f"{word[:-1]}ces"
    elif _STRESSED_END.search(word):
        yield _STRESSED_END.sub(lambda vowel: _PLAIN[vowel[0]], word) + "es"
    elif not word.endswith(tuple("sx")):
        yield from _each(word, "es s")
        yield _STRESS_BEFORE.sub(lambda vowel: _ACUTE[vowel[0]], word) + "es"


def _portuguese(word: str) -> Iterator[str]:
    if word.endswith("ão"):
        yield from (f"{word[:-2]}{ending}" for ending in ("ões", "ãos", "ães"))
    elif word.endswith("m"):
        yield f"{word[:-1]}ns"
    elif word.endswith("el"):
        yield from (f"{word[:-2]}éis", f"{word[:-2]}eis", f"{word}s")
    elif word.endswith("ol"):
        yield f"{word[:-2]}óis"
    elif word.endswith("il"):
        yield from (f"{word[:-1]}s", f"{word[:-2]}eis")
    elif word.endswith(("al", "ul")):
        yield f"{word[:-1]}is"
    elif word.endswith(("r", "z", "n")):
        yield from _each(word, "es s")
    elif word.endswith("ês"):
        yield f"{word[:-2]}eses"
    elif not word.endswith(tuple("sx")):
        yield f"{word}s"


#: Endings of Italian nouns from Greek, many of them masculine: temi, artisti, poeti.
_ITALIAN_GREEK = tuple(
    "ma ista auta euta crata acrobata asceta atleta despota esteta idiota patriota pianeta pilota pirata poeta"
    " profeta".split()
)


def _italian(word: str) -> Iterator[str]:
    if word.endswith(("co", "go")):
        yield from (f"{word[:-1]}hi", f"{word[:-1]}i")
    elif word.endswith(("ca", "ga")):
        yield from (f"{word[:-1]}he", f"{word[:-1]}hi")
    elif word.endswith("io"):
        yield word[:-1]
    elif word.endswith(("cia", "gia")):
        yield from (f"{word[:-2]}e", f"{word[:-1]}e")
    elif word.endswith(_ITALIAN_GREEK):
        yield from (f"{word[:-1]}e", f"{word[:-1]}i")
    elif word.endswith("a"):
        yield f"{word[:-1]}e"
    elif word.endswith(("o", "e")):
        yield f"{word[:-1]}i"


def _persian(word: str) -> Iterator[str]:
    yield from _each(word, "ها های هایی")


def _head_last(nouns: _Forms, adjectives: _Phrases = lambda words: (words,)) -> _Phrases:
    """The last word is inflected as a noun, those before it as its adjectives."""

    def phrases(words: Sequence[str]) -> Iterator[Sequence[str]]:
        *before, noun = words
        for others in adjectives(before):
            yield from ((*others, form) for form in (noun, *nouns(noun)))

    return phrases


def _all_agree(nouns: _Forms) -> _Phrases:
    """All words are inflected alike: a noun, and adjectives behind it. Of parts with a hyphen the first, or all.

    In a name from another language it is the last word alone (init containers).
    """

    def forms(word: str) -> Iterator[str]:
        first, hyphen, rest = word.partition("-")
        for form in tuple(nouns(first)) or (first,):
            yield form + hyphen + rest
            if hyphen:
                yield from (f"{form}-{other}" for other in forms(rest))

    def phrases(words: Sequence[str]) -> Iterator[Sequence[str]]:
        yield from product(*(tuple(forms(word)) for word in words))
        yield from ((*words[:-1], form) for form in nouns(words[-1]))

    return phrases


def _arabic_phrases(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Each word with the article and without it: in one phrase all may have it, or the last alone."""
    bare = [word.removeprefix("ال") if len(word) > 4 else word for word in words]
    return product(*((word, f"ال{word}") for word in bare))


class _Language(Frozen):
    """How a language inflects names.

    ``phrases`` are the forms of the words before the first of ``joints`` (prepositions), or of all words. ``plural``
    follows a name in capitals. ``others`` are forms of a name of one word that are other words.
    """

    phrases: _Phrases
    plural: str = ""
    joints: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


_TABLES: Mapping[str, _Language] = {
    "ar": _Language(_arabic_phrases),
    "de": _Language(
        _head_last(_german, _german_adjectives),
        "s",
        word_set(
            "am an auf aus bei das dem den der des die durch für gegen im in mit nach oder ohne über um und unter vom"
            " von zu zum zur"
        ),
        word_set(
            "bande banden bote boten kante kanten kosten kurs malen maler malern marke marken masse massen muse musen"
            " nichts note noten parken rate raten reise reisen rinde rinden schale schalen spaten stern wachs wales"
        ),
    ),
    "en": _Language(
        _head_last(_english),
        "s",
        word_set("at by for from of with"),
        word_set(
            "acoustics aesthetics analytics arms customs data dynamics economics electronics ethics genetics goods"
            " kinetics linguistics logistics mathematics means mechanics media news optics physics politics"
            " robotics semantics spectacles statistics thermodynamics works"
        ),
    ),
    "es": _Language(_all_agree(_spanish), "", word_set("a al con de del e en o para por sin sobre u y")),
    "fa": _Language(_head_last(_persian)),
    "fr": _Language(
        _all_agree(_french),
        "",
        word_set("à au aux avec d dans de des du en et ou par pour sans sous sur"),
        word_set("bras cours dans dos fois fonds mois pas plus sens sous temps tous vers"),
    ),
    "it": _Language(
        _all_agree(_italian),
        "",
        word_set("a al alla con da dal degli dei del della delle dello di e fra in o per su tra"),
        word_set("previsti provvisti rivisti visti"),
    ),
    "nl": _Language(
        _head_last(_dutch, _dutch_adjectives), "'s", word_set("aan bij en in met of op tot uit van voor zonder")
    ),
    "pt": _Language(
        _all_agree(_portuguese), "", word_set("a ao as com da das de do dos e em na no o ou para por sem sobre")
    ),
}
_APOSTROPHES = re.compile("['’]")


@cache
def _table(language: str) -> _Language | None:
    return _TABLES.get(closest_language(language, _TABLES))


def inflections(name: str, language: str) -> tuple[str, ...]:
    """``name`` and the other forms of it in a language (BCP 47); only the name where the language has no table.

    >>> inflections("wafer", "en"), inflections("memory", "en"), inflections("rate of change", "en")
    (('wafer', 'wafers'), ('memory', 'memories'), ('rate of change', 'rates of change'))
    >>> inflections("bias", "en"), inflections("News", "en"), inflections("matrix", "en")
    (('bias', 'biases'), ('News',), ('matrix', 'matrices', 'matrixes'))
    >>> inflections("réseau de neurones", "fr"), inflections("red neuronal", "es")
    (('réseau de neurones', 'réseaux de neurones'), ('red neuronal', 'redes neuronales'))
    """
    table = _table(language)
    words = name.split(" ")
    if table is None or not all(words):
        return (name,)
    end = next((place for place, word in enumerate(words) if place and _is_joint(word, table)), len(words))
    head, rest = words[:end], words[end:]
    last = head[-1]
    if not last[-1].isalnum() or (last.endswith("s") and last[-2:-1].isupper()):
        return (name,)
    if last[-1].isupper() or last[-1].isdigit() or len(last) < 3:
        return (name, " ".join((*head[:-1], last + table.plural, *rest))) if table.plural else (name,)
    lower = [word.lower() for word in head]
    found = (
        " ".join((*map(_in_case, forms, head), *rest))
        for forms in table.phrases(lower)
        if len(words) > 1 or forms[-1] not in table.others
    )
    return tuple(dict.fromkeys((name, *islice(found, _MOST_FORMS))))


def _is_joint(word: str, table: _Language) -> bool:
    return _APOSTROPHES.split(word)[0].lower() in table.joints


def _in_case(form: str, word: str) -> str:
    """A form with the capitals that the word has where both have the same letters."""
    if word.islower():
        return form
    if word[1:].islower() and word[0].lower() == form[0]:
        return word[0] + form[1:]
    same = 0
    while same < len(word) and word[same].lower() == form[same : same + 1]:
        same += 1
    return word[:same] + form[same:]
