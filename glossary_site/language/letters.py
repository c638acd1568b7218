"""Characters by how text is written with them: scripts without spaces, invisible characters, marks that may be missing.

Each constant is the inside of a character class of ``re``.
"""

#: Invisible characters: soft hyphens, zero-width characters, bidi controls.
HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
#: Scripts without spaces between words, but for Hangul: Thai, Lao, Myanmar, Khmer, kana, Han.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
#: Syllables of Korean, whose particles follow a word without a space.
HANGUL = "\uac00-\ud7af"
#: Vowel marks of Hebrew and of Arabic, which most texts leave out.
POINTS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
#: All that XML 1.0 cannot hold, not even escaped.
NOT_XML = "^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
