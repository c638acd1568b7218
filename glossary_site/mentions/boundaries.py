"""Whether a name that was found is a word by itself: no part of a longer word, of an address or of a path."""

import re
from functools import cached_property

from glossary_site.language import HANGUL, UNSPACED, is_one_word, word_edges
from glossary_site.late import compile_late
from glossary_site.mentions.folding import DASH, FILLER, MARK, FoldedText
from glossary_site.mentions.visible import BLANK

#: What parts words and joins nothing ("" is the beginning or the end of the text), and what may join a name to others.
_FREE, _JOINTS = frozenset(("", " ", BLANK)), frozenset((MARK, DASH, FILLER))
#: Letters whose words may be written together with what is before them, and with what is behind them.
_OPEN_BEFORE = compile_late(f"[{UNSPACED}\u05d0-\u05ea\u0620-\u06d3]")
_OPEN_BEHIND = compile_late(f"[{UNSPACED}{HANGUL}]")
_UNSPACED = compile_late(f"[{UNSPACED}]")


def open_spelling(spelled: str) -> str:
    """A searchable spelling without its first space, its last one or both, where a word may be written together.

    >>> open_spelling(" wafer "), open_spelling(" 机器学习 "), open_spelling(" 웨이퍼 ")
    (' wafer ', '机器学习', ' 웨이퍼')
    """
    if spelled.isascii():
        return spelled
    begin = 1 if _OPEN_BEFORE.match(spelled, 1) else 0
    end = -1 if _OPEN_BEHIND.match(spelled, len(spelled) - 2) else None
    return spelled[begin:end]


#: Words of one letter before Arabic and Hebrew nouns ("and", "in", "to" …), and the article. Without the article they
#: may also begin another word, so that the noun must be of so many letters.
_LEAST_LETTERS = 4
_ARABIC = re.compile(r"(?:[وف]?[بک]?ال|[وف]?لل)|([وف]?[بکل]?)")
_HEBREW = re.compile(r"(?:ו?(?:כש|מש|ש)?[בכלמ]?ה)|(ו?(?:כש|מש|ש)?[בכלמ]?)")
_PREFIXES = {"ar": _ARABIC, "he": _HEBREW, "iw": _HEBREW}
_LETTERS_BEFORE = 6
#: Letters of the parts of words that are looked at around a name.
_LENGTHS = (1, 2)

#: Particles of Korean, behind any word, behind a vowel, behind a consonant.
_PARTICLE = (
    "(?:의|에|에서|에게|에게서|까지|부터|만|도|당|만큼|보다|처럼|마다|조차|마저|밖에|뿐|하고)(?:는|은|도|만|의|까지|부터)?"
    "|인|일|입니다|이(?:다|며|고|자|면|나|란|라는|라고|라|기도|었다)"
)
_WITH = "(?:는|도|의|서|만|써|부터|부터의)"
_AFTER_VOWEL = compile_late(rf"(?:는|가|를|와|로|나|란|라는|라고|라|며|다)?|(?:와|로){_WITH}|{_PARTICLE}")
_AFTER_CONSONANT = compile_late(rf"(?:은|이|을|과|으로|로)?|(?:과|으로|로){_WITH}|{_PARTICLE}")
_PLURAL = "들"
#: The syllables of Korean in Unicode's order: the first, and how many have the same beginning and vowel.
_FIRST_SYLLABLE, _ENDINGS = 0xAC00, 28
_HANGUL_RUN = compile_late(f"[{HANGUL}]+")

#: Languages that write short words together with the next one, by an apostrophe: l'eau, dell'acqua.
_ELIDING = frozenset(("ca", "fr", "it", "oc", "pt"))

#: What ends a piece of text that may be an address: spaces, markup, quotes, brackets, scripts without spaces.
_BREAK = rf"\s{BLANK}\x01\"“”„‟«»‹›‘()\[\]{{}}<>|—{UNSPACED}{HANGUL}\u3000-\u303f\uff00-\uffef"
_LEFT = re.compile(rf"[^{_BREAK}]*\Z")
_RIGHT = re.compile(rf"[^{_BREAK}]*")
#: Characters that are looked at on each side of a name: for its piece of text, and for the marks that touch it.
_LONGEST, _NEAR = 200, 8
#: The end of a sentence or of a clause, which belongs to no address.
_CLOSING = ".,;:!?…'’"
_OPENING = ("(", "[")
_PAUSE = re.compile(rf"[.,;:!?]?(?:[\s{BLANK}]|\Z)")
#: A mark that joins the name to what is before it: a file's ending, the sign of a variable, an option or an account, a
#: scheme or another key (data:wafer).
_JOINED_LEFT = re.compile(rf"(?:(?<!\.)\.|[@#$%\\]|::|[A-Za-z]:|(?<![\w-])--?|[^\W_]&{FILLER}*)\Z")
_ELIDED = re.compile(r"[^\W\d_]['’]\Z")
#: A mark that joins it to what is behind it: a file's ending, another name (C#, Notepad++), a call, a port or a version
#: (wafer:latest), but no ending of German nouns (Leser:innen), and "n't".
_JOINED_RIGHT = re.compile(
    rf"\.[^\W_]|\+\+|\+(?![^\W_])|#|@[^\W_]|\\|::|:(?!in(?:nen)?\b)[A-Za-z0-9]|\(\)|&{FILLER}*[^\W_]|['’]t(?![^\W_])"
)
#: A whole piece of text that is an address, a path, an option or an account.
_ADDRESS = re.compile(
    r".*(?:://|\\|[^\W_]@[^\W_])|[A-Za-z]:/"  # a scheme, a Windows path, a mail address
    r"|(?:blob|data|doi|javascript|magnet|mailto|tel|urn):|www\."
    r"|(?:\.{0,2}|~|#)/|--?[^\W\d]|[#@$][^\W\d]"  # a path from a root, an option, a tag
    r"|(?:bin|etc|lib|node_modules|opt|path|pkg|src|tmp|usr|var)/"  # a path from one of the usual folders
    r"|(?:[\w.-]*[^\W_]\.[^\W\d_]{2,}|\d+(?:\.\d+){3})(?::\d+)?/|localhost\b"  # a host and its path
    r"|(?:[\w.*@-]+/){3}|(?:[\w.-]+/)+[\w.-]+:\w"  # a path of four parts, a path with a version
    r"|.*/\Z|.*/[\w.*-]*\.[^\W\d_]\w{0,4}\Z"  # a folder, a file in one
    r"|.*[?&]\x03*\w+=",  # a query
    re.DOTALL,
)
_FILE = re.compile(r"(?:[\w-]|\.(?!\.))*\.[^\W\d_]")


class Surroundings:
    """What is around the names in a text."""

    def __init__(self, text: FoldedText, language: str) -> None:
        """``language`` is the first part of the text's language tag."""
        self._text = text
        self._language = language
        self._piece, self._is_address, self._is_enclosed = range(0), False, False

    @cached_property
    def _edges(self) -> frozenset[int]:
        return word_edges(self._text.folded)

    def is_word(self, start: int, end: int) -> bool:
        """Whether the stretch is one word or several, and no part of a longer one or of an address."""
        folded = self._text.folded
        before, behind = folded[start - 1 : start], folded[end : end + 1]
        if before in _FREE and (behind in _FREE or (behind in _JOINTS and _PAUSE.match(self._text.text, end))):
            return True
        if _is_letter(before) and not self._may_begin(start, end):
            return False
        if _is_letter(behind) and not self._may_end(end):
            return False
        if before not in _JOINTS and (behind not in _JOINTS or _PAUSE.match(self._text.text, end)):
            return True
        return not self._is_in_address(start, end)

    def _may_begin(self, start: int, end: int) -> bool:
        folded = self._text.folded
        if _UNSPACED.match(folded, start):
            return start in self._edges and not self._is_divided(start, end)
        first = start
        while first > max(0, start - _LETTERS_BEFORE) and _is_letter(folded[first - 1]):
            first -= 1
        prefixes = _PREFIXES.get(self._language)
        match = prefixes.fullmatch(folded, first, start) if prefixes else None
        return match is not None and (match[1] is None or end - start >= _LEAST_LETTERS)

    def _is_divided(self, start: int, end: int) -> bool:
        """Whether two other words could divide the stretch between them, one from before it and one from behind it."""
        folded = self._text.folded
        return any(
            any(is_one_word(folded[start - before : place]) for before in _LENGTHS)
            and any(is_one_word(folded[place : end + behind]) for behind in _LENGTHS)
            for place in range(start + 1, end)
        )

    def _may_end(self, end: int) -> bool:
        folded = self._text.folded
        if _UNSPACED.match(folded, end - 1):
            return end in self._edges
        behind = _HANGUL_RUN.match(folded, end)
        if not behind or _is_letter(folded[behind.end() : behind.end() + 1]):
            return False
        last, particle = folded[end - 1], behind[0]
        if particle.startswith(_PLURAL):
            last, particle = _PLURAL, particle.removeprefix(_PLURAL)
        ends_in_vowel = (ord(last) - _FIRST_SYLLABLE) % _ENDINGS == 0
        return (_AFTER_VOWEL if ends_in_vowel else _AFTER_CONSONANT).fullmatch(particle) is not None

    def _is_in_address(self, start: int, end: int) -> bool:
        text = self._text.text
        near = max(0, start - _NEAR)
        if _JOINED_LEFT.search(text, near, start) or _JOINED_RIGHT.match(text, end):
            return True
        if self._language not in _ELIDING and _ELIDED.search(text, near, start):
            return True
        if not (self._piece.start <= start and end <= self._piece.stop):
            self._read_piece(start, end)
        if self._is_enclosed:
            return True
        if len(self._piece) == end - start:
            return False
        return self._is_address or _FILE.match(text, end, min(self._piece.stop, end + _LONGEST)) is not None

    def _read_piece(self, start: int, end: int) -> None:
        """Find the piece of text around a stretch, up to the next breaks, and whether it is an address.

        A piece in brackets is enclosed in an address that is written together with them: wiki/Chip_(wafer).
        """
        text = self._text.text
        behind = _RIGHT.match(text, end, end + _LONGEST)
        begin = self._piece_start(start)
        piece = text[begin : behind.end() if behind else end].rstrip(_CLOSING)
        self._piece = range(begin, max(end, begin + len(piece)))
        self._is_address = _ADDRESS.match(piece) is not None
        outer = text[self._piece_start(begin - 1) : begin - 1] if text[begin - 1 : begin] in _OPENING else ""
        self._is_enclosed = _ADDRESS.match(outer) is not None

    def _piece_start(self, end: int) -> int:
        """Where the piece of text begins that ends at ``end``."""
        before = _LEFT.search(self._text.text[max(0, end - _LONGEST) : end])
        return end - len(before[0] if before else "")


def _is_letter(char: str) -> bool:
    return char not in _FREE and char not in _JOINTS
