"""The forms of names by language."""

import pytest
from found_mentions import surfaces

from glossary_site.mentions.inflection import inflections

WRITTEN = {
    "en": """Wafer wafers|Memory memories|Loss losses|Mesh meshes|Box boxes|Bias biases|Bus buses|Analysis analyses
        |Confusion matrix: confusion matrices|Vertex vertices|Key keys|Via vias|Series series
        |Hero heroes|Potato potatoes|Echo echoes|Volcano volcanoes|Quiz quizzes|Buzz buzzes|Photo photos
        |Robot arm: robot arms|Framework frameworks|Rate of change: rates of change|GPU GPUs|FinFET FinFETs|3D 3Ds""",
    "de": """Lampe Lampen|Netz Netze|Netz Netzes|Netz Netzen|Kurs Kurse|Wafer Wafern|Wafer Wafers|Messung Messungen
        |Haus Häusern|Handbuch Handbücher|Ansatz Ansätze|Bild Bilder|Ergebnis Ergebnisse|Zentrum Zentren|Thema Themen
        |Basis Basen|Auto Autos|Ärztin Ärztinnen|flüchtig flüchtige|GPU GPUs
        |Künstliche Intelligenz: künstlicher Intelligenz
        |Neuronales Netz: neuronalen Netzen|Grad der Freiheit: Grade der Freiheit""",
    "fr": """signal signaux|réseau réseaux|jeu jeux|filtre filtres|travail travaux
        |réseau de neurones: réseaux de neurones
        |apprentissage automatique: apprentissages automatiques|chaîne d'essai: chaînes d’essai
        |init container: init containers|année-lumière années-lumière""",
    "es": """luz luces|red redes|imagen imágenes|función funciones|algoritmo algoritmos|interés intereses
        |red neuronal: redes neuronales|base de datos: bases de datos|runtime runtimes|deployment deployments""",
    "pt": """função funções|mão mãos|imagem imagens|sinal sinais|nível níveis|rede neural: redes neurais
        |motor motores|label labels""",
    "it": """modello modelli|rete reti|fuoco fuochi|amico amici|banca banche|faccia facce
        |tema temi|artista artisti|pianeta pianeti|porta porte|orologio orologi""",
    "nl": """boom bomen|bot botten|huis huizen|snelheid snelheden|foto foto's|wafer wafers
        |neuraal netwerk: neurale netwerken|motor motoren""",
    "ar": "رقاقة الرقاقة|تعلم آلي: التعلم الآلي|تعلم آلي: تعلم الآلي",
    "fa": "ویفر ویفر\u200cها",
}


def pairs(language: str) -> list[tuple[str, str]]:
    """Each name with what is written for it, parted by a colon, or by a space where both are one word."""
    rows = (row.strip() for row in WRITTEN[language].split("|"))
    return [
        (name, written.strip()) for row in rows for name, _, written in [row.partition(": " if ": " in row else " ")]
    ]


@pytest.mark.parametrize(
    ("language", "name", "written"), [(language, *pair) for language in WRITTEN for pair in pairs(language)]
)
def test_a_text_writes_a_name_in_the_forms_of_its_language(language: str, name: str, written: str) -> None:
    assert surfaces(f"({written})", name, language=language) == [written]


@pytest.mark.parametrize(
    ("language", "names", "text"),
    [
        ("en", "News Goods Logistics Windows Customs", "new good logistic window custom"),
        ("en", "Batches GPUs Rings Mathematics", "batch GPU ring mathematic"),
        ("de", "Nichts Kurs Wachs Daten Reis", "Nicht nicht Kur kurs Wach Date Reise"),
        ("fr", "Fonds Cours Temps Repas Données", "fond cour temp repa donnée"),
        ("es", "Crisis Gafas Paraguas", "crisi gafa paragua"),
        ("it", "Dati Occhiali", "dato occhiale"),
        ("nl", "Hersenen Gegevens", "hersen gegeven"),
    ],
)
def test_nothing_is_taken_off_a_name(language: str, names: str, text: str) -> None:
    assert surfaces(text, *names.split(), language=language) == []


@pytest.mark.parametrize(
    ("language", "names", "text"),
    [
        ("en", "New Good Custom Mean Statistic", "news goods customs means statistics"),
        ("en", "Work Arm Spectacle", "works arms spectacles"),
        ("de", "Not Rat Mark Schal Kur", "Noten Raten Marken Schalen Kurs"),
        ("de", "Mal Ster Kost Spat Wal", "malen Malen Maler Stern Kosten Spaten Wales"),
        ("it", "porta carta vista", "porti carti visti"),
        ("fr", "cour fond ver foi moi", "cours fonds vers fois mois"),
    ],
)
def test_a_form_that_is_another_word_is_no_form(language: str, names: str, text: str) -> None:
    assert surfaces(text, *names.split(), language=language) == []


def test_a_language_without_a_table_has_the_name_alone() -> None:
    assert inflections("pinta", "fi") == inflections("pinta", "x-klingon") == ("pinta",)
    assert inflections("Platz", "de-AT") == inflections("Platz", "de")


def test_a_german_noun_begins_with_a_capital() -> None:
    text = "Recht hat, wer recht gut misst. Die Macht macht nichts."
    assert surfaces(text, "Recht", "Macht", language="de") == ["Recht", "Macht"]
    assert surfaces("RECHT und künstliche Intelligenz", "Recht", "Künstliche Intelligenz", language="de") == [
        "RECHT",
        "künstliche Intelligenz",
    ]
    assert surfaces("ein flüchtiger Speicher", "Flüchtig", language="de") == ["flüchtiger"]
