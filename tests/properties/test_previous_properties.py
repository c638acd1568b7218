"""Builds that start from the previous site: the site is what was built last, and what somebody else put there."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from command_line import read_files
from hypothesis import given
from hypothesis import strategies as st

from glossary_site.disk import MANIFEST, Output, open_stage, publish_stage

PATHS = st.sampled_from(("index.html", "a", "a/x", "a/x/y", "b/x", "b/y", "c/d/e", "c/d"))
SITES = st.dictionaries(PATHS, st.sampled_from((b"1", b"22", b"333"))).filter(
    lambda files: not any(one.startswith(f"{other}/") for one in files for other in files)
)


@given(st.lists(st.tuples(SITES, st.booleans()), min_size=1, max_size=6))
def test_after_any_sequence_of_builds_the_site_is_the_last_one(builds: list[tuple[Mapping[str, bytes], bool]]) -> None:
    with TemporaryDirectory() as name:
        site, previous = Path(name, "site"), Path(name, "previous")
        foreign: dict[str, bytes] = {}
        for files, by_hand in builds:
            with open_stage(site, previous=previous) as stage:
                placed = stage.write([Output(path, data) for path, data in files.items()])
                publish_stage(stage, placed)
            shown = read_files(site)
            del shown[MANIFEST]
            assert shown == {**foreign, **files}
            if by_hand:
                foreign = {"CNAME": b"glossary.example"}
                (site / "CNAME").write_bytes(foreign["CNAME"])
                for path in files:  # and what was published is changed by hand
                    (site / path).write_bytes(b"by hand")
