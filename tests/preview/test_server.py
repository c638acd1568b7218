"""What the preview answers, to whom, and which messages open pages get."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from glossary_site.build import BuildRequest
from glossary_site.preview import PreviewRequest, Update
from glossary_site.preview.preview import Preview
from glossary_site.preview.server import OWN, _free_socket, make_app
from glossary_site.preview.watch import Watch

HOST = "127.0.0.1:8000"
TOKEN = "secret"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    entries = tmp_path / "entries"
    entries.mkdir()
    (entries / "rye.md").write_text("---\nterm: Rye\n---\n\nRye is a grain.\n", encoding="utf-8")
    (entries / "draft.md").write_text("---\nterm: Spelt\nstatus: draft\n---\n\nSpelt is a grain.\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def preview(project: Path) -> Preview:
    preview = Preview(BuildRequest(project / "entries", project / "out", project / "glossary.yml"))
    preview.rebuild()
    return preview


@pytest.fixture
def client(project: Path, preview: Preview) -> Iterator[TestClient]:
    def ignore(changed: frozenset[str], update: Update) -> None:
        pass

    # Tests build by themselves: a folder is watched in which nothing changes.
    unchanged = project / "unchanged"
    unchanged.mkdir()
    app = make_app(preview, Watch((unchanged,)), TOKEN, frozenset((HOST, "localhost:8000")), ignore)
    with TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html"),
        ("/term/rye/", 200, "text/html"),
        ("/term/spelt/", 200, "text/html"),
        ("/terms.json", 200, "application/json"),
        ("/search/manifest.json", 200, "application/json"),
        ("/no/such/page/", 404, "text/html"),
        ("/404.html", 404, "text/html"),
        (f"/{OWN}client.js", 200, "text/javascript"),
        (f"/{OWN}client.css", 200, "text/css"),
        (f"/{OWN}server.py", 404, "text/plain"),
        ("/../../etc/passwd", 404, "text/html"),
        ("/%2e%2e/%2e%2e/etc/passwd", 404, "text/html"),
        ("/..%2f..%2fetc%2fpasswd", 404, "text/html"),
        (f"/{OWN}..%2fserver.py", 404, "text/plain"),
    ],
)
def test_only_addresses_of_the_site_are_served(client: TestClient, path: str, status: int, kind: str) -> None:
    found = client.get(path)
    assert (found.status_code, found.headers["content-type"].split(";")[0]) == (status, kind)
    assert "root:" not in found.text
    assert "access-control-allow-origin" not in found.headers


def test_an_address_without_its_slash_leads_on(client: TestClient) -> None:
    assert client.get("/term/rye").headers["location"] == "/term/rye/"


def test_pages_are_not_stored_and_have_a_tag_for_comparison(client: TestClient) -> None:
    found = client.get("/term/rye/")
    assert found.headers["cache-control"] == "no-store"
    again = client.get("/term/rye/", headers={"if-none-match": found.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head("/term/rye/").content == b""


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_only_get_and_head(client: TestClient, method: str) -> None:
    assert getattr(client, method)("/").status_code == 405


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1:9", ""])
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    ("origin", "token", "host"),
    [
        ("http://evil.example", TOKEN, HOST),
        (f"http://{HOST}", "wrong", HOST),
        (f"http://{HOST}", TOKEN, "evil.example"),
        ("null", TOKEN, HOST),
    ],
)
def test_the_socket_is_for_this_preview_only(client: TestClient, origin: str, token: str, host: str) -> None:
    address = f"ws://{HOST}/{OWN}socket?token={token}"
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect(address, headers={"origin": origin, "host": host}) as socket,
    ):
        socket.receive_json()


def test_a_page_that_missed_a_build_gets_a_message(client: TestClient, project: Path, preview: Preview) -> None:
    headers = {"origin": f"http://{HOST}"}
    shows = preview.respond("term/rye/").digest
    (project / "entries" / "rye.md").write_text("---\nterm: Rye\n---\n\nRye is a cereal.\n", encoding="utf-8")
    preview.rebuild()
    with client.websocket_connect(f"ws://{HOST}/{OWN}socket?token={TOKEN}", headers=headers) as socket:
        socket.send_text(json.dumps({"url": "/term/rye/", "shows": shows}))
        message = socket.receive_json()
    assert (message["changed"], message["deleted"], message["build"], message["issues"]) == (True, False, 2, [])


def test_a_page_that_shows_the_newest_is_left_alone(client: TestClient, preview: Preview) -> None:
    headers = {"origin": f"http://{HOST}"}
    with client.websocket_connect(f"ws://{HOST}/{OWN}socket?token={TOKEN}", headers=headers) as socket:
        socket.send_text(json.dumps({"url": "/", "shows": preview.respond("").digest}))
        assert not socket.receive_json()["changed"]


def test_the_address_of_a_deleted_term_shows_that_it_was_deleted(
    client: TestClient, project: Path, preview: Preview
) -> None:
    (project / "entries" / "rye.md").unlink()
    preview.rebuild()
    headers = {"origin": f"http://{HOST}"}
    with client.websocket_connect(f"ws://{HOST}/{OWN}socket?token={TOKEN}", headers=headers) as socket:
        socket.send_text(json.dumps({"url": "/term/rye/", "shows": "x"}))
        assert socket.receive_json()["deleted"]


def test_problems_have_their_lines(client: TestClient, project: Path, preview: Preview) -> None:
    (project / "entries" / "rye.md").write_text("---\nterm: Rye\ntrem: x\n---\n\nRye.\n", encoding="utf-8")
    preview.rebuild()
    headers = {"origin": f"http://{HOST}"}
    with client.websocket_connect(f"ws://{HOST}/{OWN}socket?token={TOKEN}", headers=headers) as socket:
        socket.send_text(json.dumps({"url": "/term/rye/", "shows": "x"}))
        (issue,) = socket.receive_json()["issues"]
    assert (issue["code"], issue["line"]) == ("unknown-field", 3)
    assert [3, "trem: x"] in issue["source_lines"]
    # The last good page is still there.
    assert "Rye is a grain." in client.get("/term/rye/").text


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("templates/term.html", "{% block", "template"),
        ("templates/term.html", "{{ nothing }}", "template"),
        ("glossary.yml", "title: [a", "yaml-syntax"),
        ("glossary.yml", "page_size: many", "config-value"),
    ],
)
def test_the_preview_survives(project: Path, preview: Preview, file: str, text: str, code: str) -> None:
    good = preview.respond("term/rye/").data
    path = project / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    preview.rebuild()
    assert preview.respond("term/rye/").data == good
    assert [issue.code for issue in preview.issues if issue.severity == "error"] == [code]
    path.unlink()
    preview.rebuild()
    assert preview.respond("term/rye/").data == good
    assert not [issue for issue in preview.issues if issue.severity == "error"]


def test_a_start_with_problems_waits_for_their_mending(project: Path) -> None:
    (project / "entries" / "draft.md").unlink()
    (project / "entries" / "rye.md").write_text("---\nterm: [\n---\n", encoding="utf-8")
    preview = Preview(BuildRequest(project / "entries", project / "out", project / "glossary.yml"))
    assert preview.rebuild().issues
    assert preview.respond("").status == 500
    (project / "entries" / "rye.md").write_text("---\nterm: Rye\n---\n\nRye is a grain.\n", encoding="utf-8")
    preview.rebuild()
    assert preview.respond("").status == 200


def test_the_next_free_port_is_taken() -> None:
    build = BuildRequest(Path("entries"), Path("out"))
    first = _free_socket(PreviewRequest(build, port=18_431))
    taken = first.getsockname()[1]
    second = _free_socket(PreviewRequest(build, port=taken))
    assert second.getsockname()[1] > taken
    with pytest.raises(OSError, match="in use"):
        _free_socket(PreviewRequest(build, port=taken, strict_port=True))
    first.close()
    second.close()


def error_codes(preview: Preview) -> list[str]:
    return [issue.code for issue in preview.issues if issue.severity == "error"]


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (b"---\nterm: Rye\ntrem: x\n---\n\nRye.\n", "unknown-field"),
        (b"---\nterm: [\n---\n", "yaml-syntax"),
        (b"---\nterm: Rye\n---\n\nRye, unlike [[Nothing]].\n", "reference-unknown"),
        (b"---\nterm: Rye\n---\n\n\xff\xfe\x80\n", "file-encoding"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_only_the_bad_entry_is_left_out_and_the_rest_is_updated(
    project: Path, preview: Preview, broken: bytes, code: str
) -> None:
    (project / "entries" / "oat.md").write_text("---\nterm: Oat\nid: oats\n---\n\nOat is pale.\n", encoding="utf-8")
    preview.rebuild()
    (project / "entries" / "rye.md").write_bytes(broken)
    (project / "entries" / "oat.md").write_text("---\nterm: Oat\nid: oats\n---\n\nOat is light.\n", encoding="utf-8")
    preview.rebuild()
    assert error_codes(preview) == [code]
    assert b"Rye is a grain." in preview.respond("term/rye/").data
    assert b"Oat is light." in preview.respond("term/oats/").data
    (project / "entries" / "rye.md").write_text("---\nterm: Rye\n---\n\nRye is mended.\n", encoding="utf-8")
    preview.rebuild()
    assert error_codes(preview) == []
    assert b"Rye is mended." in preview.respond("term/rye/").data


OAT = {
    "a field": ("oat.md", "---\nterm: Oat\nid: oats\ntrem: <b>x\n---\nOat.\n", "no field &#39;trem&#39;"),
    "a reference": ("oat.md", "---\nterm: Oat\nid: oats\n---\nOat, not [[<i>Nothing]].\n", "[[&lt;i&gt;Nothing]]"),
    "a syntax": ("oat.yml", "id: oats\nterm: Oat\nbody: a: b\n", "this is not valid YAML"),
    "a list": ("all.yml", "- {term: Spelt, body: Spelt.}\n- {id: oats, term: Oat, body: {}}\n", "must be text"),
    "a file": ("oats.md", "Oat is pale.\n", "no entries are found"),
}


@pytest.mark.parametrize(("file", "text", "message"), OAT.values(), ids=OAT)
def test_a_new_bad_entry_has_its_errors_on_its_page(project: Path, file: str, text: str, message: str) -> None:
    def start() -> Preview:
        preview = Preview(BuildRequest(project / "entries", project / "out", project / "glossary.yml"))
        preview.rebuild()
        return preview

    running = start()
    (project / "entries" / "see.md").write_text("---\nterm: See\n---\n\nSee [[Oat]].\n", encoding="utf-8")
    (project / "entries" / file).write_text(text, encoding="utf-8")
    running.rebuild()
    for preview in (running, start()):
        assert len(error_codes(preview)) == 1
        page = preview.respond("term/oats/")
        assert (page.status, preview.has_page("term/oats/")) == (200, True)
        shown = page.data.decode().partition("<main")[2].partition("</main>")[0]
        assert message in shown and f"{file}:" in shown
        assert "<b>" not in shown and "<i>" not in shown
        assert preview.respond("term/rye/").status == 200
        assert "term/oats/" not in preview.urls()
        assert b"term/oats/" not in preview.respond("all/").data
    mended = "---\nterm: Oat\nid: oats\n---\n\nOat is pale.\n"
    (project / "entries" / file).unlink()
    (project / "entries" / "oat.md").write_text(mended, encoding="utf-8")
    running.rebuild()
    assert error_codes(running) == []
    assert b"Oat is pale." in running.respond("term/oats/").data


def test_an_entry_that_was_good_keeps_its_page(project: Path, preview: Preview) -> None:
    (project / "entries" / "oat.md").write_text("---\nterm: Oat\n---\n\nUnlike [[Rye]].\n", encoding="utf-8")
    preview.rebuild()
    shown = preview.respond("term/oat/").data
    (project / "entries" / "rye.md").write_text("---\nterm: Rye grain\n---\n\nRye.\n", encoding="utf-8")
    preview.rebuild()  # the reference in oat.md leads nowhere now, which no earlier text of oat.md would mend
    assert error_codes(preview) == ["reference-unknown"]
    assert preview.respond("term/oat/").data == shown


def test_a_page_of_errors_is_served_at_the_published_address(project: Path) -> None:
    ledger = "oat-grain:\n  term: Oat\n  file: entries/oat.md\n"
    (project / "entries" / ".ids.yml").write_text(
        ledger.replace("entries/", f"{project.as_posix()}/entries/"), encoding="utf-8"
    )
    (project / "entries" / "oat.md").write_text("---\nterm: [Oat\n---\n", encoding="utf-8")
    preview = Preview(BuildRequest(project / "entries", project / "out", project / "glossary.yml"))
    preview.rebuild()
    assert error_codes(preview) == ["yaml-syntax"]
    assert preview.respond("term/oat-grain/").status == 200
    assert b"yaml" not in preview.respond("term/rye/").data


def test_a_bad_ledger_is_no_entry(project: Path, preview: Preview) -> None:
    (project / "entries" / ".ids.yml").write_text("rye: [", encoding="utf-8")
    (project / "entries" / "rye.md").write_text("---\nterm: Rye\n---\n\nRye is new.\n", encoding="utf-8")
    preview.rebuild()
    assert error_codes(preview)
    assert b"Rye is a grain." in preview.respond("term/rye/").data
