"""A small plot as SVG: lines over a logarithmic axis."""

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT, _MARGIN = 560, 320, 60
_COLOURS = ("#4477aa", "#ee6677", "#228833", "#ccbb44")


def lines(title: str, below: str, points: Mapping[str, Sequence[tuple[float, float]]]) -> str:
    """Each named line through its points; x is logarithmic, y begins at 0."""
    every = [point for line in points.values() for point in line]
    low, high = (math.log10(end([x for x, _ in every])) for end in (min, max))
    top = max(y for _, y in every) * 1.1

    def place(x: float, y: float) -> tuple[float, float]:
        share = (math.log10(x) - low) / ((high - low) or 1)
        return (
            _MARGIN + share * (_WIDTH - 2 * _MARGIN),
            _HEIGHT - _MARGIN - y / top * (_HEIGHT - 2 * _MARGIN),
        )

    style = 'font-family="sans-serif" font-size="12"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" {style}>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        f'<text x="{_MARGIN}" y="24" font-size="15">{escape(title)}</text>',
        f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 14}" text-anchor="middle">{escape(below)}</text>',
    ]
    for step in range(5):
        y = top * step / 4
        _, at = place(every[0][0], y)
        parts.append(
            f'<line x1="{_MARGIN}" x2="{_WIDTH - _MARGIN}" y1="{at:.1f}" y2="{at:.1f}" stroke="#ddd"/>'
        )
        parts.append(f'<text x="{_MARGIN - 8}" y="{at + 4:.1f}" text-anchor="end">{y:.3g}</text>')
    for x in sorted({x for x, _ in every}):
        at, _ = place(x, 0)
        parts.append(f'<text x="{at:.1f}" y="{_HEIGHT - _MARGIN + 18}" text-anchor="middle">{x:,.0f}</text>')
    for number, (name, line) in enumerate(points.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        placed = [place(*point) for point in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in placed]
        x, y = placed[-1]
        parts.append(f'<text x="{x + 8:.1f}" y="{y + 4:.1f}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>", ""])
