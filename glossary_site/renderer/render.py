"""``Page`` -> bytes, the only importer of jinja2.

A template sees its page's parts, ``asset()``, the gettext functions of its language, and ``shared(template, …)``:
another template rendered with nothing but the values given, once for all pages that give the same. Two filters use
the language too: ``number`` parts the thousands of a count, ``lang`` marks a name that is written in another script.
"""

from base64 import b64encode
from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import cache, lru_cache, partial
from hashlib import sha256
from typing import TYPE_CHECKING

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from glossary_site.digest import program_digest
from glossary_site.disk import Output
from glossary_site.issues import GlossaryError, Issue, Severity
from glossary_site.language import comma, foreign_language, read_texts, reads_right_to_left
from glossary_site.renderer.theme import Theme

if TYPE_CHECKING:
    from glossary_site.pages import Page


#: Fragments to remember: what many pages have alike comes in few forms, one a depth and letter.
_FRAGMENTS = 500


class _CompiledTemplates(FileSystemBytecodeCache):
    """Templates as Python's bytecode, in a folder of the user's own, as Python keeps modules: compiling takes longer
    than rendering a small site.

    Jinja sees to it that the folder is nobody else's, and that each file is of the very text of its template.
    """

    def __init__(self, kind: type[Environment]) -> None:
        """``kind`` is what compiles them: without a sandbox, templates are compiled to code that does not use it."""
        super().__init__(pattern=f"glossary-{program_digest()[:16]}-{kind.__name__}-%s.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever is wrong with a file, its template is at hand
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # a full disk costs time, here
            super().dump_bytecode(bucket)


def _compiled_templates(kind: type[Environment]) -> _CompiledTemplates | None:
    """None where there is no folder to be had that is safe from others."""
    try:
        return _CompiledTemplates(kind)
    except (RuntimeError, OSError):
        return None


@lru_cache(maxsize=16)
def _environment(theme: Theme) -> Environment:
    # With its file, so that a traceback names it.
    sources = {name: (text, path, None) for name, path, text in theme.templates}
    kind = ImmutableSandboxedEnvironment if theme.is_sandboxed else Environment
    environment = kind(
        loader=FunctionLoader(sources.get),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # A theme is a frozen value: its templates never change.
        auto_reload=False,
        bytecode_cache=_compiled_templates(kind),
    )
    texts = read_texts(theme.language)
    separator = texts.pgettext("between thousands", ",")
    environment.filters["sha256"] = _sha256
    environment.globals.update(thousands=separator, comma=comma(theme.language))
    environment.filters["number"] = partial(_Number, separator=separator)
    environment.filters["lang"] = partial(_with_language, language=theme.language)

    @cache
    def text(message: str) -> Markup:
        return Markup(texts.gettext(message))  # noqa: S704 - the program's own words

    def gettext(message: str, /, **values: object) -> Markup:
        return text(message) % values if values else text(message)

    def ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
        return Markup(texts.ngettext(one, many, number)) % {"num": number, **values}  # noqa: S704 - as above

    # Jinja's own look every text up anew, in a context that they do not need.
    environment.globals.update(_=gettext, gettext=gettext, ngettext=ngettext)
    environment.newstyle_gettext = True  # type: ignore[attr-defined]

    @lru_cache(maxsize=_FRAGMENTS)
    def shared(name: str, /, **values: object) -> Markup:
        return Markup(environment.get_template(name).render(values))  # noqa: S704 - made by a template, which escapes

    environment.globals["shared"] = shared
    return environment


class _Number(int):
    """A count as readers write it; still a number for the choice of a plural."""

    _separator: str

    def __new__(cls, value: int, separator: str) -> "_Number":
        number = super().__new__(cls, value)
        number._separator = separator
        return number

    def __str__(self) -> str:
        return f"{int(self):,}".replace(",", self._separator)


def _with_language(text: str, language: str) -> str:
    """A name as it is, or in an element with its language where its script is not that of ``language``."""
    foreign = foreign_language(text, language)
    if not foreign:
        return text
    direction = "rtl" if reads_right_to_left(text) else "ltr"
    return Markup('<span lang="{}" dir="{}">{}</span>').format(foreign, direction, escape(text))


@lru_cache(maxsize=16)
def _sha256(text: str) -> str:
    """The hash by which a Content-Security-Policy allows an inline script (CSP Level 3, section 2.3.1)."""
    return "sha256-" + b64encode(sha256(str(text).encode("utf-8")).digest()).decode("ascii")


def _template_line(error: BaseException, files: Collection[str]) -> tuple[str, int]:
    """The one of the template ``files`` and the line in it that an exception came through last, from its traceback."""
    found = ("", 0)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file in files:
            found = (file, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _issue(error: Exception, theme: Theme, page: "Page") -> Issue:
    files = {name: path for name, path, _ in theme.templates}
    if isinstance(error, TemplateSyntaxError):
        file, line = error.filename or "", error.lineno
    else:
        file, line = _template_line(error, files.values())
    file = file or files.get(page.template, page.template)
    message = f"the template cannot be rendered for {page.url or 'the home page'}: {error}"
    hint = "the variables a template may use are listed in docs/templates.md"
    if isinstance(error, SecurityError):
        hint = (
            "a project's own templates are kept from running anything; --trust-templates lets them, if you wrote them"
        )
    return Issue("template", Severity.ERROR, message, hint, file, line)


def render_page(page: "Page", theme: Theme) -> Output:
    """Render one page. A broken template raises ``GlossaryError`` with an issue ``template`` (file, line)."""
    values = {part.name: part.value for part in page.parts}
    root = getattr(values["page"], "root", "./")

    def asset(name: str) -> str:
        return f"{root}{theme.assets}{name}"

    try:
        html = _environment(theme).get_template(page.template).render(values, asset=asset)
    except Exception as error:  # a template of the project's own can make any mistake
        raise GlossaryError([_issue(error, theme, page)]) from error
    return Output(page.path, html.encode("utf-8", "replace"))


def render_pages(pages: "Sequence[Page | Output]", theme: Theme) -> tuple[Output, ...]:
    """Render several pages, the unit of work that executors hand out; files that need no template pass through."""
    return tuple(page if isinstance(page, Output) else render_page(page, theme) for page in pages)
