"""What was measured, as a Markdown table and as a chart."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from benchmarks.rounds import Contender, ratio

LEFT, WIDE, LINE = 260, 420, 26
LEAST = 10  # microseconds, where the bars begin


def table(title: str, contenders: Sequence[Contender], against: Contender) -> str:
    lines = [
        f"### {title}",
        "",
        f"| Page | processor time a request | (least to most) | of “{against.name}” | bytes |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for one in contenders:
        spread = f"{time_of(min(one.costs))} to {time_of(max(one.costs))}"
        share = f"{ratio(one, against):.3g}"
        lines.append(f"| {one.name} | {time_of(one.cost)} | {spread} | {share} | {one.bytes:,} |")
    return "\n".join([*lines, "", ""])


def growth(found: Mapping[int, Mapping[str, tuple[float, int]]]) -> str:
    """Pages by number of stories: milliseconds, the ratio to the fewest, and the queries."""
    fewest, most = min(found), max(found)
    sizes = " | ".join(f"{size:,} stories" for size in found)
    lines = [f"| Page | {sizes} | ratio | queries |", "| --- |" + " ---: |" * (len(found) + 2)]
    for page in dict.fromkeys(page for pages in found.values() for page in pages):
        costs = [pages[page][0] if page in pages else None for pages in found.values()]
        cells = " | ".join("no such page" if one is None else f"{one:.1f} ms" for one in costs)
        few, many = found[fewest].get(page), found[most].get(page)
        ratio = f"{many[0] / few[0]:.2f}" if few and many else ""
        counts = dict.fromkeys(str(pages[page][1]) for pages in found.values() if page in pages)
        lines.append(f"| {page} | {cells} | {ratio} | {', '.join(counts)} |")
    return "\n".join([*lines, ""])


def time_of(microseconds: float) -> str:
    if microseconds < 1_000:
        return f"{microseconds:.0f} µs"
    return f"{microseconds / 1_000:.1f} ms"


def chart(contenders: Sequence[Contender]) -> str:
    """Bars over a logarithmic scale: each line to the right is ten times the one before."""
    rows = sorted(contenders, key=lambda one: one.cost)
    top = max(one.cost for one in rows) * 1.2
    height = LINE * len(rows) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDE + 90} {height}" '
        'font-family="sans-serif" font-size="13" role="img">',
        "<title>Processor time a request, logarithmic</title>",
        f'<rect width="100%" height="{height}" fill="#ffffff"/>',
    ]
    for power in range(1, math.ceil(math.log10(top))):
        x = LEFT + _length(10**power, top)
        parts.append(f'<path d="M{x:.0f} 8V{height - 24}" stroke="#cccccc"/>')
        label = time_of(10**power).replace(".0", "")
        parts.append(f'<text x="{x:.0f}" y="{height - 8}" text-anchor="middle">{label}</text>')
    for number, one in enumerate(rows):
        y = 10 + number * LINE
        long = max(1, _length(one.cost, top))
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 13}" text-anchor="end">{escape(one.name)}</text>'
        )
        parts.append(
            f'<rect x="{LEFT}" y="{y}" width="{long:.0f}" height="{LINE - 8}" fill="#1f5f8b"/>'
        )
        parts.append(f'<text x="{LEFT + long + 6:.0f}" y="{y + 13}">{time_of(one.cost)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _length(cost: float, top: float) -> float:
    return WIDE * math.log10(max(cost, LEAST) / LEAST) / math.log10(top / LEAST)


def save(place: Path, name: str, text: str) -> None:
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text(text, encoding="utf-8")
