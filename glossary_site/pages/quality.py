"""What the quality page shows of a glossary's figures, in the words of the pages."""

from collections.abc import Iterable, Mapping, Sequence

from glossary_site.checks import DUPLICATES, LENGTHS, LINKS, Problem, Quality
from glossary_site.issues import Severity
from glossary_site.language import read_texts
from glossary_site.pages.views import Bar, Chart, Link, QualityView, TroubleView


def _share(count: int, whole: int) -> int:
    """A count in percent of the whole; what is there at all is seen, and only the whole is 100."""
    return min(99, max(1, round(100 * count / whole))) if 0 < count < whole else 100 * bool(count)


def class_labels(bounds: Sequence[int], more: str) -> tuple[str, ...]:
    """The names of the classes with these upper bounds; ``more`` is a pattern such as "more than %(number)s".

    >>> class_labels((0, 1, 5), "> %(number)s")
    ('0', '1', '2–5', '> 5')
    """
    within = [
        str(bound) if bound == below + 1 else f"{below + 1}–{bound}"
        for below, bound in zip((-1, *bounds), bounds, strict=False)
    ]
    return (*within, more % {"number": bounds[-1]})


def quality_view(quality: Quality, links: Mapping[str, Link], language: str) -> QualityView:
    """The charts, with labels in ``language``; ``links`` are all terms by their ids."""
    _ = read_texts(language).gettext
    having = {
        "definition": _("a definition"),
        "text": _("a text"),
        "category": _("a category"),
        "source": _("a source"),
        "names": _("another name or an abbreviation"),
        "relation": _("a declared relation"),
        "date": _("a date of change"),
    }
    severities = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.NOTE: _("note")}
    more = _("more than %(number)s")
    covered = ((having[name], count) for name, count in quality.coverage)
    links_out = zip(class_labels(LINKS, more), quality.links_out, strict=True)
    links_in = zip(class_labels(LINKS, more), quality.links_in, strict=True)
    lengths = zip(class_labels(LENGTHS, more), quality.lengths, strict=True)
    years = ((year.replace("<", "← ") or _("no date"), count) for year, count in quality.years)
    most = max((each.count for each in quality.problems), default=1)

    def trouble(each: Problem) -> TroubleView:
        return TroubleView(
            each.code,
            severities[each.severity],
            each.summary,
            each.hint,
            each.count,
            _share(each.count, most),
            tuple(links[identity] for identity in each.ids if identity in links),
        )

    def chart(name: str, heading: str, about: str, figures: Iterable[tuple[str, int]], whole: int = 0) -> Chart:
        """``figures`` are a label and a count each; ``whole`` is what the counts are a share of, else their sum."""
        figures = tuple(figures)
        total = whole or sum(count for _, count in figures)
        return Chart(name, heading, about, tuple(Bar(label, count, _share(count, total)) for label, count in figures))

    return QualityView(
        charts=(
            chart("coverage", _("Coverage"), _("How many terms have it, in all their senses."), covered, quality.terms),
            chart("links-out", _("Links from terms"), _("How many terms name so many others."), links_out),
            chart("links-in", _("Links to terms"), _("How many terms are named by so many others."), links_in),
            chart("lengths", _("Length of definitions"), _("How many definitions have so many characters."), lengths),
            chart("freshness", _("Freshness"), _("How many terms changed last in that year."), years),
        ),
        duplicates=tuple(trouble(each) for each in quality.problems if each.code in DUPLICATES),
        troubles=tuple(trouble(each) for each in quality.problems),
    )
