"""Why a page is as it is, and whether what was kept from earlier builds is what a clean build makes."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

from glossary_site.build.build import build_site
from glossary_site.build.project import open_project
from glossary_site.build.reasons import Reason, digest_page, digest_theme, find_reasons, parse_digests
from glossary_site.build.site_files import find_sites
from glossary_site.build.stages import Progress, be_silent
from glossary_site.build.state import read_state
from glossary_site.disk import read_manifest, stamp_of
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.pages import page_path
from glossary_site.publish import EMBED
from glossary_site.request import CACHE, BuildRequest
from glossary_site.values import Frozen, replace


class Explanation(Frozen):
    """Why the next build makes a page anew, or does not.

    ``now`` are the digests of what it depends on, by name, ``before`` those of the last build; ``path`` is its file,
    ``sources`` are the entries (``path:line``) that it shows as a term's own.
    """

    url: str
    path: str
    sources: tuple[str, ...]
    now: Mapping[str, str]
    before: Mapping[str, str]
    reasons: tuple[Reason, ...]


def explain_page(request: BuildRequest, url: str) -> Explanation:
    """What the page at ``url`` (as in the site, or the path of its file) is made of.

    Raises ``GlossaryError`` as ``Project.sound`` does, or with ``page-unknown``.
    """
    with open_project(request, on_disk=True) as project:
        sites = find_sites(project.sound, project.plans, *project.theme, project.inputs.public)
        urls = {site.prefix + url: (site, url) for site in sites for url in site.plan.urls}
        wanted = url.removeprefix(project.config.base_url).removeprefix("/").removesuffix("index.html")
        if wanted not in urls:
            near = get_close_matches(wanted, urls, 3)
            hint = f"did you mean {', '.join(near)}?" if near else "the site's sitemap lists its pages"
            raise GlossaryError.of("page-unknown", f"the site has no page at '{url}'", hint)
        site, own = urls[wanted]
        now = parse_digests(digest_page(site.plan.input(own), digest_theme(site.theme)))
    path, state = page_path(wanted), read_state(project.cache, request.output)
    before = parse_digests(state.pages.get(path, ""))
    reasons = find_reasons(now, before, is_kept=stamp_of(request.output, path) == state.files.get(path))
    entry = site.plan.entry_at(own)
    origins = (entry.record.origin, *(sense.origin for sense in entry.record.senses)) if entry else ()
    places = (f"{origin.path}:{origin.line}" for origin in origins)
    return Explanation(wanted, path, tuple(dict.fromkeys(places)), now, before, reasons)


def _differences(clean: Path, folder: Path, expected: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    found = read_manifest(folder)
    for path in expected:
        try:
            if (folder / path).read_bytes() != (clean / path).read_bytes():
                yield path, "is not what a clean build makes"
        except OSError:
            yield path, "is missing; a clean build makes it"
    # Folders of earlier releases stay on purpose.
    yield from ((path, "is not made by a clean build") for path in found.keys() - expected.keys() if EMBED not in path)


def verify_build(request: BuildRequest, progress: Progress = be_silent) -> int:
    """Build once more, from nothing, and compare with what is in ``request.output``; gives the number of files.

    Raises ``GlossaryError`` with ``cache-wrong`` for each file that is not what a clean build makes.
    """
    with TemporaryDirectory(prefix="glossary-") as folder:
        clean = Path(folder) / "site"
        build_site(replace(request, output=clean, cache=None), progress)
        expected = read_manifest(clean)
        hint = f"delete {CACHE}/, build again, and report this as a bug"
        issues = [
            Issue("cache-wrong", Severity.ERROR, message, hint, path)
            for path, message in _differences(clean, request.output, expected)
        ]
    if issues:
        raise GlossaryError(issues)
    return len(expected)
