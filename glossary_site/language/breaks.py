"""Where a sentence may end by the Unicode rules (UAX #29) with CLDR's changes for a language, as ICU applies them."""

import icu


def sentence_breaks(text: str, language: str) -> list[int]:
    """The indexes at which sentences of ``text`` end by the bare rules, in order; each is after the spaces that follow.

    The rules have no abbreviations, so there are too many. ``language`` is a BCP 47 tag; ``text`` must be of the Basic
    Multilingual Plane, for ICU counts in UTF-16.
    """
    # One for each call: it holds the text and a position, so that two threads could not share it.
    breaks = icu.BreakIterator.createSentenceInstance(icu.Locale(language.replace("-", "_")))
    breaks.setText(text)
    return list(breaks)
