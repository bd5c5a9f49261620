"""What the terminal shows, what it should show, and the fewest bytes from the one to the other.

Textual hands over pieces of lines. Here they become cells; a cell that is there already is not sent again, and what a slow terminal has not
been sent yet is simply overwritten by what is newer: there is always one picture that is wanted, never a queue of old ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

Cell = tuple[str, str]  # what stands there, and its SGR codes; the second cell of a wide letter is empty
NEAR = 6  # cells; as many bytes as it costs to go there: it is cheaper to write them again than to step over them


class Canvas:
    def __init__(self) -> None:
        self.size = (0, 0)
        self._wanted: list[list[Cell]] = []
        self._shown: list[list[Cell | None]] = []
        self._pending: dict[int, None] = {}  # lines that may differ, in the order in which they are sent

    @property
    def dirty(self) -> bool:
        return bool(self._pending)

    def resize(self, cells: int, height: int) -> None:
        if self.size != (cells, height):
            self.size = (cells, height)
            self._wanted = [[(" ", "")] * cells for _ in range(height)]
            self.forget()

    def forget(self) -> None:
        """Nobody knows what the terminal shows: all of it is sent again."""
        cells, height = self.size
        self._shown = [[None] * cells for _ in range(height)]
        self._pending = dict.fromkeys(range(height))

    # -- what it should show

    def draw(self, update: CompositorUpdate, colours: ColorSystem, first: bool = False) -> None:
        """first: these lines go before those that wait already."""
        lines = {y for y, x, strip in _pieces(update) if self._put(x, y, strip, colours)}
        if first and lines:
            self._pending = dict.fromkeys([*sorted(lines), *self._pending])
        else:
            self._pending |= dict.fromkeys(sorted(lines))

    def _put(self, x: int, y: int, strip: Strip, colours: ColorSystem) -> bool:
        """True: it is something else than was wanted there before."""
        if not 0 <= y < self.size[1] or not 0 <= x < self.size[0]:
            return False
        line, new = self._wanted[y], _cells(strip, colours)[: self.size[0] - x]
        if line[x : x + len(new)] == new:
            return False
        line[x : x + len(new)] = new
        return True

    # -- what it takes

    def take(self, room: int) -> str:
        """The lines that come next, up to about `room` bytes, but one at least. '' = it shows what it should."""
        out: list[str] = []
        size = 0
        while self._pending and size < room:
            y = next(iter(self._pending))
            del self._pending[y]
            if text := self._line(y):
                out.append(text)
                size += len(text.encode())
        return "".join(out)

    def _line(self, y: int) -> str:
        wanted, shown = self._wanted[y], self._shown[y]
        out: list[str] = []
        pen = ""
        for start, end in _runs(wanted, shown):
            out.append(f"\x1b[{start + 1}G" if out else f"\x1b[{y + 1};{start + 1}H")
            for letter, codes in wanted[start:end]:
                if codes != pen:
                    out.append(_turn(pen, codes))
                    pen = codes
                out.append(letter)
        self._shown[y] = list(wanted)
        return "".join(out) + ("\x1b[0m" if pen else "")


def _pieces(update: CompositorUpdate) -> Iterator[tuple[int, int, Strip]]:
    """(y, x, strip) of all that Textual has made anew."""
    if isinstance(update, ChopsUpdate):
        for y, first, last in update.spans:  # beside them nothing has been made but what lies behind the widgets
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=True):
                start, stop = max(x, first), min(end, last)
                if strip is not None and start < stop:
                    yield y, start, strip.crop(start - x, stop - x)
    elif isinstance(update, LayoutUpdate):
        for y, line in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in line:
                yield y, x, strip
                x += strip.cell_length


def _cells(strip: Strip, colours: ColorSystem) -> list[Cell]:
    made: list[Cell] = []
    for text, style, _ in strip:
        codes = _codes(style, colours) if style else ""
        if text.isascii() or all(cell_len(letter) == 1 for letter in text):
            made += [(letter, codes) for letter in text]
        else:
            made += _wide(text, codes)
    return made


def _wide(text: str, codes: str) -> list[Cell]:
    """Some letters take two cells. Where they also change one another's width the text stays in one piece."""
    widths = [cell_len(letter) for letter in text]
    if 0 in widths or sum(widths) != cell_len(text):
        return [(text, codes), *[("", codes)] * (cell_len(text) - 1)]
    return [cell for letter, width in zip(text, widths, strict=True) for cell in ((letter, codes), ("", codes))[:width]]


def _runs(wanted: list[Cell], shown: list[Cell | None]) -> Iterator[tuple[int, int]]:
    """(start, end) of what differs; neighbours that are near are one."""
    start = end = -1
    for x, (new, old) in enumerate(zip(wanted, shown, strict=True)):
        if new == old:
            continue
        if start >= 0 and x - end <= NEAR and all(cell[1] == wanted[x][1] for cell in wanted[end:x]):
            end = x + 1
            continue
        if start >= 0:
            yield _whole(wanted, start, end)
        start, end = x, x + 1
    if start >= 0:
        yield _whole(wanted, start, end)


def _whole(wanted: list[Cell], start: int, end: int) -> tuple[int, int]:
    """No letter is cut in halves."""
    while start > 0 and not wanted[start][0]:
        start -= 1
    while end < len(wanted) and not wanted[end][0]:
        end += 1
    return start, end


# -- colours


@lru_cache(maxsize=4096)
def _codes(style: Style, colours: ColorSystem) -> str:
    return Strip.render_ansi(style, colours)


@lru_cache(maxsize=4096)
def _parts(codes: str) -> tuple[str, str, str]:
    """(attributes, foreground, background) of SGR codes."""
    parts: tuple[list[str], list[str], list[str]] = ([], [], [])
    words = iter(codes.split(";")) if codes else iter(())
    for word in words:
        number = int(word)
        place = 1 if 30 <= number <= 39 or 90 <= number <= 97 else 2 if 40 <= number <= 49 or 100 <= number <= 107 else 0
        parts[place].append(word)
        if number in (38, 48):
            kind = next(words)
            parts[place].extend([kind, *(next(words) for _ in range(3 if kind == "2" else 1))])
    return ";".join(parts[0]), ";".join(parts[1]), ";".join(parts[2])


@lru_cache(maxsize=16384)
def _turn(old: str, new: str) -> str:
    """From a pen of these codes to one of those."""
    was, now = _parts(old), _parts(new)
    if was[0] not in ("", now[0]):
        return f"\x1b[0;{new}m" if new else "\x1b[0m"
    words = [now[0]] if now[0] != was[0] else []
    words += [now[place] or usual for place, usual in ((1, "39"), (2, "49")) if now[place] != was[place]]
    return f"\x1b[{';'.join(words)}m" if words else ""
