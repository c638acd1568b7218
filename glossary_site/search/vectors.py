"""Which documents are nearest to a word in meaning, by the vectors of English words in the wheel of wordllama.

A document's vector is the sum of those of its words, each weighed as Lunr weighs it but without the boosts of fields,
and brought to one length. Its nearness to a word is the product of the two vectors. What a description means are the
documents with the largest sums of nearness over its words (mean pooling of static embeddings).

Vectors and weights are whole numbers, so small that every sum is exact in its type: neither threads nor processors
change a byte.
"""

from collections.abc import Iterator, Mapping, Sequence, Sized
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from glossary_site.search.scores import BOOSTS, script_order
from glossary_site.search.stemmer import stem
from glossary_site.search.term_rows import Postings

#: How many documents are kept for a word, and the product that counts as a nearness of one.
NEAREST, _UNIT = 48, 5_000
#: The length of a document's vector, and that of a word whose own is one; the largest number in the latter.
_DOCUMENT, _WORD, _LARGEST = 1000, 80, 127
#: Thousandths of Lunr's score that count as a weight of one.
_WEIGHT = 100
#: Products are worked out for so many words at a time.
_AT_ONCE = 256
#: The mark of a token that begins a word.
_BEGINS = "\u2581"

_Vector: TypeAlias = NDArray[np.int8]


def _is_word(text: str) -> bool:
    return len(text) > 1 and text.isascii() and text.isalpha()


def _as_whole(vector: NDArray[np.float64]) -> _Vector:
    """Whole numbers. Words that mean much have longer vectors; they stay longer, by the root only."""
    length = float(np.sqrt(np.square(vector).sum())) or 1.0
    whole: _Vector = np.clip(np.rint(_WORD * vector / np.sqrt(length)), -_LARGEST, _LARGEST).astype(np.int8)
    return whole


class _Words:
    """The vectors of English words: a mean for each stem, and for others the sum of their pieces."""

    def __init__(self) -> None:
        package = find_spec("wordllama")
        if package is None or package.origin is None:
            raise ModuleNotFoundError("No module named 'wordllama'", name="wordllama")
        # Only its files are read: the package itself changes the logging of the program that imports it.
        folder = Path(package.origin).parent
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizers" / "l2_supercat_tokenizer_config.json"))
        (self._tokens,) = load_file(folder / "weights" / "l2_supercat_256.safetensors").values()
        tokens: dict[str, list[int]] = {}
        for token, number in self._tokenizer.get_vocab().items():
            word = token.removeprefix(_BEGINS).lower()
            if token.startswith(_BEGINS) and _is_word(word):
                tokens.setdefault(stem(word), []).append(number)
        self.by_stem: Mapping[str, _Vector] = {
            each: _as_whole(self._tokens[numbers].mean(0, dtype=np.float64)) for each, numbers in tokens.items()
        }

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        return int(self._tokens.shape[1])

    def of_pieces(self, text: str) -> _Vector:
        """The vector of a word or stem that has none of its own."""
        pieces = self._tokenizer.encode(text, add_special_tokens=False).ids
        return _as_whole(self._tokens[pieces].sum(0, dtype=np.float64))


@lru_cache(maxsize=1)
def _read_words() -> _Words:
    return _Words()


class NearDocuments:
    """The documents that are nearest to each word, of an index whose terms are added one by one.

    ``documents`` are all that were read when the first term is added.
    """

    def __init__(self, documents: Sized) -> None:
        self._words = _read_words()
        self._documents = documents
        self._vectors = dict(self._words.by_stem)

    @cached_property
    def _sums(self) -> NDArray[np.int32]:
        return np.zeros((len(self._documents), self._words.size), dtype=np.int32)

    def add(self, term: str, fields: Sequence[Postings]) -> None:
        """Add the term, if it is a word, to the vectors of its documents."""
        if not _is_word(term):
            return
        if term not in self._vectors:
            self._vectors[term] = self._words.of_pieces(term)
        vector = self._vectors[term].astype(np.int32)
        for (positions, scores), boost in zip(fields, BOOSTS.values(), strict=True):
            weights = np.array(scores, dtype=np.int32) // (boost * _WEIGHT)
            self._sums[positions] += np.outer(weights, vector)

    def postings(self) -> Iterator[tuple[str, Postings]]:
        """The words in JavaScript's order, each with the positions of its nearest documents and their nearness."""
        sums = self._sums.astype(np.float64)
        lengths = np.sqrt(np.square(sums).sum(1, keepdims=True))
        documents = np.rint(_DOCUMENT * sums / np.maximum(lengths, 1)).astype(np.float32).T
        words = sorted(self._vectors, key=script_order)
        for start in range(0, len(words), _AT_ONCE):
            some = words[start : start + _AT_ONCE]
            products = np.array([self._vectors[word] for word in some], dtype=np.float32) @ documents
            for word, row in zip(some, products, strict=True):
                least = max(_UNIT, np.partition(row, -NEAREST)[-NEAREST] if len(row) > NEAREST else 0)
                (positions,) = np.nonzero(row >= least)
                if len(positions):
                    yield word, (positions.tolist(), np.rint(row[positions] / _UNIT).astype(int).tolist())
