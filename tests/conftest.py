"""No property test is timed; measured values and their goals are a table at the end of the run."""

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files of long tests begin first: at the end no process works through one of them while the others wait."""
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in ("slow", "browser", "corpus")))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One row for each goal: the worst value that a test found, and the number of places that were measured."""
    rows: dict[tuple[str, str], tuple[float, int]] = {}
    for report in (each for reports in terminalreporter.stats.values() for each in reports):
        if getattr(report, "when", "") != "call":
            continue
        for name, found in report.user_properties:
            if name == "reached":
                row, goal, value, places = found
                worst, looked = rows.get((row, goal), (value, 0))
                rows[row, goal] = (max(worst, value), looked + places)
    if rows:
        terminalreporter.section("what the pages reach")
        width = max(len(row) for row, _ in rows)
        for (row, goal), (worst, looked) in sorted(rows.items()):
            terminalreporter.write_line(f"{row:{width}}  {worst:>8,}   goal: {goal:<12} measured in {looked:,} places")
