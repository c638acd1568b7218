// Written by make.py from glossary_site/mentions: change the rules there.
export default {
 "pairs": {
  "\u00df": "ss",
  "\u1e9e": "SS",
  "\u00e6": "ae",
  "\u00c6": "Ae",
  "\u0153": "oe",
  "\u0152": "Oe",
  "\u0133": "ij",
  "\u0132": "IJ",
  "\u0149": "'n",
  "\ufb00": "ff",
  "\ufb01": "fi",
  "\ufb02": "fl",
  "\ufb03": "ffi",
  "\ufb04": "ffl",
  "\ufb05": "st",
  "\ufb06": "st",
  "\ufefb": "\u0644\u0627",
  "\ufefc": "\u0644\u0627"
 },
 "alike": {
  "\u03c2": "\u03c3",
  "\u064a": "\u06cc",
  "\u0649": "\u06cc",
  "\u0643": "\u06a9"
 },
 "dotless": {
  "\u0131": "i",
  "\u0130": "i"
 },
 "minus": "\u2212",
 "slashes": "/\u2044\u2215\uff0f",
 "apostrophes": "'`\u00b4\u02bb\u02bc\u05f3\u2018\u2019\u2032\ua78c\uff07",
 "longDashes": "\u2014\u2015\u2e3a\u2e3b\ufe31\ufe58",
 "raised": "\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0\u02b1\u02b2\u02b3\u02b4\u02b5\u02b6\u02b7\u02b8\u02e0\u02e1\u02e2\u02e3\u02e4\u10fc\u1d2c\u1d2d\u1d2e\u1d30\u1d31\u1d32\u1d33\u1d34\u1d35\u1d36\u1d37\u1d38\u1d39\u1d3a\u1d3c\u1d3d\u1d3e\u1d3f\u1d40\u1d41\u1d42\u1d43\u1d44\u1d45\u1d46\u1d47\u1d48\u1d49\u1d4a\u1d4b\u1d4c\u1d4d\u1d4f\u1d50\u1d51\u1d52\u1d53\u1d54\u1d55\u1d56\u1d57\u1d58\u1d59\u1d5a\u1d5b\u1d5c\u1d5d\u1d5e\u1d5f\u1d60\u1d61\u1d78\u1d9b\u1d9c\u1d9d\u1d9e\u1d9f\u1da0\u1da1\u1da2\u1da3\u1da4\u1da5\u1da6\u1da7\u1da8\u1da9\u1daa\u1dab\u1dac\u1dad\u1dae\u1daf\u1db0\u1db1\u1db2\u1db3\u1db4\u1db5\u1db6\u1db7\u1db8\u1db9\u1dba\u1dbb\u1dbc\u1dbd\u1dbe\u1dbf\u2070\u2071\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207c\u207d\u207e\u207f\u2120\u2122\u2c7d\u2d6f\u3192\u3193\u3194\u3195\u3196\u3197\u3198\u3199\u319a\u319b\u319c\u319d\u319e\u319f\ua69c\ua69d\ua770\ua7f2\ua7f3\ua7f4\ua7f8\ua7f9\uab5c\uab5d\uab5e\uab5f\uab69\ud801\udf81\ud801\udf82\ud801\udf83\ud801\udf84\ud801\udf85\ud801\udf87\ud801\udf88\ud801\udf89\ud801\udf8a\ud801\udf8b\ud801\udf8c\ud801\udf8d\ud801\udf8e\ud801\udf8f\ud801\udf90\ud801\udf91\ud801\udf92\ud801\udf93\ud801\udf94\ud801\udf95\ud801\udf96\ud801\udf97\ud801\udf98\ud801\udf99\ud801\udf9a\ud801\udf9b\ud801\udf9c\ud801\udf9d\ud801\udf9e\ud801\udf9f\ud801\udfa0\ud801\udfa1\ud801\udfa2\ud801\udfa3\ud801\udfa4\ud801\udfa5\ud801\udfa6\ud801\udfa7\ud801\udfa8\ud801\udfa9\ud801\udfaa\ud801\udfab\ud801\udfac\ud801\udfad\ud801\udfae\ud801\udfaf\ud801\udfb0\ud801\udfb2\ud801\udfb3\ud801\udfb4\ud801\udfb5\ud801\udfb6\ud801\udfb7\ud801\udfb8\ud801\udfb9\ud801\udfba\ud83c\udd6a\ud83c\udd6b\ud83c\udd6c",
 "lowered": "\u1d62\u1d63\u1d64\u1d65\u1d66\u1d67\u1d68\u1d69\u1d6a\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089\u208a\u208b\u208c\u208d\u208e\u2090\u2091\u2092\u2093\u2094\u2095\u2096\u2097\u2098\u2099\u209a\u209b\u209c\u2c7c",
 "halfMarks": "\uff9e\uff9f",
 "turkic": [
  "az",
  "tr"
 ],
 "sharp": "sz",
 "eliding": [
  "ca",
  "fr",
  "it",
  "oc",
  "pt"
 ],
 "leastLetters": 4,
 "lettersBefore": 6,
 "lengths": [
  1,
  2
 ],
 "plural": "\ub4e4",
 "longest": 200,
 "near": 8,
 "closing": ".,;:!?\u2026'\u2019",
 "opening": [
  "(",
  "["
 ],
 "phrases": {
  "en": [
   "a lot of",
   "a whole lot of",
   "lots of",
   "at least",
   "by means of",
   "for example",
   "for instance",
   "in case",
   "in effect",
   "in fact",
   "in general",
   "in order to",
   "in part",
   "in place of",
   "in terms of",
   "in the light of",
   "in view of",
   "of course",
   "on the whole"
  ]
 },
 "adjectives": [
  "isch",
  "lich",
  "ig",
  "bar",
  "sam",
  "los",
  "haft",
  "al",
  "ell",
  "iv",
  "abel"
 ],
 "opaque": [
  "a",
  "code",
  "dfn",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "math",
  "pre",
  "summary",
  "svg"
 ],
 "dropped": {
  "source": "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640]+",
  "flags": "u"
 },
 "changed": {
  "source": "(?<space>[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000][\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+)|(?<part>(?<=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a])[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640]*(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])|(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640]*(?=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]))|(?<times>(?<=[\\p{Nd}])\u00d7(?=[\\p{Nd}]))|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640\u00df\u1e9e\u00e6\u00c6\u0153\u0152\u0133\u0132\u0149\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06\ufefb\ufefc]+|[\uff66-\uff9d][\uff9e\uff9f]",
  "flags": "u"
 },
 "changedOn": {
  "source": "(?<space>[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000][\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+)|(?<part>(?<=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a])[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640]+(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])|(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640]+(?=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]))|(?<times>(?<=[\\p{Nd}])\u00d7(?=[\\p{Nd}]))|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640\u00df\u1e9e\u00e6\u00c6\u0153\u0152\u0133\u0132\u0149\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06\ufefb\ufefc]+|[\uff66-\uff9d][\uff9e\uff9f]",
  "flags": "u"
 },
 "composed": {
  "source": "[\\u1100-\\u11ff]+|[\\p{L}\\p{N}][^\\p{L}\\p{N}_\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\0-\\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+|(?<space>[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000][\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+)|(?<part>(?<=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a])[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640]*(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])|(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640]*(?=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]))|(?<times>(?<=[\\p{Nd}])\u00d7(?=[\\p{Nd}]))|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640\u00df\u1e9e\u00e6\u00c6\u0153\u0152\u0133\u0132\u0149\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06\ufefb\ufefc]+|[\uff66-\uff9d][\uff9e\uff9f]",
  "flags": "u"
 },
 "composedOn": {
  "source": "[\\u1100-\\u11ff]+|[\\p{L}\\p{N}][^\\p{L}\\p{N}_\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\0-\\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+|(?<space>[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000][\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+)|(?<part>(?<=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a])[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640]+(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])|(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640]+(?=[0-9A-Za-z\u00c0-\u024f\u0370-\u052f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]))|(?<times>(?<=[\\p{Nd}])\u00d7(?=[\\p{Nd}]))|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\ufe00-\ufe0f\u0640\u00df\u1e9e\u00e6\u00c6\u0153\u0152\u0133\u0132\u0149\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06\ufefb\ufefc]+|[\uff66-\uff9d][\uff9e\uff9f]",
  "flags": "u"
 },
 "accented": {
  "source": "[\u0386-\u03ce\u1f00-\u1fff]",
  "flags": "u"
 },
 "sharpS": {
  "source": "(?<=ma|bu|ru)\u00df(?=e[nrs]?(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])))|(?<=flo)\u00df(?=e[nrs]?(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])))",
  "flags": "ui"
 },
 "openBefore": {
  "source": "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u05d0-\u05ea\u0620-\u06d3]",
  "flags": "u"
 },
 "openBehind": {
  "source": "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af]",
  "flags": "u"
 },
 "unspaced": {
  "source": "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]",
  "flags": "u"
 },
 "unspacedRun": {
  "source": "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+",
  "flags": "u"
 },
 "hangul": {
  "source": "[\uac00-\ud7af]+",
  "flags": "u"
 },
 "afterVowel": {
  "source": "(?:\ub294|\uac00|\ub97c|\uc640|\ub85c|\ub098|\ub780|\ub77c\ub294|\ub77c\uace0|\ub77c|\uba70|\ub2e4)?|(?:\uc640|\ub85c)(?:\ub294|\ub3c4|\uc758|\uc11c|\ub9cc|\uc368|\ubd80\ud130|\ubd80\ud130\uc758)|(?:\uc758|\uc5d0|\uc5d0\uc11c|\uc5d0\uac8c|\uc5d0\uac8c\uc11c|\uae4c\uc9c0|\ubd80\ud130|\ub9cc|\ub3c4|\ub2f9|\ub9cc\ud07c|\ubcf4\ub2e4|\ucc98\ub7fc|\ub9c8\ub2e4|\uc870\ucc28|\ub9c8\uc800|\ubc16\uc5d0|\ubfd0|\ud558\uace0)(?:\ub294|\uc740|\ub3c4|\ub9cc|\uc758|\uae4c\uc9c0|\ubd80\ud130)?|\uc778|\uc77c|\uc785\ub2c8\ub2e4|\uc774(?:\ub2e4|\uba70|\uace0|\uc790|\uba74|\ub098|\ub780|\ub77c\ub294|\ub77c\uace0|\ub77c|\uae30\ub3c4|\uc5c8\ub2e4)",
  "flags": "u"
 },
 "afterConsonant": {
  "source": "(?:\uc740|\uc774|\uc744|\uacfc|\uc73c\ub85c|\ub85c)?|(?:\uacfc|\uc73c\ub85c|\ub85c)(?:\ub294|\ub3c4|\uc758|\uc11c|\ub9cc|\uc368|\ubd80\ud130|\ubd80\ud130\uc758)|(?:\uc758|\uc5d0|\uc5d0\uc11c|\uc5d0\uac8c|\uc5d0\uac8c\uc11c|\uae4c\uc9c0|\ubd80\ud130|\ub9cc|\ub3c4|\ub2f9|\ub9cc\ud07c|\ubcf4\ub2e4|\ucc98\ub7fc|\ub9c8\ub2e4|\uc870\ucc28|\ub9c8\uc800|\ubc16\uc5d0|\ubfd0|\ud558\uace0)(?:\ub294|\uc740|\ub3c4|\ub9cc|\uc758|\uae4c\uc9c0|\ubd80\ud130)?|\uc778|\uc77c|\uc785\ub2c8\ub2e4|\uc774(?:\ub2e4|\uba70|\uace0|\uc790|\uba74|\ub098|\ub780|\ub77c\ub294|\ub77c\uace0|\ub77c|\uae30\ub3c4|\uc5c8\ub2e4)",
  "flags": "u"
 },
 "left": {
  "source": "[^\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\u0000\\x01\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2018()\\[\\]{}<>|\u2014\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\\u3000-\\u303f\\uff00-\\uffef]*$",
  "flags": "u"
 },
 "right": {
  "source": "[^\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\u0000\\x01\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u2018()\\[\\]{}<>|\u2014\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\\u3000-\\u303f\\uff00-\\uffef]*",
  "flags": "u"
 },
 "pause": {
  "source": "[.,;:!?]?(?:[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\u0000]|$)",
  "flags": "u"
 },
 "joinedLeft": {
  "source": "(?:(?<!\\.)\\.|[@#$%\\\\]|::|[A-Za-z]:|(?<![\\p{L}\\p{N}_-])--?|[\\p{L}\\p{N}]&\u0003*)$",
  "flags": "u"
 },
 "elided": {
  "source": "\\p{L}['\u2019]$",
  "flags": "u"
 },
 "joinedRight": {
  "source": "\\.[\\p{L}\\p{N}]|\\+\\+|\\+(?![\\p{L}\\p{N}])|#|@[\\p{L}\\p{N}]|\\\\|::|:(?!in(?:nen)?(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_])))[A-Za-z0-9]|\\(\\)|&\u0003*[\\p{L}\\p{N}]|['\u2019]t(?![\\p{L}\\p{N}])",
  "flags": "u"
 },
 "address": {
  "source": ".*(?:://|\\\\|[\\p{L}\\p{N}]@[\\p{L}\\p{N}])|[A-Za-z]:/|(?:blob|data|doi|javascript|magnet|mailto|tel|urn):|www\\.|(?:\\.{0,2}|~|#)/|--?[\\p{L}_]|[#@$][\\p{L}_]|(?:bin|etc|lib|node_modules|opt|path|pkg|src|tmp|usr|var)/|(?:[\\p{L}\\p{N}_.-]*[\\p{L}\\p{N}]\\.\\p{L}{2,}|[\\p{Nd}]+(?:\\.[\\p{Nd}]+){3})(?::[\\p{Nd}]+)?/|localhost(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_]))|(?:[\\p{L}\\p{N}_.*@-]+/){3}|(?:[\\p{L}\\p{N}_.-]+/)+[\\p{L}\\p{N}_.-]+:[\\p{L}\\p{N}_]|.*/$|.*/[\\p{L}\\p{N}_.*-]*\\.\\p{L}[\\p{L}\\p{N}_]{0,4}$|.*[?&]\\x03*[\\p{L}\\p{N}_]+=",
  "flags": "us"
 },
 "file": {
  "source": "(?:[\\p{L}\\p{N}_-]|\\.(?!\\.))*\\.\\p{L}",
  "flags": "u"
 },
 "title": {
  "source": "(?:&quot;|[\"\u201c])(?=[A-Z])[^\"\u201c\u201d&<>\\0]{8,150}(?:&quot;|[\"\u201d])",
  "flags": "u"
 },
 "reference": {
  "source": "\\[\\[(?![\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000!|]{0,296}\\]\\])(?<inner>(?:(?!\\[\\[|\\]\\]|\\n\\n).){1,296})\\]\\]",
  "flags": "us"
 },
 "counted": {
  "source": " [\\p{Nd}]| the same(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_]))",
  "flags": "u"
 },
 "model": {
  "source": "-(?=[\\p{Nd}]*[A-Z])[A-Z\\p{Nd}]{1,4}(?![\\p{L}\\p{N}_])",
  "flags": "u"
 },
 "prefixes": {
  "ar": {
   "source": "(?:[\u0648\u0641]?[\u0628\u06a9]?\u0627\u0644|[\u0648\u0641]?\u0644\u0644)|([\u0648\u0641]?[\u0628\u06a9\u0644]?)",
   "flags": "u"
  },
  "he": {
   "source": "(?:\u05d5?(?:\u05db\u05e9|\u05de\u05e9|\u05e9)?[\u05d1\u05db\u05dc\u05de]?\u05d4)|(\u05d5?(?:\u05db\u05e9|\u05de\u05e9|\u05e9)?[\u05d1\u05db\u05dc\u05de]?)",
   "flags": "u"
  },
  "iw": {
   "source": "(?:\u05d5?(?:\u05db\u05e9|\u05de\u05e9|\u05e9)?[\u05d1\u05db\u05dc\u05de]?\u05d4)|(\u05d5?(?:\u05db\u05e9|\u05de\u05e9|\u05e9)?[\u05d1\u05db\u05dc\u05de]?)",
   "flags": "u"
  }
 },
 "beforeVerb": {
  "en": {
   "source": "(?:can|cannot|could|may|might|must|shall|should|will|would|they|we|you)(?: (?:also|always|even|never|not|often|only|still|then))? $",
   "flags": "u"
  },
  "fr": {
   "source": "(?:elle|elles|il|ils|je|ne|on|qui|se|tu) $",
   "flags": "u"
  }
 },
 "afterVerb": {
  "en": {
   "source": " (?:away|down|off|out|up|my|our|your|his|their|them|us)(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_]))",
   "flags": "u"
  }
 }
};
