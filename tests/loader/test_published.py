"""Published glossaries: fetched, compared with their digest, kept, and what is kept is used where nothing answers."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from glossary_site.issues import Severity
from glossary_site.loader import Published, format_pin, update_kept

URL = "https://glossary.invalid/terms.json"
OLD, NEW = b'[{"term": "Rye"}]', b'[{"term": "Rye"}, {"term": "Oat"}]'


def unreachable(url: str) -> bytes:
    raise OSError("no route to host")


def codes(published: Published, content: bytes | None) -> list[tuple[str, Severity]]:
    fetch = unreachable if content is None else lambda url: content
    return [(issue.code, issue.severity) for issue in update_kept(published, fetch)]


def test_what_is_published_is_kept_and_a_note_gives_the_digest_to_pin(tmp_path: Path) -> None:
    kept = tmp_path / "shared" / "terms.json"
    (issue,) = update_kept(Published(URL, kept), lambda url: NEW)
    assert (issue.code, issue.severity, issue.hint) == (
        "published-unpinned",
        Severity.NOTE,
        f"pin {format_pin(NEW)}",
    )
    assert kept.read_bytes() == NEW


def test_a_kept_copy_with_the_pinned_digest_needs_no_network(tmp_path: Path) -> None:
    kept = tmp_path / "terms.json"
    kept.write_bytes(OLD)
    assert codes(Published(URL, kept, format_pin(OLD)), None) == []


def test_without_an_answer_the_kept_copy_is_used_with_a_warning(tmp_path: Path) -> None:
    kept = tmp_path / "terms.json"
    assert codes(Published(URL, kept), None) == [("published-unreachable", Severity.ERROR)]
    kept.write_bytes(OLD)
    assert codes(Published(URL, kept), None) == [("published-unreachable", Severity.WARNING)]
    assert kept.read_bytes() == OLD


def test_another_digest_than_the_pinned_one_is_an_error_and_is_not_kept(tmp_path: Path) -> None:
    kept = tmp_path / "terms.json"
    kept.write_bytes(OLD)
    assert codes(Published(URL, kept, format_pin(b"other")), NEW) == [("published-changed", Severity.ERROR)]
    assert codes(Published(URL, kept, format_pin(NEW)), None) == [("published-unreachable", Severity.ERROR)]
    assert kept.read_bytes() == OLD
    assert codes(Published(URL, kept, format_pin(NEW)), NEW) == []
    assert kept.read_bytes() == NEW


ANSWERS = {
    "/terms.json": (200, NEW),
    "/gone.json": (404, b"{}"),
    "/login.json": (200, b"\n<!DOCTYPE html><title>Sign in</title>"),
}


class _Host(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/elsewhere.json":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
            return
        status, content = ANSWERS[self.path]
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


@contextmanager
def host() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Host) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_glossary_is_fetched_over_http(tmp_path: Path) -> None:
    kept = tmp_path / "terms.json"
    with host() as root:
        assert update_kept(Published(f"{root}/terms.json", kept, format_pin(NEW))) == ()
    assert kept.read_bytes() == NEW


@pytest.mark.parametrize("path", ["/gone.json", "/login.json", "/elsewhere.json"])
def test_an_error_a_web_page_and_a_way_to_a_file_are_no_answer(tmp_path: Path, path: str) -> None:
    kept = tmp_path / "terms.json"
    kept.write_bytes(OLD)
    with host() as root:
        (issue,) = update_kept(Published(root + path, kept))
    assert (issue.code, issue.severity) == ("published-unreachable", Severity.WARNING)
    assert kept.read_bytes() == OLD


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://127.0.0.1/terms.json", "data:,[]"])
def test_no_other_scheme_is_fetched(tmp_path: Path, url: str) -> None:
    (issue,) = update_kept(Published(url, tmp_path / "terms.json"))
    assert (issue.code, issue.severity) == ("published-unreachable", Severity.ERROR)
