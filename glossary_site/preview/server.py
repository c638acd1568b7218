"""The preview's server: the site's URLs from memory, and a WebSocket that notifies open pages of changes.

It binds to this machine only unless another host is given, answers GET and HEAD, checks ``Host`` (DNS rebinding) and
``Origin`` (other sites' scripts), and asks for a token on the socket. The only importer of starlette and uvicorn.
"""

import asyncio
import contextlib
import secrets
import socket
import threading
from collections.abc import AsyncIterator, Callable
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse
from starlette.responses import Response as HttpResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from glossary_site.build import BuildRequest
from glossary_site.issues import errors_in
from glossary_site.preview.preview import HTML, Preview, Response, Update, source_lines
from glossary_site.preview.watch import Watch
from glossary_site.renderer import theme_folders
from glossary_site.request import CONFIG_NAME
from glossary_site.values import Frozen, Struct, as_dict, field, replace

#: Below this path is what belongs to the preview and not to the site; no term or category has a hyphen for a name.
OWN = "-/preview/"
_CLIENT = ("client.js", "client.css", "idiomorph.esm.js")
_LOCAL = ("127.0.0.1", "localhost", "[::1]")
#: How many ports above the wanted one are tried.
_PORTS = 50


class PreviewRequest(Frozen):
    """What to preview and where to serve it."""

    build: BuildRequest
    host: str = "127.0.0.1"
    port: int = 8000
    strict_port: bool = False
    poll: bool = False


class _Tab(Struct):
    """An open page: where it is and what it shows."""

    socket: WebSocket
    url: str
    digest: str


class _Server(Struct):
    preview: Preview
    token: str
    hosts: frozenset[str]
    tabs: list[_Tab] = field(default_factory=list)

    def _is_own_host(self, host: str) -> bool:
        return host.lower() in self.hosts

    async def page(self, request: Request) -> HttpResponse:
        """Answer a GET or HEAD for any URL of the site."""
        if not self._is_own_host(request.headers.get("host", "")):
            return PlainTextResponse("This preview answers to its own address only.", 403)
        url = unquote(request.scope["raw_path"].decode("latin-1").split("?")[0]).removeprefix("/")
        if url.startswith(OWN):
            return self._client_file(url.removeprefix(OWN))
        if not self.preview.has_page(url) and self.preview.has_page(f"{url}/"):
            return RedirectResponse(f"/{url}/", 308)
        found = await asyncio.to_thread(self.preview.respond, url)
        headers = {"cache-control": "no-store", "etag": f'"{found.digest}"', "x-content-type-options": "nosniff"}
        if request.headers.get("if-none-match") == headers["etag"]:
            return HttpResponse(status_code=304, headers=headers)
        if found.source:
            return FileResponse(found.source, found.status, headers, found.type)
        return HttpResponse(self._with_client(found), found.status, headers, found.type)

    def _with_client(self, found: Response) -> bytes:
        """A page with the script that keeps it up to date; any other file as it is."""
        if found.type != HTML:
            return found.data
        tag = f'<script type="module" src="/{OWN}client.js?token={self.token}&amp;shows={found.digest}"></script>'
        head, mark, tail = found.data.rpartition(b"</body>")
        return head + tag.encode() + mark + tail if mark else found.data + tag.encode()

    def _client_file(self, name: str) -> HttpResponse:
        if name not in _CLIENT:
            return PlainTextResponse("There is nothing here.", 404)
        data = files("glossary_site.preview").joinpath("client", name).read_bytes()
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        return HttpResponse(data, headers={"cache-control": "no-store"}, media_type=kind)

    async def socket(self, socket: WebSocket) -> None:
        """Notify one open page of changes. The page sends its URL and the digest of what it shows."""
        origin = urlsplit(socket.headers.get("origin", ""))
        same = origin.scheme in ("http", "https") and self._is_own_host(origin.netloc)
        token = socket.query_params.get("token", "")
        if not same or not self._is_own_host(socket.headers.get("host", "")) or token != self.token:
            await socket.close(1008)
            return
        await socket.accept()
        tab = _Tab(socket, "", "")
        try:
            while True:
                message = await socket.receive_json()
                tab.url = unquote(str(message.get("url", ""))).removeprefix("/")
                tab.digest = str(message.get("shows", ""))
                if tab not in self.tabs:
                    self.tabs.append(tab)
                await self._notify(tab)
        except (WebSocketDisconnect, ValueError, KeyError, AttributeError, RuntimeError):
            pass
        finally:
            if tab in self.tabs:
                self.tabs.remove(tab)

    async def _notify(self, tab: _Tab) -> None:
        preview = self.preview
        deleted = not preview.has_page(tab.url) and preview.number > 0
        found = await asyncio.to_thread(preview.respond, tab.url)
        errors = errors_in(preview.issues)
        await tab.socket.send_json(
            {
                "build": preview.number,
                "changed": found.digest != tab.digest,
                "shows": found.digest,
                "deleted": deleted,
                "issues": [{**as_dict(issue), "source_lines": source_lines(issue)} for issue in errors[:50]],
            }
        )
        tab.digest = found.digest

    async def notify_all(self) -> None:
        """Notify every open page of a new build."""
        for tab in tuple(self.tabs):
            with contextlib.suppress(WebSocketDisconnect, RuntimeError):
                await self._notify(tab)


def _free_socket(request: PreviewRequest) -> socket.socket:
    """A listening socket at the wanted port, or at the next free one; raises ``OSError`` when there is none."""
    last: OSError | None = None
    for port in range(request.port, request.port + (1 if request.strict_port else _PORTS)):
        family = socket.AF_INET6 if ":" in request.host else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((request.host, port))
            listener.listen(128)
        except OSError as error:
            listener.close()
            last = error
            continue
        return listener
    raise last or OSError("no free port")


def _roots(build: BuildRequest) -> tuple[Path, ...]:
    project = build.config.parent
    own = filter(None, (build.public, build.pages))
    return (build.entries, *own, *theme_folders(project), project / (build.config.name or CONFIG_NAME))


def make_app(
    preview: Preview, watch: Watch, token: str, hosts: frozenset[str], report: Callable[[frozenset[str], Update], None]
) -> Starlette:
    """The application: serves ``preview`` and rebuilds it, one build at a time, when ``watch`` sees changes.

    A preview that was never rebuilt is, first.
    """
    server = _Server(preview, token, hosts)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()

        def rebuild(changed: frozenset[str]) -> None:
            update = preview.rebuild(changed)
            # Open pages first: the report counts the pages rendered for them.
            with contextlib.suppress(TimeoutError):
                asyncio.run_coroutine_threadsafe(server.notify_all(), loop).result(10)
            report(changed, replace(update, rendered=len(preview.rendered)))

        def follow() -> None:
            with watch.running():
                if preview.number == 0:  # the pages of the last build are shown until now
                    rebuild(frozenset())
                preview.get_ready()
                while (changed := watch.wait()) is not None:
                    rebuild(changed)

        thread = threading.Thread(target=follow, name="preview", daemon=True)
        thread.start()
        yield
        watch.stop()
        thread.join(5)

    routes = [
        WebSocketRoute(f"/{OWN}socket", server.socket),
        Route("/{path:path}", server.page, methods=["GET", "HEAD"]),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


def serve_preview(
    request: PreviewRequest,
    announce: Callable[[str], None],
    report: Callable[[frozenset[str], Update], None],
) -> None:
    """Serve until interrupted.

    ``announce`` is called with the address, ``report`` with the changed paths and the result of every rebuild.
    Raises ``OSError`` when no port is free.
    """
    watch = Watch(_roots(request.build), poll=request.poll)
    preview = Preview(request.build)
    listener = _free_socket(request)
    port = listener.getsockname()[1]
    hosts = frozenset(f"{host}:{port}" for host in (*_LOCAL, request.host.lower()))
    if not preview.show_last_build():
        report(frozenset(), preview.rebuild())
    name = "127.0.0.1" if request.host in ("0.0.0.0", "::") else request.host  # noqa: S104 - only compared
    announce(f"http://{name}:{port}/")
    app = make_app(preview, watch, secrets.token_urlsafe(16), hosts, report)
    config = uvicorn.Config(
        app, log_level="error", access_log=False, ws="websockets-sansio", timeout_graceful_shutdown=1
    )
    uvicorn.Server(config).run(sockets=[listener])
