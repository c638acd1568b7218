"""Files of the index, each with a number and a digest in its name, and the lists of the digests.

Browsers may keep such a file for ever, and a changed text changes the files of its own words alone. The manifest has
the first digests, so that a small site has no lists; no reader fetches all lists of a large one.
"""

from collections.abc import Mapping

from glossary_site.digest import digest
from glossary_site.disk import Output
from glossary_site.json_rows import dump

#: The folder of the files and of the page of results.
SEARCH_FOLDER = "search/"
#: How many files a list has.
LISTED = 64
#: Hexadecimal digits of a digest. It only distinguishes the editions of one file.
DIGITS = 8


def to_json(value: object) -> bytes:
    """JSON without spaces, in UTF-8. Half a surrogate pair is "?"."""
    return dump(value).encode()


class NamedFiles:
    """The files of an index, whose digests are kept in the order of ``add``; files of one kind are added together."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._digests: list[str] = []

    def add(self, kind: str, data: bytes) -> Output:
        """The next file. Its ``kind`` is one letter, and its number counts those of the kind."""
        first = self._first.setdefault(kind, len(self._digests))
        path = f"{SEARCH_FOLDER}files/{kind}{len(self._digests) - first}"
        self._digests.append(digest(data)[:DIGITS])
        return Output(f"{path}-{self._digests[-1]}.json", data)

    def lists(self) -> tuple[list[Output], Mapping[str, object]]:
        """The lists of all digests but the first ones, as files of the kind ``i``, and what the manifest has.

        That is the digests of the first files (``files``), those of the lists (``lists``), each as one text, and the
        place of each kind's first file among all (``first``).
        """
        texts = ["".join(self._digests[start : start + LISTED]) for start in range(0, len(self._digests), LISTED)]
        others = NamedFiles()
        outputs = [others.add("i", to_json(text)) for text in texts[1:]]
        return outputs, {"files": "".join(texts[:1]), "lists": "".join(others._digests), "first": self._first}
