"""A build on a Dask cluster of real processes, one of them killed, makes the same site as a serial one."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster, Worker

from benchmarks.build import Comparison
from benchmarks.generate import make_entries
from benchmarks.million import WORKERS, measure_build
from glossary_site.build import BuildRequest, build_site
from glossary_site.issues import GlossaryError
from glossary_site.workers import map_chunks, open_executor


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0") as cluster:  # type: ignore[no-untyped-call]
        yield cluster


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    folder = tmp_path / "entries"
    folder.mkdir()
    for number, entry in enumerate(make_entries(500)):
        (folder / f"{number:03}.md").write_text(entry.markdown, encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_cluster_that_loses_a_worker_makes_the_same_site(
    cluster: LocalCluster, entries: Path, tmp_path: Path
) -> None:
    config = tmp_path / "glossary.yml"
    build_site(BuildRequest(entries, tmp_path / "serial", config, jobs=1))
    killed: list[int] = []

    def kill_one(stage: str, done: int, total: int) -> None:
        if total and not killed:
            killed.append(next(iter(cluster.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    request = BuildRequest(entries, tmp_path / "spread", config, scheduler=cluster.scheduler_address)
    build_site(request, kill_one)
    assert killed
    assert content(tmp_path / "spread") == content(tmp_path / "serial")


def fill(dask_worker: Worker) -> None:
    """Whatever a worker holds is too much from now on."""
    dask_worker.memory_manager.memory_pause_fraction = 0.001


def test_a_cluster_whose_workers_have_no_memory_left_is_reported(
    cluster: LocalCluster, entries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary_site.workers.cluster._PATIENCE", 2)

    def fill_all(stage: str, done: int, total: int) -> None:
        if total and done < 200:
            with Client(cluster) as client:  # type: ignore[no-untyped-call]
                client.run(fill)

    request = BuildRequest(entries, tmp_path / "site", tmp_path / "glossary.yml", scheduler=cluster.scheduler_address)
    with pytest.raises(GlossaryError) as caught:
        build_site(request, fill_all)
    (issue,) = caught.value.issues
    assert (issue.code, "memory" in issue.message) == ("cluster-lost", True)
    assert not (tmp_path / "site").exists()


class Table:
    """A value of many bytes that writes down each time it is made."""

    def __init__(self, log: Path, names: bytes) -> None:
        self.log, self.names = log, names
        with log.open("a", encoding="utf-8") as lines:
            lines.write(f"{os.getpid()}\n")

    def __reduce__(self) -> tuple[type["Table"], tuple[Path, bytes]]:
        return Table, (self.log, self.names)


def pass_on(number: int, _: Table) -> int:
    return number


def test_each_worker_makes_a_large_shared_value_once_and_the_scheduler_never(
    cluster: LocalCluster, tmp_path: Path
) -> None:
    log = tmp_path / "made.txt"
    workers = {str(worker.pid) for worker in cluster.workers.values()}
    with open_executor(0, 0, cluster.scheduler_address) as executor:
        assert list(map_chunks(executor, pass_on, range(30), Table(log, bytes(11_000_000)))) == [*range(30)]
    _, *makers = log.read_text(encoding="utf-8").split()
    assert len(makers) == len(set(makers)) and workers.issuperset(makers)


def test_a_cluster_that_does_not_answer_is_reported(
    entries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("glossary_site.workers.cluster._PATIENCE", 1)
    with pytest.raises(GlossaryError) as caught:
        build_site(BuildRequest(entries, tmp_path / "site", tmp_path / "glossary.yml", scheduler="tcp://127.0.0.1:9"))
    (issue,) = caught.value.issues
    assert issue.code == "cluster-unreachable"


def test_a_cluster_that_loses_its_scheduler_is_reported(
    entries: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "scheduler.json"
    run = [sys.executable, "-m"]
    common = ["--scheduler-file", str(place)]
    address = ["--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"]
    command = [*run, "distributed.cli.dask_scheduler", *address, "--no-dashboard", *common]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as scheduler:
        command = [*run, "distributed.cli.dask_worker", "--no-dashboard", "--no-nanny", *common]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as worker:

            def kill(stage: str, done: int, total: int) -> None:
                if stage == "mention" and total:
                    scheduler.kill()

            try:
                with Client(scheduler_file=str(place)) as client:  # type: ignore[no-untyped-call]
                    client.wait_for_workers(1)
                    address = client.scheduler.address
                # So long is the scheduler looked for again; the cluster is there already.
                monkeypatch.setattr("glossary_site.workers.cluster._PATIENCE", 8)
                request = BuildRequest(entries, tmp_path / "site", tmp_path / "glossary.yml", scheduler=address)
                with pytest.raises(GlossaryError) as caught:
                    build_site(request, kill)
            finally:
                scheduler.kill()
                worker.kill()
    assert [issue.code for issue in caught.value.issues] == ["cluster-lost"]
    assert not (tmp_path / "site").exists()


def test_a_build_on_a_cluster_is_measured_by_parts_until_it_has_so_many_pages(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files, size = measure_build(Comparison("invented", 200, tmp_path, "", ""), "1GiB", 100)
    _, _, *rows = [line.strip("| ").split(" | ") for line in capfd.readouterr().out.splitlines()]
    first = "read", "parse", "relate", "names of all terms", "bodies linked", "plan"
    assert [part for part, *_ in rows] == [*first, "search index", "files of all texts, pages"]
    _, *cluster = [int(each.replace(",", "")) for each in rows[-1][4:]]
    assert len(cluster) == 1 + WORKERS and all(0 < each < 1_000 for each in cluster)
    assert 200 < files < 591 and size > 1_000_000
    assert not list(tmp_path.glob("*/site"))
