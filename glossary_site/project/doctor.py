"""``glossary doctor``: whether a project is fit to be built and published, and what is missing."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path, PurePath

from packaging.requirements import Requirement

from glossary_site.build import Inputs, Project, find_shrinkage, open_project
from glossary_site.config import SiteConfig
from glossary_site.disk import MANIFEST, real_path
from glossary_site.glossary import LEDGER
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.publish import EDITION, left_out, parse_edition
from glossary_site.renderer import default_theme, theme_folders
from glossary_site.request import BuildRequest
from glossary_site.values import Frozen

_PACKAGE = "glossary-site"
_OLDEST = (3, 11)
#: What is otherwise without a library that the program can do without.
_WITHOUT = {
    "ahocorasick_rs": "names are found more slowly, without ahocorasick-rs",
    "icu": "Chinese names have no order and scripts without spaces no words, without pyicu-wheels",
}


class Finding(Frozen):
    """What one check found. ``severity`` is None where nothing is wrong; ``hint`` is what to do otherwise."""

    about: str
    message: str
    severity: Severity | None = None
    hint: str = ""


def _is_in(path: str, folder: Path | None) -> bool:
    return folder is not None and PurePath(path).is_relative_to(folder)


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= _OLDEST:
        return Finding("python", found)
    return Finding("python", f"{found} is too old", Severity.ERROR, "install Python 3.11 or newer")


def _libraries() -> Finding:
    """The required libraries that are missing or of another version than is asked for, in one finding."""
    missing: list[str] = []
    required = [each for each in map(Requirement, requires(_PACKAGE) or ()) if _is_needed(each)]
    for each in required:
        try:
            found = version(each.name)
        except PackageNotFoundError:
            missing.append(each.name)
        else:
            if not each.specifier.contains(found, prereleases=True):
                missing.append(f"{each.name} {found}, not {each.specifier}")
    if missing:
        return Finding("libraries", ", ".join(missing), Severity.ERROR, f"pip install --upgrade {_PACKAGE}")
    left_out = "".join(f"; {effect}" for module, effect in _WITHOUT.items() if not find_spec(module))
    return Finding("libraries", f"all {len(required)} are here{left_out}")


def _is_needed(requirement: Requirement) -> bool:
    """Whether the program needs it here without any extra."""
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def _theme(project: Project) -> Finding:
    try:
        theme, static = project.theme
    except GlossaryError as error:
        return Finding("theme", str(error.issues[0]), Severity.ERROR, "correct it, or remove it")
    folder, default = (theme_folders(home)[0] for home in (project.request.config.parent, default_theme()))
    is_default = real_path(folder) == real_path(default)
    own = [] if is_default else [path for _, path, _ in theme.templates if Path(path).is_relative_to(folder)]
    if not theme.templates or not static:
        return Finding("theme", "the theme's files are not here", Severity.ERROR, f"pip install {_PACKAGE} again")
    of_own = f", {len(own)} of them the project's own" if own else ""
    return Finding("theme", f"{len(theme.templates)} templates{of_own}, {len(static)} static files")


def _config(request: BuildRequest, inputs: Inputs) -> Iterator[Finding]:
    own = [issue for issue in inputs.issues if issue.path in (request.config.as_posix(), str(request.config))]
    if not request.config.exists():
        hint = f"write {request.config}, or begin with 'glossary new'"
        yield Finding("config", "there is none, so every setting has its default", Severity.NOTE, hint)
    elif own:
        yield from (Finding("config", str(issue), issue.severity, issue.hint) for issue in own)
    else:
        yield Finding("config", f"{request.config} has no problems")


def _ledger(request: BuildRequest, inputs: Inputs) -> Finding:
    if inputs.pins:
        return Finding("ledger", f"{sum(not pin.is_address for pin in inputs.pins)} ids are pinned")
    hint = "run 'glossary pin' when you publish, and commit the file"
    message = f"there is no {LEDGER}: a renamed term would lose its address"
    return Finding("ledger", message, Severity.NOTE, hint)


def _output(folder: Path, ids: frozenset[str], newest: float) -> Finding:
    if not folder.exists():
        return Finding("output", f"{folder} is not built yet", Severity.NOTE, "run 'glossary build'")
    if not (folder / MANIFEST).is_file():
        message = f"{folder} was not made by this program"
        return Finding("output", message, Severity.ERROR, "choose another --output, or empty it yourself")
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        lost = [name for name in manifest["files"] if not (folder / name).is_file()]
        text = (folder / EDITION).read_text(encoding="utf-8") if (folder / EDITION).is_file() else ""
    except (OSError, ValueError, KeyError, TypeError):
        return Finding("output", f"{folder} is broken", Severity.WARNING, "run 'glossary build'")
    if lost:
        message = f"{len(lost)} files of {folder} are missing, such as {lost[0]}"
        return Finding("output", message, Severity.WARNING, "run 'glossary build'")
    if {state.id for state in parse_edition(text) or ()} != ids or (folder / MANIFEST).stat().st_mtime < newest:
        return Finding("output", f"{folder} is older than the entries", Severity.WARNING, "run 'glossary build'")
    return Finding("output", f"{folder} is as new as the entries")


def _newest(request: BuildRequest) -> float:
    folders = filter(None, (request.entries, request.public))
    files = [path for each in folders for path in each.rglob("*") if path.is_file() and not path.name.startswith("_")]
    return max((path.stat().st_mtime for path in (*files, request.config) if path.exists()), default=0.0)


def _public(inputs: Inputs, issues: Iterable[Issue]) -> Iterator[Finding]:
    """What there is to be found of ``public/``, where the project has it."""
    if inputs.public:
        count = len(inputs.public)
        yield Finding("public", f"{count} {'file is' if count == 1 else 'files are'} copied to the root of the site")
    yield from (Finding("public", str(issue), issue.severity, issue.hint) for issue in issues)


def _address(config: SiteConfig, missing: tuple[str, ...]) -> Finding:
    if config.base_url:
        return Finding("base_url", config.base_url)
    hint = "set base_url in glossary.yml, or build with --base-url"
    return Finding("base_url", f"not set, so these are left out: {', '.join(missing)}", Severity.WARNING, hint)


def examine(request: BuildRequest) -> tuple[Finding, ...]:
    """Everything that building and publishing depend on, one finding each; nothing is written."""
    shrinkage: tuple[Issue, ...] = ()
    with open_project(request) as project:
        inputs, analysis = project.inputs, project.analysis
        with suppress(GlossaryError):  # the finding about the entries has what is wrong
            shrinkage = find_shrinkage(request.output, project.plans)
    findings = [_python(), _libraries(), _theme(project), *_config(request, inputs)]
    in_public = [each for each in analysis.issues if _is_in(each.path, request.public)]
    issues = [each for each in analysis.issues if each not in in_public]
    severities = {issue.severity for issue in issues}
    worst = next((each for each in (Severity.ERROR, Severity.WARNING) if each in severities), None)
    glossary = analysis.glossary
    counted = f"{len(glossary.entries)} terms in {len(inputs.sources)} files"
    if worst is None:
        findings.append(Finding("entries", counted))
    else:
        bad = [issue for issue in issues if issue.severity is worst]
        more = f", and {len(bad) - 1} more" if len(bad) > 1 else ""
        message = f"{counted}; {worst} {bad[0].place} {bad[0].message}{more}"
        findings.append(Finding("entries", message, worst, "'glossary check' lists them all"))
    findings += _public(inputs, in_public)
    findings.append(_address(inputs.config, left_out(inputs.config, glossary)))
    if not inputs.config.licence:
        hint = "add licence: {text: CC BY 4.0, url: …}"
        findings.append(Finding("licence", "readers do not learn what they may do", Severity.NOTE, hint))
    findings.append(_ledger(request, inputs))
    findings += [Finding("output", issue.message, issue.severity, issue.hint) for issue in shrinkage]
    findings.append(_output(request.output, frozenset(entry.id for entry in glossary.entries), _newest(request)))
    return tuple(findings)
