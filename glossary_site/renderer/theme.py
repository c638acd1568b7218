"""The theme on disk: the default one in the package, single files replaced by a project's own of the same name."""

from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path

from glossary_site.digest import digest_all
from glossary_site.disk import Output, leads_out, name_fault
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.search import is_served
from glossary_site.values import Frozen, replace

#: In the wheel the theme is inside the package; in a checkout, beside it.
_PACKAGED = "theme"


class Theme(Frozen):
    """All templates by name with file and text, the URL of the folder of static files, the language of the texts.

    In a sandbox templates read the values that they are given, and can neither run nor change anything.
    """

    templates: tuple[tuple[str, str, str], ...]
    assets: str
    language: str = "en"
    is_sandboxed: bool = False


def default_theme() -> Path:
    """The folder with the default ``templates`` and ``static``."""
    package = files("glossary_site")
    with as_file(package) as folder:
        packaged = folder / _PACKAGED
        return packaged if packaged.is_dir() else folder.parent


def theme_folders(home: Path) -> tuple[Path, Path]:
    """The folders of templates and of static files in a theme, or in a project that replaces some of its files."""
    return home / "templates", home / "static"


def read_theme_folder(folder: Path) -> dict[str, tuple[str, str]]:
    """Template name -> (file, text) for every template below ``folder``; {} when there is none.

    Raises ``GlossaryError`` with an issue ``template`` for each one that cannot be read.
    """
    if not folder.is_dir():
        return {}
    found: dict[str, tuple[str, str]] = {}
    issues: list[Issue] = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            try:
                found[path.relative_to(folder).as_posix()] = (path.as_posix(), path.read_text(encoding="utf-8"))
            except (OSError, UnicodeError) as error:
                message = f"the template cannot be read: {error}"
                issues.append(Issue("template", Severity.ERROR, message, "save it as UTF-8", path.as_posix()))
    if issues:
        raise GlossaryError(issues)
    return found


def read_theme(
    project: Path, accent: str = "", language: str = "en", others: Sequence[str] = (), *, trusted: bool = False
) -> tuple[Theme, tuple[Output, ...]]:
    """Templates and static files, the project's own before the default ones.

    ``accent`` is the theme's colour; ``language`` that of its texts, ``others`` are further languages with pages: they
    decide which stemmers the site serves. A theme with templates of the project's own is sandboxed, unless they are
    ``trusted``.

    Static files are served from one folder named by the digest of them all, so that they can be cached for ever while
    links between them stay as written. Raises ``GlossaryError`` with ``template``, ``file-outside`` (a link that leads
    out of its folder) or ``file-name`` (one that some systems cannot have).
    """
    _check_names(project)
    (default_templates, default_static), (own_templates, own_static) = map(theme_folders, (default_theme(), project))
    own = read_theme_folder(own_templates)
    templates = read_theme_folder(default_templates) | own
    static: dict[str, bytes] = {}
    for folder in (default_static, own_static):
        if folder.is_dir():
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder).as_posix()
                if (
                    path.is_file()
                    and not path.name.startswith(".")
                    and any(is_served(name, each) for each in (language, *others))
                ):
                    static[name] = path.read_bytes()
    if accent:
        static["style.css"] = static.get("style.css", b"") + f":root{{--accent:{accent}}}\n".encode()
    names = sorted(static)
    prefix = f"static/{digest_all(part for name in names for part in (name, static[name]))[:10]}/"
    by_name = tuple((name, *templates[name]) for name in sorted(templates))
    theme = Theme(by_name, prefix, language, is_sandboxed=bool(own) and not trusted)
    return theme, tuple(Output(prefix + name, static[name]) for name in names)


def theme_in(theme: Theme, language: str, prefix: str) -> Theme:
    """The theme with its texts in another language, for pages below ``prefix``."""
    return replace(theme, language=language, assets="../" * prefix.count("/") + theme.assets)


def _check_names(project: Path) -> None:
    """Refuse files of a project's own theme that come from elsewhere, or that no other system could hold."""
    issues: list[Issue] = []
    templates, static = theme_folders(project)
    for folder in (templates, static):
        home = project if folder.is_symlink() else folder
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            fault = name_fault(path.relative_to(folder).as_posix()) if folder == static else ""
            if leads_out(path, home):
                message, hint = f"a link out of {folder.name}/", "copy the file in"
                issues.append(Issue("file-outside", Severity.ERROR, message, hint, path.as_posix()))
            elif fault:
                issues.append(Issue("file-name", Severity.ERROR, fault, "rename the file", path.as_posix()))
    if issues:
        raise GlossaryError(issues)
