"""The figures of ``benchmarks.build`` as plots, and as Markdown tables with the goals beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.measure import Row

HERE = Path(__file__).parent
_COLOURS = {"ours": "#2f6f4f", "Hugo": "#b0306a", "Pagefind": "#7a7ad0"}
_PEERS = "Hugo and Pagefind"

#: Comparisons: number of entries, description, our kind of run, the peers' kinds, the goal (a ratio).
_GOALS = (
    (10_000, "cold, against Hugo + Pagefind", "ours, cold", ("Hugo, cold", "Pagefind over Hugo's pages"), 0.5),
    (10_000, "cold, against Hugo alone", "ours, cold", ("Hugo, cold",), 1.5),
    (250, "cold, against Hugo + Pagefind", "ours, cold", ("Hugo, cold", "Pagefind over Hugo's pages"), 1.0),
    (10_000, "unchanged, against Hugo", "ours, unchanged", ("Hugo, unchanged",), 0.1),
    (10_000, "one body edited, against Hugo", "ours, one body edited", ("Hugo, one body edited",), 0.3),
)


def _ratios(rows: Sequence[Row]) -> Iterator[tuple[str, str, str, str]]:
    """Description, goal and result, of the wall clock and of processor time, of each comparison that was measured."""
    found = {(row.entries, row.what): row for row in rows}
    for entries, words, own, others, goal in _GOALS:
        if all((entries, what) in found for what in (own, *others)):
            mine, theirs = found[entries, own], [found[entries, what] for what in others]
            wall, cpu = sum(row.wall for row in theirs), sum(row.cpu for row in theirs)
            yield (
                f"{entries:,} entries, {words}",
                f"at most {goal}",
                f"{mine.wall / wall:.2f} ({mine.wall:.2f} s, {wall:.2f} s)",
                f"{mine.cpu / cpu:.2f} ({mine.cpu:.2f} s, {cpu:.2f} s)",
            )
    walls = {where: row.wall for where, row in found.items()}
    one, two = (walls.get((10_000, f"ours, cold, {number}")) for number in ("one process", "two processes"))
    if one and two:
        yield "10,000 entries, two processes against one", "at least 1.6 times as fast", f"{one / two:.2f}", ""
    memory = {row.entries: row.memory for row in rows if row.what == "ours, cold"}
    for entries, goal in ((10_000, 300), (100_000, 1_500)):
        if entries in memory:
            yield f"{entries:,} entries, most memory", f"at most {goal:,} MB", f"{memory[entries] / 1e6:,.0f} MB", ""
    small, large = (walls.get((entries, "ours, cold")) for entries in (10_000, 100_000))
    if small and large:
        yield "time an entry, 100,000 entries against 10,000", "at most 1.2", f"{large / 10 / small:.2f}", ""


def _seconds(middle: float, spread: tuple[float, float]) -> str:
    return f"{middle:.2f} ({spread[0]:.2f}–{spread[1]:.2f})"


def tables(rows: Sequence[Row], machine: Mapping[str, str], arguments: str) -> str:
    """The whole report as Markdown: medians, and in brackets the least and the most of all runs."""
    lines = ["# Builds, side by side", "", f"`python -m benchmarks.build {arguments}`", ""]
    lines += [", ".join(f"{name} {value}" for name, value in machine.items()) + ".", ""]
    lines += ["Medians of all runs; in brackets the least and the most of them. Memory is the most of all."]
    for workload in dict.fromkeys(row.workload for row in rows):
        found = [row for row in rows if row.workload == workload]
        lines += ["", f"## The {workload} glossary", "", "| | goal | seconds | CPU |", "| --- | --- | --- | --- |"]
        lines += ["| " + " | ".join(cells) + " |" for cells in _ratios(found)]
        for entries in dict.fromkeys(row.entries for row in found):
            lines += ["", f"### {entries:,} entries, {workload}", ""]
            lines += ["| | seconds | of CPU | memory | files | size |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
            lines += [
                f"| {row.what} | {_seconds(row.wall, row.walls)} | {_seconds(row.cpu, row.cpus)} "
                f"| {row.memory / 1e6:,.0f} MB | {row.files:,} | {row.size / 1e6:,.1f} MB |"
                for row in found
                if row.entries == entries
            ]
    return "\n".join([*lines, ""])


def _plot(rows: Sequence[Row], title: str, unit: str, value: Callable[[Row], float], file: Path) -> None:
    from matplotlib import pyplot

    pyplot.rcParams["svg.hashsalt"] = "bench"
    sizes = list(dict.fromkeys((row.workload, row.entries) for row in rows))
    figure, axes = pyplot.subplots(1, len(sizes), figsize=(3.6 * len(sizes), 3.2), layout="constrained", squeeze=False)
    for (workload, entries), place in zip(sizes, axes[0], strict=True):
        found = [row for row in rows if (row.workload, row.entries) == (workload, entries)][::-1]
        colours = [next(colour for name, colour in _COLOURS.items() if row.what.startswith(name)) for row in found]
        bars = place.barh([row.what for row in found], [value(row) for row in found], color=colours)
        place.bar_label(bars, fmt="%.1f", padding=2, fontsize=7)
        place.set_title(f"{entries:,} entries, {workload}", fontsize=9)
        place.tick_params(labelsize=7)
        place.margins(x=0.15)
        place.set_xlabel(unit, fontsize=8)
        place.spines[["top", "right"]].set_visible(False)
    figure.suptitle(title, fontsize=10)
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)


def write_results(rows: Sequence[Row], machine: Mapping[str, str], arguments: str, *, save: bool) -> None:
    """Print the tables; with ``save`` also write them and the plots into the folder of this file."""
    text = tables(rows, machine, arguments)
    print(f"\n{text}")
    if save:
        (HERE / "RESULTS-build.md").write_text(
            f"{text}\n![Seconds](build-seconds.svg)\n\n![Memory](build-memory.svg)\n", encoding="utf-8"
        )
        _plot(rows, "Seconds a build", "seconds", lambda row: row.wall, HERE / "build-seconds.svg")
        _plot(rows, "The most memory of all processes", "MB", lambda row: row.memory / 1e6, HERE / "build-memory.svg")
