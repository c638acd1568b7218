"""A flame graph of samples as a small SVG: what takes less than half a percent is left out.

A picture of all samples, as py-spy draws it, takes a megabyte.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

_WIDTH, _HEIGHT, _LETTER = 1600, 17, 6.3
#: Frames of a smaller share are left out.
_LEAST = 0.005
#: By a part of a frame's name: Markdown, templates, the start of Python; this program has the last colour.
_COLOURS = {"(markdown_it/": "#93c47d", "(jinja2/": "#8fb8de", ".html)": "#8fb8de", "(<frozen ": "#d9d9d9"}
_OWN = "#f6b26b"


@dataclass(slots=True)
class _Frame:
    """A function with the functions that it calls, by name, and the number of samples in it and in them."""

    samples: int = 0
    calls: dict[str, "_Frame"] = field(default_factory=dict)


def _gather(stacks: Iterable[tuple[Sequence[str], int]]) -> _Frame:
    whole = _Frame()
    for stack, count in stacks:
        frame = whole
        frame.samples += count
        for name in stack:
            frame = frame.calls.setdefault(name, _Frame())
            frame.samples += count
    return whole


def _colour(name: str) -> str:
    return next((colour for part, colour in _COLOURS.items() if part in name), _OWN)


def _draw(frame: _Frame, total: int, left: float, depth: int) -> Iterator[tuple[int, str]]:
    """The depth and the SVG of each frame that is called, the widest first."""
    for name, each in sorted(frame.calls.items(), key=lambda call: -call[1].samples):
        share = each.samples / total
        if share < _LEAST:
            return
        width, top = share * _WIDTH, depth * _HEIGHT
        shown = name.partition(" ")[0][: int(width / _LETTER)]
        text = f'<text x="{left + 2:.1f}" y="{top + 12}">{escape(shown)}</text>' if len(shown) > 2 else ""
        box = f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{_HEIGHT - 1}" fill="{_colour(name)}"/>'
        yield depth, f"<g><title>{escape(name)}, {share:.1%}</title>{box}{text}</g>"
        yield from _draw(each, total, left, depth + 1)
        left += width


def draw_flames(stacks: Iterable[tuple[Sequence[str], int]]) -> str:
    """The SVG of ``stacks``: the functions of each, the outermost first, and how many samples have it."""
    whole = _gather(stacks)
    frames = list(_draw(whole, whole.samples, 0, 0))
    height = _HEIGHT * (1 + max((depth for depth, _ in frames), default=0))
    box, font = f'viewBox="0 0 {_WIDTH} {height}"', 'font-family="monospace" font-size="10.5"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} {font}>'
    return "\n".join([head, *(shape for _, shape in frames), "</svg>", ""])
