"""``robots.txt`` and the web manifest."""

import json
from collections.abc import Iterator

from glossary_site.config import SiteConfig
from glossary_site.disk import Output
from glossary_site.language import direction_of

#: The endings of icons, and the type that a manifest gives for each.
_ICONS = {".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon"}


def robots(config: SiteConfig) -> Iterator[Output]:
    """All may be read. Robots look for this file at the root of a host only (RFC 9309)."""
    lines = ["User-agent: *", "Allow: /"]
    if config.base_url:
        lines += ["", f"Sitemap: {config.base_url}sitemap.xml"]
    yield Output("robots.txt", "\n".join([*lines, ""]).encode())


def web_manifest(config: SiteConfig, icon: str) -> Output:
    """``site.webmanifest`` (W3C Web Application Manifest): the site as something to put on a home screen.

    ``icon`` is the URL of the site's icon.
    """
    kind = next((kind for ending, kind in _ICONS.items() if icon.lower().endswith(ending)), "")
    manifest = {
        "name": config.title,
        "description": config.description,
        "lang": config.language,
        "dir": direction_of(config.language),
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui" if config.offline else "browser",
        "theme_color": config.accent,
        "icons": [{"src": icon, "sizes": "any", "type": kind}] if kind else [],
    }
    given = {name: value for name, value in manifest.items() if value}
    return Output(
        "site.webmanifest", json.dumps(given, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    )
