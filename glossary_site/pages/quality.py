"""What the quality page shows of a glossary's figures, in the words of the pages."""

from collections.abc import Mapping, Sequence

from glossary_site.checks import DUPLICATES, LENGTHS, LINKS, Problem, Quality
from glossary_site.issues import Severity
from glossary_site.language import read_texts
from glossary_site.pages.views import Bar, Chart, Link, QualityView, TroubleView


def _share(count: int, whole: int) -> int:
    """A count in percent of the whole; what is there at all is seen, and only the whole is 100."""
    return min(99, max(1, round(100 * count / whole))) if 0 < count < whole else 100 * bool(count)


def _bars(labels: Sequence[str], counts: Sequence[int], whole: int) -> tuple[Bar, ...]:
    return tuple(Bar(label, count, _share(count, whole)) for label, count in zip(labels, counts, strict=True))


def class_labels(bounds: Sequence[int], more: str) -> tuple[str, ...]:
    """The names of the classes with these upper bounds; ``more`` says "more than %(number)s".

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
    by_links, by_length = class_labels(LINKS, more), class_labels(LENGTHS, more)
    years = [_("no date") if not year else year.replace("<", "← ") for year, _count in quality.years]
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

    def chart(name: str, heading: str, about: str, labels: Sequence[str], counts: Sequence[int]) -> Chart:
        whole = quality.terms if name == "coverage" else sum(counts)
        return Chart(name, heading, about, _bars(labels, counts, whole))

    return QualityView(
        charts=(
            chart(
                "coverage",
                _("Coverage"),
                _("How many terms have it, in all their senses."),
                [having[name] for name, _count in quality.coverage],
                [count for _name, count in quality.coverage],
            ),
            chart(
                "links-out",
                _("Links from terms"),
                _("How many terms name so many others."),
                by_links,
                quality.links_out,
            ),
            chart(
                "links-in",
                _("Links to terms"),
                _("How many terms are named by so many others."),
                by_links,
                quality.links_in,
            ),
            chart(
                "lengths",
                _("Length of definitions"),
                _("How many definitions have so many characters."),
                by_length,
                quality.lengths,
            ),
            chart(
                "freshness",
                _("Freshness"),
                _("How many terms changed last in that year."),
                years,
                [n for _year, n in quality.years],
            ),
        ),
        duplicates=tuple(trouble(each) for each in quality.problems if each.code in DUPLICATES),
        troubles=tuple(trouble(each) for each in quality.problems),
    )
