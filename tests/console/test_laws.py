"""Laws of the stored frames, read from their files: what may be green, and what has to be there where colours are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from holdfast_console.glyphs import ASCII

FRAMES = Path(__file__).with_name("frames")
NAMES = sorted(path.stem for path in FRAMES.glob("*.ink") if "." not in path.stem)


def painted(name: str, letters: str) -> Iterator[tuple[str, list[str]]]:
    """Of each line: its text, and what in it is drawn in one of these colours, words beside each other together."""
    shown = (FRAMES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    for line, colours in zip(shown, (FRAMES / f"{name}.ink").read_text(encoding="utf-8").splitlines(), strict=False):
        joined = re.sub(r"(?<=(\S)) (?=\1)", r"\1", colours[: len(line)])
        yield line, [line[match.start() : match.end()] for match in re.finditer(f"[{letters}]+", joined)]


def frames_with_nothing_over_them() -> list[str]:
    """What stands behind a dialog is cut anywhere; it is a frame of its own."""
    return [name for name in NAMES if "%" not in (FRAMES / f"{name}.ink").read_text(encoding="utf-8") and not name.startswith("themes")]


PROVED = re.compile(r"([0-9a-f]{7} )?≡( E[0-9]| [0-9/]+| PROVEN)?( ▰+)?|▰+|CONVERGED")


@pytest.mark.parametrize("name", frames_with_nothing_over_them())
def test_nothing_is_green_that_is_not_proved(name: str) -> None:
    for line, text in ((line, text) for line, texts in painted(name, "g") for text in texts):
        assert PROVED.fullmatch(text), text
        assert "▰" not in text or re.search("≡|proved", line), f"{text} in {line}, which does not say that it is proven"
        assert text != "CONVERGED" or not re.search("drift|silent|moving", line), line


def test_silent_is_said_where_it_is_not_a_colour() -> None:
    """Without colours it looks like plain text; moving and wrong are bold there, and green has its sign."""
    told = [(line, text) for name in frames_with_nothing_over_them() for line, texts in painted(name, "m") for text in texts]
    assert told
    assert [text for line, text in told if not re.search(r"\?|silent|WHY", line if "WHY" in line else text, re.IGNORECASE)] == []


def test_no_mode_draws_by_rules_of_its_own() -> None:
    """A mode's letters and colours follow from those in dark; where they did not, they would have files."""
    assert [path.name for path in FRAMES.glob("*.*.*")] == []


def test_in_ascii_there_is_nothing_else() -> None:
    """The fleet of these frames has names in ASCII, so whatever is not is ours."""
    for name in NAMES:
        assert (FRAMES / f"{name}.txt").read_text(encoding="utf-8").translate(ASCII).isascii(), name
