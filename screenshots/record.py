"""Record the tour of the room for the README, on the seeds: `python screenshots/record.py`.

Plays a story in the running room and writes `tour-recorded.svg`, which plays by itself in a browser and on
the pages of a forge. Lines that are the same in several frames are in it once. Where motion is unwanted, and
in what knows no animations, it shows its first frame.
`python screenshots/record.py --look FOLDER` writes each frame as a PNG beside it, to be looked at.
"""

import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import DIMMED_MONOKAI
from textual.pilot import Pilot

sys.path.insert(0, str(Path(__file__).parent))
from make import HERE, Scene, room, settle, strips_of, text_of, to_png, typed

from tuireader.room.app import ReadingRoom

FILE = HERE / "tour-recorded.svg"
SIZE = (104, 30)
A_LETTER = 0.16
"""Seconds each key of a word that is typed is shown."""

_CELL, _LINE, _FONT = 8, 17, 13.28
"""Pixels: width and height of a cell, and the letters in it."""
_EDGE, _HEAD, _FOOT = 12, 30, 46
_EIGHTHS = "▁▂▃▄▅▆▇█"
_LETTERS = (
    ("bold", "font-weight:700"),
    ("italic", "font-style:italic"),
    ("underline", "text-decoration:underline"),
)
_STROKES = {
    "─": "lr", "│": "ud", "┬": "lrd", "┴": "lru", "└": "ur", "━": "LR", "┣": "udR", "┫": "udL",
}  # fmt: skip
"""Signs of lines, as strokes from the middle of the cell; capitals are thick."""


@dataclass(frozen=True)
class Shot:
    """Some keys, what must come about, and how long that is looked at."""

    caption: str
    keys: tuple[str, ...]
    wanted: str
    """A text that is on the screen then."""
    seconds: float
    pressed: str = ""
    """The keys as the caption names them."""
    is_typed: bool = False
    """Whether each key has a frame of its own."""


STORY = (
    Shot(
        "A heap of news: five articles to begin with, or a hundred thousand of your own",
        (),
        "5 articles",
        2.6,
    ),
    Shot(
        "Find anyone, however you spell it: typos and missing accents are forgiven",
        ("slash", *typed("macorn")),
        "Emmanuel Macron ← macorn",
        3.0,
        "/ macorn",
        is_typed=True,
    ),
    Shot("Open the article", ("enter", "enter"), "Esc list", 1.6, "Enter"),
    Shot("Step to where he is mentioned", ("right_square_bracket",), "mention 1 of 1", 2.4, "]"),
    Shot(
        "Select by word, and highlight",
        ("v", "l", "l", "l", "l", "l"),
        "words selected",
        0.9,
        "v l l",
        is_typed=True,
    ),
    Shot("Select by word, and highlight", ("m",), "Highlighted", 2.0, "m"),
    Shot("Write a note on the paragraph", ("right_curly_bracket", "a"), "ctrl+s save", 0.8, "} a"),
    Shot(
        "Write a note on the paragraph",
        typed("who else signed?"),
        "who else signed?",
        0.8,
        "a",
        is_typed=True,
    ),
    Shot("What the room calls saved is on the disk", ("ctrl+s",), "Note saved", 2.6, "ctrl+s"),
    Shot("Step to a name", ("right_square_bracket",), "mention", 1.4, "]"),
    Shot(
        "Everyone has a card: forms, titles, when, with whom, what was said",
        ("enter",),
        "appears with",
        3.4,
        "Enter",
    ),
    Shot("Back to all articles", ("escape", "escape", "escape"), "5 articles", 1.2, "Esc"),
    Shot("Everything listed, over time", ("T",), "articles by month", 2.4, "T"),
    Shot(
        "Mark a range of it",
        ("v", "h", "h", "h", "h", "h", "h"),
        "June to December 2024",
        1.6,
        "v h h",
        is_typed=True,
    ),
    Shot("… and it becomes part of the question", ("enter",), "2 of 5", 2.6, "Enter"),
    Shot(
        "All you made, one key from its passage, in open formats whenever you like",
        ("A",),
        "All notes (2)",
        4.0,
        "A",
    ),
)


# -- playing -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Frame:
    """What is on the screen, for how long, and what is said of it."""

    lines: tuple[tuple[Segment, ...], ...]
    seconds: float
    caption: str
    pressed: str


async def play(story: Sequence[Shot], app: ReadingRoom, pilot: Pilot[None]) -> list[Frame]:
    """Play a story; a frame of each state that is looked at.

    Raises:
        TimeoutError: a text that was waited for did not come.
    """

    def lines() -> tuple[tuple[Segment, ...], ...]:
        return tuple(tuple(strip) for strip in strips_of(app))

    async def until(wanted: str) -> None:
        end = asyncio.get_running_loop().time() + 30
        while wanted not in text_of(app):
            if asyncio.get_running_loop().time() > end:
                raise TimeoutError(f"no {wanted!r} in\n{text_of(app)}")
            await pilot.pause()
        await settle(app, pilot)

    await until("5 articles")
    frames: list[Frame] = []
    for shot in story:
        for number, key in enumerate(shot.keys, 1):
            await pilot.press(key)
            await settle(app, pilot)
            if shot.is_typed and number < len(shot.keys):
                frames.append(Frame(lines(), A_LETTER, shot.caption, shot.pressed))
        await until(shot.wanted)
        frames.append(Frame(lines(), shot.seconds, shot.caption, shot.pressed))
    return frames


async def record(story: Sequence[Shot], home: Path) -> str:
    """Play a story in a fresh home; the SVG that shows it."""
    return drawn(await frames_of(story, home))


async def frames_of(story: Sequence[Shot], home: Path) -> list[Frame]:
    """Play a story in a fresh home."""
    with room(Scene("recorded", SIZE, ()), home) as app:
        async with app.run_test(size=SIZE) as pilot:
            return await play(story, app, pilot)


# -- drawing -------------------------------------------------------------------------------------------------


@dataclass
class Sheet:
    """What several frames share: classes of ink, and lines that are drawn once."""

    ground: str
    """What is behind it all, and need not be drawn."""
    inks: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)

    def ink(self, rule: str) -> str:
        """The class for a CSS rule."""
        return self.inks.setdefault(rule, f"c{len(self.inks)}")

    def line(self, drawn: str) -> str:
        """The id of a line that is drawn so."""
        return self.lines.setdefault(drawn, f"l{len(self.lines)}")


def drawn(frames: Sequence[Frame]) -> str:
    """The frames as one SVG that plays them over and over."""
    width, height = _measures()
    sheet = Sheet(_ground(frames))
    shown = [_frame(frame, number * height, sheet) for number, frame in enumerate(frames)]
    lasts = sum(frame.seconds for frame in frames)
    at, steps = 0.0, []
    for number, frame in enumerate(frames):
        steps.append(f"{100 * at / lasts:.3f}%{{transform:translateY({-number * height}px)}}")
        at += frame.seconds
    bar = "#2a2c31"
    rules = "".join(f".{name}{{{rule}}}" for rule, name in sheet.inks.items())
    lines = "".join(f'<g id="{name}">{drawing}</g>' for drawing, name in sheet.lines.items())
    dots = "".join(
        f'<circle cx="{_EDGE + 8 + 18 * n}" cy="{_HEAD / 2}" r="5.5" fill="{color}"/>'
        for n, color in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="A tour of the reading room">'
        f"<style>text{{font:{_FONT}px 'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace;"
        f"white-space:pre}}.caption{{font:600 15px 'DejaVu Sans','Segoe UI',Helvetica,Arial,sans-serif;"
        f"fill:#f3efe6}}.key{{font-weight:700;fill:#16181d}}{rules}"
        f"#film{{animation:play {lasts:.2f}s step-end infinite}}@keyframes play{{{''.join(steps)}}}"
        f"@media(prefers-reduced-motion:reduce){{#film{{animation:none}}}}</style>"
        f"<defs>{lines}</defs>"
        f'<clipPath id="window"><rect width="{width}" height="{height}" rx="9"/></clipPath>'
        f'<g clip-path="url(#window)"><rect width="{width}" height="{height}" fill="{bar}"/>{dots}'
        f'<rect y="{_HEAD}" width="{width}" height="{height - _HEAD - _FOOT}" fill="{sheet.ground}"/>'
        f'<g id="film">{"".join(shown)}</g></g></svg>\n'
    )


def _measures() -> tuple[int, int]:
    return SIZE[0] * _CELL + 2 * _EDGE, SIZE[1] * _LINE + _HEAD + _FOOT + 8


def _ground(frames: Sequence[Frame]) -> str:
    """The colour that stands behind most cells."""
    counted: Counter[str] = Counter()
    for line in frames[0].lines:
        for segment in line:
            counted[_hex((segment.style or Style()).bgcolor, "")] += cell_len(segment.text)
    return counted.most_common(1)[0][0]


def _frame(frame: Frame, top: int, sheet: Sheet) -> str:
    """One frame: its lines, and the caption under them with the keys that were pressed."""
    parts = []
    for number, line in enumerate(frame.lines):
        drawing = _line(line, sheet)
        if drawing:
            parts.append(f'<use href="#{sheet.line(drawing)}" y="{number * _LINE}"/>')
    screen = f'<g transform="translate({_EDGE} {top + _HEAD + 4})">{"".join(parts)}</g>'
    middle = top + _measures()[1] - _FOOT / 2
    key, left = "", _EDGE + 4
    if frame.pressed:
        cells = cell_len(frame.pressed) * _CELL + 16
        key = (
            f'<rect x="{left}" y="{middle - 12}" width="{cells}" height="24" rx="5" fill="#e9b45f"/>'
            f'<text class="key" x="{left + 8}" y="{middle + 4.5}">{escape(frame.pressed)}</text>'
        )
        left += cells + 12
    return f'{screen}{key}<text class="caption" x="{left}" y="{middle + 5}">{escape(frame.caption)}</text>'


def _line(line: Sequence[Segment], sheet: Sheet) -> str:
    """A line of the screen: grounds, then signs of lines and bars as shapes, then letters."""
    grounds, shapes, letters, column = [], [], [], 0
    for style, run in groupby(line, key=lambda segment: segment.style or Style()):
        text = "".join(segment.text for segment in run)
        cells = cell_len(text)
        ink, ground = _hex(style.color, "#d8d4ca"), _hex(style.bgcolor, "")
        if style.reverse:
            ink, ground = ground or sheet.ground, ink
        if ground and ground != sheet.ground:
            name = sheet.ink(f"fill:{ground}")
            grounds.append(
                f'<rect class="{name}" x="{column * _CELL}" width="{cells * _CELL}" height="{_LINE}"/>'
            )
        rule = f"fill:{ink}" + "".join(f";{css}" for part, css in _LETTERS if getattr(style, part))
        at = column
        for kind, part in groupby(text, key=_kind):
            piece = "".join(part)
            if kind == "letters" and piece.strip():
                begin = at + len(piece) - len(piece.lstrip(" "))
                words = piece.strip(" ")
                letters.append(
                    f'<text class="{sheet.ink(rule)}" x="{begin * _CELL}" y="13" '
                    f'textLength="{cell_len(words) * _CELL}">{escape(words)}</text>'
                )
            elif kind != "letters":
                name = sheet.ink(f"fill:{ink}")
                shapes += [f'<path class="{name}" d="{_shape(piece, at)}"/>']
            at += cell_len(piece)
        column += cells
    return "".join((*grounds, *shapes, *letters))


def _kind(sign: str) -> str:
    return "bars" if sign in _EIGHTHS else "strokes" if sign in _STROKES else "letters"


def _shape(signs: str, column: int) -> str:
    """Bars and strokes as rectangles: one for as many equal signs as stand together."""
    drawn = []
    for sign, run in groupby(signs):
        count = len(list(run))
        x, wide = column * _CELL, count * _CELL
        column += count
        if sign in _EIGHTHS:
            high = _LINE * (_EIGHTHS.index(sign) + 1) / 8
            drawn.append(_box(x, _LINE - high, wide, high))
            continue
        strokes = _STROKES[sign]
        if strokes.lower() == "lr":
            thick = 3 if strokes == "LR" else 1
            drawn.append(_box(x, (_LINE - thick) / 2, wide, thick))
            continue
        for number in range(count):
            left, middle = x + number * _CELL, x + number * _CELL + _CELL // 2
            for stroke in strokes:
                thick = 3 if stroke.isupper() else 1
                y = (_LINE - thick) / 2
                drawn.append(
                    {
                        "l": _box(left, y, _CELL / 2, thick),
                        "r": _box(middle, y, _CELL / 2, thick),
                        "u": _box(middle, 0, 1, _LINE / 2),
                        "d": _box(middle, _LINE / 2, 1, _LINE / 2),
                    }[stroke.lower()]
                )
    return "".join(drawn)


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z"


def _hex(color: Color | None, default: str) -> str:
    if color is None or color.is_default:
        return default
    return color.get_truecolor(DIMMED_MONOKAI).hex


def main() -> None:
    """Record it; with `--look FOLDER` write the frames as well."""
    with tempfile.TemporaryDirectory() as home:
        frames = asyncio.run(frames_of(STORY, Path(home)))
    FILE.write_text(drawn(frames), "utf-8")
    lasts = sum(frame.seconds for frame in frames)
    print(f"{FILE.name}: {len(frames)} frames, {lasts:.0f} s, {FILE.stat().st_size / 1000:.0f} kB")  # noqa: T201
    if "--look" in sys.argv:
        folder = Path(sys.argv[sys.argv.index("--look") + 1])
        folder.mkdir(parents=True, exist_ok=True)
        for number, frame in enumerate(frames):
            if frame.seconds > A_LETTER:
                svg = folder / f"{number:02}.svg"
                svg.write_text(drawn([frame]), "utf-8")
                to_png(svg, svg.with_suffix(".png"))


if __name__ == "__main__":
    main()
