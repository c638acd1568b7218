"""What the heads of tables and the headings of pages mean, in the languages that people write them in."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from glossary_site.language import find_language
from glossary_site.records import FIELDS, Field, Kind
from glossary_site.values import Frozen


def _fold(text: str) -> str:
    """Words in lower case, without marks above letters."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(re.sub(r"[*_`:]", " ", plain).casefold().split())


class Head(Frozen):
    """The field that a head names, "" for none, and the language of its column, "" where the head names none."""

    field: str
    language: str


#: Field -> heads of its column. A full form explains a name, or is another name beside an explanation.
HEADS: Mapping[str, frozenset[str]] = {
    field: frozenset(_fold(words).split("|"))
    for field, words in {
        "term": "term|terms|name|word|title|concept|entry|phrase|keyword|expression|item|label|headword|"
        "lemma|heading|technical term|preferred term|preferred label|pref label|term name|begriff|"
        "begriffe|bezeichnung|wort|fachbegriff|fachwort|stichwort|ausdruck|benennung|"
        "name des begriffs|terme|mot|nom|titre|libelle|entree|termino|palabra|nombre|concepto|"
        "vocablo|titulo|entrada|"
        "termine|parola|concetto|voce|termo|conceito|palavra|begrip|woord|begrepp|begreb|ord|uttryck|käsite|"
        "sana|pojem|výraz|heslo|termin|pojęcie|hasło|термин|понятие|слово|термін|поняття|terim|kavram|sözcük|"
        "thuật ngữ|istilah|المصطلح|مصطلح|المصطلحات|الكلمة|المفهوم|اصطلاح|واژه|کلمه|מונח|מושג|शब्द|पद|"
        "外文|原文|原语|原語|术语|術語|名词|名詞|词汇|詞彙|词条|詞條|词语|概念|用語|名称|語句|単語|用語名|용어|단어|개념",
        "abbreviations": "abbreviation|abbreviations|abbr|abbrev|acronym|acronyms|short form|short|short name|"
        "initialism|abkurzung|abkurzungen|abk|kurzform|kurzel|akronym|abreviation|abreviations|sigle|"
        "sigles|acronyme|abreviatura|abreviaturas|sigla|siglas|acronimo|"
        "abbreviazione|sigle|afkorting|afkortingen|förkortning|forkortelse|lyhenne|zkratka|skrót|skróty|"
        "сокращение|аббревиатура|скорочення|абревіатура|kısaltma|viết tắt|singkatan|الاختصار|اختصار|מקוצר|קיצור|"
        "缩写|縮寫|简称|簡稱|略語|略称|약어|줄임말",
        "definition": "definition|definitions|meaning|meanings|description|explanation|def|desc|descr|details|text|"
        "comment|value|content|summary|para|what it means|bedeutung|"
        "beschreibung|kurzbeschreibung|erklarung|erlauterung|inhalt|definitionen|signification|sens|"
        "explication|texte|contenu|definicion|definiciones|significado|descripcion|explicacion|texto|"
        "contenido|definizione|descrizione|significato|spiegazione|definição|descrição|significado|explicação|"
        "definitie|omschrijving|beschrijving|betekenis|uitleg|beskrivning|beskrivelse|betydelse|betydning|"
        "förklaring|forklaring|määritelmä|selitys|kuvaus|merkitys|definice|popis|význam|vysvětlení|definicja|opis|"
        "znaczenie|wyjaśnienie|определение|описание|значение|пояснение|объяснение|визначення|опис|значення|пояснення|"
        "tanım|açıklama|anlam|định nghĩa|giải thích|ý nghĩa|mô tả|definisi|arti|penjelasan|deskripsi|keterangan|"
        "التعريف|تعريف|الشرح|المعنى|الوصف|تعریف|توضیح|توضیحات|معنی|הגדרה|הסבר|משמעות|פירוש|परिभाषा|अर्थ|विवरण|"
        "定义|定義|解释|解釋|释义|釋義|说明|説明|說明|含义|含義|描述|意味|解説|내용|정의|설명|뜻|의미|해설",
        "full form": "long form|longform|full form|full name|full term|full text|full title|complete form|"
        "complete name|expanded form|written out|in full|expansion|expanded|stands for|spelled out|langform|"
        "vollform|ausgeschrieben|forme longue|forme complete|nom complet|forma larga|forma completa|"
        "nombre completo|forma estesa|nome completo|volledige naam|расшифровка|"
        "полное название|正式名称|正式名|全称|全稱",
        "aliases": "alias|aliases|synonym|synonyms|also known as|also called|aka|other names|other terms|"
        "variants|alternative names|alternative term|alternative terms|alternative label|"
        "alternative labels|alt label|synonyme|alternativen|weitere namen|sinonimos|sinonimo|"
        "otros nombres|autres noms|variantes|"
        "sinônimos|synoniemen|synonymer|synonyma|synonimy|синонимы|синоніми|eş anlamlı|مرادفات|المرادفات|"
        "同义词|同義詞|别名|別名|又称|同義語|類義語|동의어|유의어",
        "category": "category|categories|topic|area|domain|field|subject|group|section|kategorie|bereich|thema|"
        "fachgebiet|gruppe|categorie|domaine|theme|groupe|categoria|ambito|tema|grupo|dominio|"
        "categorie|kategori|kategoria|категория|категорія|التصنيف|الفئة|دسته|分类|分類|类别|類別|分野|カテゴリ|"
        "カテゴリー|분류|카테고리",
        "tags": "tags|tag|hashtags|schlagworte|schlagworter|etiquettes|etiquetas",
        "keywords": "keywords|search terms|stichworte|stichworter|suchworte|mots cles|palabras clave",
        "related": "related|relations|relation|see|see also|see term|see terms|related terms|related concepts|"
        "related entries|cross references|cross reference|siehe|siehe auch|verwandt|verwandte begriffe|verweise|"
        "querverweise|voir|voir aussi|renvois|termes associes|vease|vease tambien|terminos relacionados",
        "broader": "broader|broader term|broader terms|parent|parents|oberbegriff|oberbegriffe|terme generique",
        "narrower": "narrower|narrower term|narrower terms|children|sub terms|subterms|unterbegriff|"
        "unterbegriffe|terme specifique",
        "pronunciation": "pronunciation|ipa|aussprache|lautschrift|prononciation|pronunciacion",
        "part_of_speech": "part of speech|parts of speech|pos|word class|word type|wortart|wortarten|wortklasse|"
        "nature grammaticale|classe grammaticale|categorie grammaticale|categoria gramatical|clase de palabra",
        "gender": "gender|grammatical gender|genus|grammatisches geschlecht|genre|genre grammatical|genero|"
        "genero gramatical",
        "symbol": "symbol|symbols|formelzeichen|zeichen|symbole|simbolo",
        "unit": "unit|units|unit of measure|unit of measurement|einheit|einheiten|masseinheit|unite|unites|"
        "unite de mesure|unidad|unidades|unidad de medida",
        "notation": "notation|notations|classification code|notacion",
        "etymology": "etymology|word origin|etymologie|wortherkunft|etimologia",
        "usage": "usage|usage note|usage notes|scope note|scope notes|verwendung|gebrauch|emploi|utilisation|uso",
        "note": "note|notes|remark|remarks|annotation|annotations|anmerkung|anmerkungen|bemerkung|bemerkungen|notiz|"
        "notizen|hinweis|hinweise|remarque|remarques|nota|notas|observacion|observaciones|"
        "osservazioni|observação|observações|opmerking|opmerkingen|anmärkning|bemærkning|huomautus|poznámka|poznámky|"
        "uwaga|uwagi|примечание|примечания|примітка|примітки|ghi chú|catatan|ملاحظة|ملاحظات|یادداشت|הערה|הערות|टिप्पणी|"
        "备注|備註|注释|註釋|備考|注記|注|メモ|비고|참고",
        "example": "example|examples|example sentence|example sentences|sample sentence|beispiel|beispiele|"
        "beispielsatz|beispielsatze|exemple|exemples|ejemplo|ejemplos|"
        "esempio|esempi|exemplo|exemplos|voorbeeld|voorbeelden|exempel|eksempel|esimerkki|příklad|przykład|przykłady|"
        "пример|примеры|приклад|örnek|ví dụ|contoh|مثال|أمثلة|مثال‌ها|דוגמה|उदाहरण|例|例子|例句|示例|用例|使用例|예|"
        "예시|예문",
        "history": "history|historical note|begriffsgeschichte|geschichte|historique|historia",
        "source.title": "source|sources|reference|references|quelle|quellen|fuente|fuentes|citation",
        "source.url": "url|link|website|source url|lien|enlace|more information|read more|learn more",
        "id": "id|slug|identifier|anchor",
        "language": "language|lang|locale|sprache|langue|idioma",
    }.items()
}
#: Heads of the column of translations -> the language that the head is in; a head in English leaves it open.
TRANSLATIONS: Mapping[str, str] = {
    fold: tag
    for tag, words in {
        "de": "übersetzung",
        "es": "traducción",
        "fr": "traduction",
        "it": "traduzione",
        "ja": "翻訳|訳|訳語",
        "ko": "번역|번역문|번역어",
        "nl": "vertaling",
        "pl": "tłumaczenie",
        "pt": "tradução",
        "ru": "перевод",
        "zh": "翻译|译文|译名|中文翻译|中文译名|中译|统一译名|统一中文译名|建议译名|譯名|中文譯名",
    }.items()
    for fold in _fold(words).split("|")
}
#: Folded heads, and the names of the fields of a record, by field.
_FIELDS: Mapping[str, str] = {
    **{_fold(row.full_name.replace(".", " ")): row.full_name for row in FIELDS if row.kind is not Kind.SENSES},
    **{word: field for field, words in HEADS.items() for word in words},
}
#: What names an entry, the best first, and what may be its meaning.
_NAMING = ("term", "abbreviations", "id")
_MEANINGS = ("definition", "body", "full form")
#: In words, on average: a text under the name of a language is a name up to here, and an explanation beyond.
_LONGEST_NAME = 6
#: In words, on average: an abbreviation is no longer.
_LONGEST_SHORT = 4
#: In characters: the average length from which a column without a known name holds meanings.
SHORTEST_MEANING = 15
#: The last words, or the first ones in other languages, of longer heads of columns of meanings.
_MEANING_LAST = frozenset(
    "definition meaning description explanation bedeutung beschreibung erklarung betekenis".split()
)
_MEANING_FIRST = frozenset(
    "definicion significado descripcion explicacion signification explication definizione significato definicao".split()
)
#: The least share of distinct texts in a column of names.
_DISTINCT = 0.8
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
#: Words before a word for meanings: "short definition", "full_def".
_SIZES = "short long full brief detailed main primary extended simple formal complete plain technical".split()
#: Words of heads that mean nothing there: "glossTerm", "Term in English".
_FILLING = ("gloss", "glossary", "sense", "senses", "in", "auf", "the")
_EITHER = re.compile(r"\s*(?:[/|,&+]|\b(?:or|and|oder|und|ou|et|o|y)\b)\s*")
#: Words for a glossary, for what may be another list of names, and for other such lists.
_GLOSSARY = frozenset(
    _fold(
        "glossary vocabulary terminology glossar lexikon glossaire glosario glossario glossário woordenlijst "
        "begrippenlijst ordlista ordliste sanasto slovník slovníček słownik słowniczek глоссарий словарь глосарій "
        "словник sözlük glosarium مسرد معجم واژه‌نامه מילון 术语表 術語表 词汇表 詞彙表 用語集 用語一覧 용어집"
    ).split()
)
_GROUPS = _GLOSSARY | frozenset(
    _fold(
        "terms term definitions words word entries list table index contents a-z all begriffe begriff "
        "definitionen termes terme terminos termino definiciones termini termos begrippen begrepp pojmy pojęcia "
        "термины терміни terimler istilah المصطلحات مصطلحات اصطلاحات מונחים 术语 術語 用語 용어"
    ).split()
)
_GLOSSARIES = _GROUPS - frozenset("entries list table index contents a-z all".split()) | frozenset(
    "acronym acronyms abbreviation abbreviations akronyme abkurzungen sigles siglas".split()
)
#: Sections of a page that are no entries of it.
_MATTER = frozenset(
    _fold(words)
    for words in (
        *("overview", "introduction", "about", "about this document", "purpose", "scope", "how to use", "references"),
        *("see also", "further reading", "license", "licence", "contributing", "table of contents", "contents", "toc"),
        *("external links", "links", "sources", "resources", "credits", "acknowledgements", "acknowledgments", "notes"),
        *("footnotes", "bibliography", "changelog", "navigation", "on this page", "related", "appendix", "preface"),
        *("einleitung", "einfuhrung", "inhalt", "inhaltsverzeichnis", "quellen", "literatur", "weblinks", "siehe auch"),
        *("sommaire", "references externes", "voir aussi", "introduccion", "indice", "referencias", "vease tambien"),
        *("introduzione", "sommario", "panoramica", "riferimenti", "introdução", "visão geral", "sumário"),
        *("referências", "inleiding", "overzicht", "inhoud", "bronnen", "wstęp", "spis treści", "źródła", "введение"),
        *("обзор", "содержание", "источники", "ссылки", "вступ", "зміст", "giriş", "içindekiler", "مقدمة", "مقدمه"),
        *("نظرة عامة", "المراجع", "منابع", "概要", "はじめに", "目次", "参考", "参考文献", "関連リンク", "概述"),
        *(
            "related documents",
            "related documentation",
            "связанные документы",
            "関連ドキュメント",
            "관련 문서",
            "相关文档",
        ),
        *("смотри также", "см. также", "関連項目", "参照", "参见", "另见", "veja também", "vedi anche", "zie ook"),
        *("next steps", "what's next", "what’s next", "where to go next", "learn more", "nächste schritte"),
        *("étapes suivantes", "próximos pasos", "próximos passos", "下一步", "次のステップ", "다음 단계"),
        *("简介", "簡介", "前言", "目录", "目錄", "参考资料"),
        *("개요", "소개", "목차", "참고", "참고문헌"),
    )
)
_LETTER = re.compile(
    r"(?:letter |buchstabe |lettre |letra )?[\W_]*(?:\w|\w\s*(?:-|–|—|to|bis|/|&|,|\.\.+|…)\s*\w)[\W_]*"
    r"|[\W_]*(?:0-9|0–9|#|numbers?|numeric|digits?|symbols?|special characters?|zahlen|ziffern|sonderzeichen|others?)"
    r"[\W_]*",
    re.IGNORECASE,
)


def fold_head(text: str) -> str:
    """A head in lower case, without marks above letters and without what is in brackets."""
    return _fold(re.sub(r"\([^()]*\)", " ", text))


def find_own(head: str, own: Collection[Field]) -> Field | None:
    """The field among the author's ``own`` that a head names: by its name, or by its label in any language."""
    folded = fold_head(_CAMEL.sub(" ", head).replace("_", " ")) if own else ""
    return next((row for row in own if folded in _heads_of(row)), None)


@lru_cache(maxsize=1_000)
def _heads_of(row: Field) -> frozenset[str]:
    return frozenset(fold_head(text) for text in (row.name.replace("_", " "), *(label for _, label in row.labels)))


@lru_cache(maxsize=10_000)
def parse_head(text: str) -> Head:
    """What a head means: ``Term``, ``term_en``, ``English definition``, ``Begriff (deutsch)``, ``German``.

    A name of several fields is that of the term, if it is among them, else of the first: ``Word/Acronym``.
    """
    spaced = re.sub(r"[_.-]", " ", _CAMEL.sub(" ", text))
    words = _fold(re.sub(r"[()\[\]{}]", " ", spaced)).split()
    words = [word for word in words if word not in _FILLING] or words
    while len(words) > 1 and words[-1].isdigit():
        words.pop()  # "definition 2"
    if len(words) > 1 and words[0] in _SIZES and _FIELDS.get(" ".join(words[1:])) == "definition":
        words = words[1:]
    whole, outside = " ".join(words), fold_head(spaced)
    if field := _FIELDS.get(whole) or _FIELDS.get(outside, ""):
        inner = whole.removeprefix(outside).strip()
        return Head(field, find_language(inner) if inner else "")
    if whole in TRANSLATIONS:
        return Head("term", TRANSLATIONS[whole])
    for cut in range(len(words) + 1):
        first, last = " ".join(words[:cut]), " ".join(words[cut:])
        for name, tag in ((first, find_language(last.removeprefix("en "))), (last, find_language(first))):
            if tag and (name in _FIELDS or not name):
                return Head(_FIELDS.get(name, ""), tag)
    named = [_FIELDS.get(_fold(part), "") for part in _EITHER.split(text.casefold())]
    if all(named):
        return Head("term" if "term" in named else named[0], "")
    # "Plain-English meaning", "definición breve".
    first, last = (words[0], words[-1]) if words else ("", "")
    others = words[:-1] if last in _MEANING_LAST else words[1:] if first in _MEANING_FIRST else []
    is_meaning = bool(others) and all(_FIELDS.get(word, "term") == "term" for word in others)
    return Head("definition" if is_meaning else "", "")


def are_meanings(texts: Collection[str]) -> bool:
    """Whether most of some texts can mean something: a single word is a value, but where words have no spaces."""
    return 2 * sum(" " in text.strip() or not text.isascii() for text in texts) >= len(texts)


def choose_heads(columns: Sequence[tuple[str, Sequence[str]]]) -> list[Head]:
    """What the columns of a table mean, by their heads and, where those leave it open, by the texts below them."""
    heads = [parse_head(name) for name, _ in columns]
    for place, (head, (_, texts)) in enumerate(zip(heads, columns, strict=True)):
        # "Short" may be short for a short definition.
        if head.field == "abbreviations" and sum(len(text.split()) for text in texts) > _LONGEST_SHORT * len(texts):
            heads[place] = Head("definition", head.language)
    has_terms = any(head.field == "term" for head in heads)
    for place, (head, (_, texts)) in enumerate(zip(heads, columns, strict=True)):
        if head.language and not head.field:
            words = sum(len(text.split()) for text in texts) / max(len(texts), 1)
            field = "definition" if has_terms and words > _LONGEST_NAME else "term"
            heads[place] = Head("", "") if all(text.isdigit() for text in texts) else Head(field, head.language)
    fields = {head.field for head in heads}
    languages = {head.language for head in heads} - {""}
    unread = [place for place, head in enumerate(heads) if not head.field]
    if {"term", "abbreviations"} & fields and not {*_MEANINGS} & fields and not languages and unread:
        rows = max(len(texts) for _, texts in columns) or 1
        lengths = {place: sum(map(len, columns[place][1])) / rows for place in unread}
        longest = max(unread, key=lambda place: lengths[place])
        if lengths[longest] >= SHORTEST_MEANING and are_meanings(columns[longest][1]):
            heads[longest] = Head("definition", "")
    elif "definition" in fields and not {*_NAMING} & fields and unread[:1] == [0]:
        # The first column may sort the rows; few names are the same.
        names = (place for place in unread if len({*columns[place][1]}) >= _DISTINCT * len(columns[0][1]))
        heads[next(names, 0)] = Head("term", "")
    return heads


def is_letter(heading: str) -> bool:
    """Whether a heading is a letter, a range of letters or a word for digits: it sorts entries and names none."""
    return _LETTER.fullmatch(heading.strip()) is not None


def is_group(heading: str) -> bool:
    """Whether a heading only announces entries ("Terms", "Glossary"): it makes no category."""
    words = re.findall(r"[\w-]+", fold_head(heading))
    return not words or all(
        word in _GROUPS or word in ("of", "the", "and", "a", "der", "des", "de", "und") for word in words
    )


def is_glossary(heading: str) -> bool:
    """Whether a heading names a list of terms, whatever they are about ("Terms of baking", "Acronyms")."""
    return not _GLOSSARIES.isdisjoint(re.findall(r"[\w-]+", fold_head(heading)))


def names_glossary(heading: str) -> bool:
    """Whether a heading has a word for a glossary itself."""
    return not _GLOSSARY.isdisjoint(re.findall(r"[\w-]+", fold_head(heading)))


def is_matter(heading: str) -> bool:
    """Whether a section with this heading is about the page and defines nothing."""
    return fold_head(heading).strip(" .!?") in _MATTER
