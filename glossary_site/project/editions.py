"""``glossary diff``: each side is a built site, a folder of entries, or either in a git revision."""

import io
import json
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from glossary_site.config import SiteConfig, read_config
from glossary_site.disk import locked
from glossary_site.glossary import (
    LEDGER,
    Change,
    GlossaryInputs,
    Pin,
    TermState,
    compare_editions,
    parse_ledger,
    read_ledger,
    record_changes,
    relate_records,
    state_of,
)
from glossary_site.issues import GlossaryError, Issue, errors_in
from glossary_site.loader import Source, decode_source, holds_entries, load_records, read_sources
from glossary_site.publish import EDITION, parse_edition
from glossary_site.request import BuildRequest
from glossary_site.workers import SerialExecutor

#: What builds of any version have; it holds less than ``EDITION``.
_TERMS = "terms.json"


@dataclass(frozen=True, slots=True)
class Revision:
    """All terms as one side has them; ``moved`` leads from departed ids to those that took their place."""

    terms: tuple[TermState, ...]
    moved: Mapping[str, str] = field(default_factory=dict)


def _refuse(side: str, message: str, hint: str) -> GlossaryError:
    return GlossaryError.of("diff-side", message, hint, side)


def _parse_terms(text: str) -> tuple[TermState, ...] | None:
    try:
        found: list[dict[str, Any]] = json.loads(text)
        return tuple(
            TermState(
                term["id"],
                term["term"],
                (*term["aliases"], *term["abbreviations"]),
                definitions=(term["definition"],) if term["definition"] else (),
            )
            for term in found
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _built(side: str, texts: Mapping[str, str]) -> Revision:
    """The terms of a built site; ``texts`` are those of its files ``EDITION`` and ``_TERMS``, as far as it has them."""
    name, parse = (EDITION, parse_edition) if EDITION in texts else (_TERMS, _parse_terms)
    states = parse(texts[name])
    if states is None:
        raise _refuse(side, f"'{name}' cannot be read", "build the site again with this version")
    return Revision(states)


def _written(
    sources: Sequence[Source],
    ledger: tuple[tuple[Pin, ...], tuple[Issue, ...]],
    config: SiteConfig,
    issues: Sequence[Issue],
) -> Revision:
    """The terms of entries, by the very stages of a build; ``ledger`` as it was parsed."""
    pins, ledger_issues = ledger
    records, load_issues = load_records(sources, config, SerialExecutor())
    glossary = relate_records(records, config, GlossaryInputs(pins))
    # Entries that do not fit together, such as a missing relation, can be compared; those that cannot be read cannot.
    errors = errors_in((*issues, *ledger_issues, *load_issues))
    if errors:
        raise GlossaryError(errors)
    moved = {each.id: each.moved_to for each in glossary.departed if each.moved_to}
    return Revision(tuple(state_of(entry.record) for entry in glossary.entries), moved)


def _git(side: str, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except OSError as error:
        raise _refuse(side, "git cannot be run", "install git, or name two folders") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise _refuse(side, f"git has no such folder: {reason}", "such as v1.0:entries")
    return done.stdout


def _read_tree(side: str) -> dict[str, bytes]:
    """Every file of the tree that git calls ``side`` (``revision:folder``), by its path below it."""
    tree = _git(side, "rev-parse", "--verify", side)
    archive = _git(side, "archive", "--format=tar", tree.decode().strip())
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        members = ((member, files.extractfile(member)) for member in files if member.isfile())
        return {member.name: file.read() for member, file in members if file is not None}


def _from_git(side: str, config: SiteConfig) -> Revision:
    raw = _read_tree(side)
    texts = {name: raw[name].decode("utf-8", "replace") for name in (EDITION, _TERMS, LEDGER) if name in raw}
    if EDITION in texts or _TERMS in texts:
        return _built(side, texts)
    sources: list[Source] = []
    issues: list[Issue] = []
    for name in sorted(name for name in raw if holds_entries(PurePosixPath(name))):
        source, found = decode_source(raw[name], f"{side}/{name}")
        issues += found
        if source is not None:
            sources.append(source)
    ledger = parse_ledger(texts.get(LEDGER, ""), f"{side}/{LEDGER}")
    return _written(sources, ledger, config, issues)


def compare_revisions(request: BuildRequest, old: str, new: str) -> tuple[Change, ...]:
    """What changed from one side to the other. Raises ``GlossaryError`` as ``read_revision``, or for the settings."""
    config, issues = read_config(request.config)
    if issues:
        raise GlossaryError(issues)
    before, after = read_revision(old, config), read_revision(new, config)
    return compare_editions(before.terms, after.terms, after.moved)


def record_day(request: BuildRequest, day: str, changes: Sequence[Change]) -> int:
    """Add changes to the log of the entries under a day (``2026-03-31``); gives how many the log lacked.

    Raises ``GlossaryError`` where the log cannot be read, or with ``in-use``.
    """
    with locked(request.entries):
        count, issues = record_changes(request.entries, day, changes)
    if issues:
        raise GlossaryError(issues)
    return count


def read_revision(side: str, config: SiteConfig) -> Revision:
    """The terms of ``side``: a folder (of a build, or of entries), else ``revision:folder`` in git.

    Raises ``GlossaryError`` with ``diff-side`` or what is wrong with the entries.
    """
    folder = Path(side)
    if folder.is_dir():
        built = {name: folder / name for name in (EDITION, _TERMS) if (folder / name).is_file()}
        if built:
            texts = {name: path.read_text(encoding="utf-8", errors="replace") for name, path in built.items()}
            return _built(side, texts)
        sources, issues = read_sources(folder)
        return _written(sources, read_ledger(folder), config, issues)
    if ":" not in side or side.startswith("-"):
        raise _refuse(side, "there is no such folder", "name a build, a folder of entries, or revision:folder in git")
    return _from_git(side, config)
