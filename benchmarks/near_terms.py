"""Measures which terms are shown as near a term: the rule of the site beside others, by labelled pairs.

    python -m benchmarks.near_terms [--pool]

``tests/labels/near.tsv`` grades pairs of terms of three glossaries: 2, a reader of the one profits from the other at
once; 1, a reader may want it; 0, it is noise. Prints the mean nDCG of the first five (Järvelin and Kekäläinen 2002) of
each rule, and the share of shown terms that are noise. A term without any good neighbour counts 1 where nothing is
shown, else 0. Pairs without a grade count as noise. ``--pool`` prints the pairs of all rules that have no grade yet.
"""

import argparse
import csv
import math
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from glossary_site.build import BuildRequest, open_project
from glossary_site.mentions import Network, build_network

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
LABELS = ROOT / "tests" / "labels" / "near.tsv"
SHOWN = 5
#: Terms a glossary whose neighbours are graded.
ASKED = 24
GLOSSARIES = {
    "own": ROOT / "entries",
    "cncf": SHARED / "migrate" / "cncf" / "en",
    "real": Path(os.environ.get("GLOSSARY_CORPUS") or SHARED / "corpus") / "stream-t.txt",
}

#: The neighbours of a term by its id, the nearest first.
Rule = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Known:
    """What is known of a glossary: its ids, names, network, and the words of each entry with their counts."""

    names: Mapping[str, str]
    network: Network
    words: Mapping[str, Counter[str]]


def read_glossary(entries: Path) -> Known:
    """The glossary of a folder or file."""
    with open_project(BuildRequest(entries, Path("nowhere"), Path("no-settings"))) as project:
        analysis = project.analysis
    words = {
        identity: sum((Counter(dict(each.value)) for each in counted), Counter())
        for identity, counted in analysis.words_by_id.items()
    }
    names = {entry.id: entry.record.term for entry in analysis.glossary.entries}
    return Known(names, build_network(analysis.glossary, analysis.bodies.facts.values()), words)


def _first(scores: Mapping[str, float], identity: str) -> list[str]:
    found = sorted(scores, key=lambda each: (-round(scores[each], 9), each))
    return [each for each in found if each != identity and scores[each] > 0][:SHOWN]


def similar_text(known: Known, mention: float = 0) -> Rule:
    """The cosine of TF-IDF vectors of whole entries (Salton and Buckley 1988), and ``mention`` where one mentions."""
    holders = Counter(word for counted in known.words.values() for word in counted)
    total = len(known.words)
    vectors: dict[str, dict[str, float]] = {}
    for identity, counted in known.words.items():
        weights = {word: (1 + math.log(n)) * math.log(total / holders[word]) for word, n in counted.items()}
        size = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
        vectors[identity] = {word: weight / size for word, weight in weights.items()}
    edges = _edges(known)

    def score(one: str, other: str) -> float:
        short, long = sorted((vectors[one], vectors[other]), key=len)
        return sum(weight * long[word] for word, weight in short.items() if word in long) + mention * (
            other in edges[one]
        )

    return lambda identity: _first({each: score(identity, each) for each in vectors}, identity)


def _edges(known: Known) -> dict[str, dict[str, float]]:
    graph = known.network.graph
    edges: dict[str, dict[str, float]] = defaultdict(dict)
    for source in known.names:
        number = graph.numbers[source]
        for target in graph.mentioned[number]:
            weight = 1 + math.log(graph.count(number, target))
            for one, other in ((source, graph.ids[target]), (graph.ids[target], source)):
                edges[one][other] = edges[one].get(other, 0) + weight
    return edges


def cocitation(known: Known) -> Rule:
    """How many entries mention both, as a share of those that mention either (Small 1973)."""
    graph = known.network.graph
    by = {each: set(graph.mentioned_by[graph.numbers[each]]) for each in known.names}

    def share(one: str, other: str) -> float:
        return len(by[one] & by[other]) / (len(by[one] | by[other]) or 1)

    return lambda identity: _first({each: share(identity, each) for each in by}, identity)


def pagerank(known: Known, *, discounted: bool = False) -> Rule:
    """Personalised PageRank over mentions in both directions (Page et al. 1999), damping 0.5 as links are few.

    ``discounted`` divides a term's rank by its rank from everywhere, so that popular terms are not near all others.
    """
    edges = _edges(known)
    ids = list(known.names)
    out = {each: sum(edges[each].values()) for each in ids}

    def walk(start: Mapping[str, float]) -> dict[str, float]:
        rank = dict(start)
        for _ in range(30):
            following: dict[str, float] = defaultdict(float)
            for each, mass in rank.items():
                for other, weight in edges[each].items():
                    following[other] += 0.5 * mass * weight / out[each]
            for each, mass in start.items():
                following[each] += 0.5 * mass
            rank = following
        return rank

    everywhere = walk(dict.fromkeys(ids, 1 / len(ids)))

    def near(identity: str) -> list[str]:
        rank = walk({identity: 1.0})
        scores = {each: rank[each] / math.sqrt(everywhere[each]) if discounted else rank[each] for each in rank}
        return _first(scores, identity)

    return near


def rules(known: Known) -> dict[str, Rule]:
    """The rules that are compared, by their names."""
    return {
        "of the site": lambda identity: known.network.near.get(identity, ())[:SHOWN],
        "text (TF-IDF)": similar_text(known),
        "text and mentions": similar_text(known, mention=0.15),
        "co-citation": cocitation(known),
        "PageRank": pagerank(known),
        "PageRank, discounted": pagerank(known, discounted=True),
    }


def read_labels() -> dict[tuple[str, str, str], int]:
    """The grade of each pair, by glossary, term and other term."""
    if not LABELS.exists():
        return {}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return {(row[0], row[1], row[2]): int(row[3]) for row in csv.reader(lines, delimiter="\t") if row}


def asked_terms(known: Known) -> list[str]:
    """The terms whose neighbours are graded, drawn with a fixed seed."""
    return sorted(Random(24).sample(sorted(known.names), min(ASKED, len(known.names))))


def ndcg(grades: Sequence[int], best: Sequence[int]) -> float:
    """The discounted gain of ``grades`` as a share of the greatest possible one."""

    def gain(found: Sequence[int]) -> float:
        return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(found))

    ideal = gain(sorted(best, reverse=True)[:SHOWN])
    return gain(grades) / ideal if ideal else float(not grades)


def rate(known: Known, glossary: str, rule: Rule, labels: Mapping[tuple[str, str, str], int]) -> tuple[float, int, int]:
    """The mean nDCG of a rule, and how many terms it shows as near the asked ones: all, and noise."""
    values, shown, noise = [], 0, 0
    for term in asked_terms(known):
        grades = [labels.get((glossary, term, other), 0) for other in rule(term)]
        best = [grade for (where, one, _), grade in labels.items() if (where, one) == (glossary, term)]
        values.append(ndcg(grades, best))
        shown, noise = shown + len(grades), noise + grades.count(0)
    return sum(values) / len(values), shown, noise


def main() -> None:
    """Print the figures, or the pairs to grade."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", action="store_true", help="print the pairs without a grade")
    only_pool = parser.parse_args().pool
    labels = read_labels()
    if not only_pool:
        print(f"{len(labels)} labelled pairs\n")
        print("| glossary | rule | nDCG of the first five | noise |\n| --- | --- | --- | --- |")
    for glossary, path in GLOSSARIES.items():
        known = read_glossary(path)
        for name, rule in rules(known).items():
            if only_pool:
                pairs = {(glossary, term, other) for term in asked_terms(known) for other in rule(term)}
                for pair in sorted(pairs - labels.keys()):
                    print(*pair, sep="\t")
            else:
                mean, shown, noise = rate(known, glossary, rule, labels)
                print(f"| {glossary} | {name} | {mean:.3f} | {noise / max(shown, 1):.0%} of {shown} |")


if __name__ == "__main__":
    main()
