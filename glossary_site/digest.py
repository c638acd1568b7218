"""Content digests: short, stable across runs and machines, composed from digests already made."""

from collections.abc import Iterable
from hashlib import blake2b

#: Hex characters in a digest: 128 bits, so that a collision is not to be expected in a glossary's lifetime.
LENGTH = 32


def digest(*parts: str | bytes) -> str:
    """The digest of ``parts``, in order; ``("ab", "c")`` and ``("a", "bc")`` differ."""
    return digest_all(parts)


def digest_all(parts: Iterable[str | bytes]) -> str:
    """As ``digest``, over any iterable."""
    state = blake2b(digest_size=LENGTH // 2)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        state.update(b"%d:" % len(raw))
        state.update(raw)
    return state.hexdigest()
