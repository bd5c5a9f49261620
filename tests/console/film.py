"""The film of a reload in which a liar is found: recorded from a real fleet, played by the real console.

`python tests/console/film.py` plays the demo's fleet once and records what its supervisor said into film.json.gz (Views, the plan, the
figures; paths and the host's name made neutral). test_pictures.py shows that to the console frame by frame, so that a film made today is
of today's program; `gif` makes the picture of it, where resvg-py and Pillow are (extra `pictures`), and writes into it of which frames.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import platform
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import msgspec

from holdfast.api.client import Client, Unreachable
from holdfast.core.detail import Detail, Series
from holdfast.core.view import PlanView, View
from holdfast_console import demo, embed
from holdfast_console.playground import Playground

RECORDED = Path(__file__).with_name("film.json.gz")
FONT = "DejaVu Sans Mono"
FONTS = [Path("/usr/share/fonts/truetype/dejavu") / f"{name}.ttf" for name in ("DejaVuSansMono", "DejaVuSansMono-Bold")]
WIDTH = 960  # pixels of the film


class Film(msgspec.Struct, frozen=True):
    """views: one for each moment that looks different, from calm to the liar found."""

    views: tuple[View, ...]
    plan: PlanView
    figures: dict[str, Series]
    liar: Detail
    output: tuple[str, ...] = ()  # the liar's last lines


def load() -> Film:
    return msgspec.json.decode(gzip.decompress(RECORDED.read_bytes()), type=Film)


# -- recording


def record() -> None:
    folder = Path(tempfile.mkdtemp(dir="/tmp", prefix="hf-"))
    os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), os.environ.get("PATH", "")])
    client = Client(embed.start(str(Playground(folder).lay_out())).socket_path)
    try:
        text = msgspec.json.encode(_play(folder, client)).decode()
    finally:
        embed.stop(client)
        shutil.rmtree(folder)
    neutral = text.replace(str(folder), "/srv/demo").replace(platform.node(), "edge-3").replace(sys.prefix, "/usr")
    RECORDED.write_bytes(gzip.compress(neutral.encode(), 9, mtime=0))


def _play(folder: Path, client: Client) -> Film:
    story, views = demo.Story(Playground(folder), client), []

    def listen() -> None:
        try:
            views.extend(client.stream("stream"))
        except Unreachable:
            pass  # it was stopped: the end of the recording

    story.start()
    story.good_change()
    while len(client.call("figures", worker="night-shift").cpu) < 40:  # curves to look at
        time.sleep(1.0)
    threading.Thread(target=listen, daemon=True).start()
    story.playground.plant("lie")
    story.playground.edit('default = "deny"', 'default = "allow"')
    waiting = story.expect("a plan", demo._waits)
    plan = client.call("plan")
    story.approve(waiting)
    story.expect("the liar", lambda v: any(worker.mark == "drift" for worker in v.workers))
    liar = client.call("worker", worker="night-shift")
    story.expect("found", demo._liar_found)
    while not (views and any(worker.phase == "Quarantined" and worker.grade for worker in views[-1].workers)):  # set aside
        time.sleep(0.1)
    figures = {worker.name: client.call("figures", worker=worker.name) for worker in client.view().workers}
    output = tuple(line.rstrip("\n") for line in client.call("logs", worker="night-shift", lines=20))
    return Film(tuple(_moments(views)), plan, figures, liar, output)


def _moments(views: list[View]) -> list[View]:
    """The Views that differ in more than ages and figures."""
    kept: list[View] = []
    last: object = None
    for view in list(views):
        plan = view.rollout and (view.rollout.phase, view.rollout.lanes)
        looks = (plan, view.verdict, [(worker.mark, worker.phase, worker.life) for worker in view.workers])
        if looks != last:
            kept.append(view)
        last = looks
    return kept


# -- the picture


def mark(shown: list[tuple[str, str, int]]) -> str:
    """What stands in the picture about what it was drawn from: (characters, colours, milliseconds) of each frame."""
    return f"holdfast film {hashlib.sha256(repr(shown).encode()).hexdigest()}"


def gif(shots: list[tuple[str, int]], path: Path, comment: str) -> None:
    """shots: (SVG, milliseconds that it stands)."""
    import resvg_py
    from PIL import Image

    assert all(font.exists() for font in FONTS), f"cannot make {path}: {FONT} is not there; on Debian: apt install fonts-dejavu-core"
    fonts = {"font_files": [str(font) for font in FONTS], "skip_system_fonts": True}
    stills = []
    for svg, _ in shots:
        png = resvg_py.svg_to_bytes(svg_string=svg, width=WIDTH, monospace_family=FONT, sans_serif_family=FONT, **fonts)
        stills.append(Image.open(io.BytesIO(png)).convert("RGB"))
    palette = stills[-1].quantize(128)
    flat = [one.quantize(palette=palette, dither=Image.Dither.NONE) for one in stills]
    times = [time for _, time in shots]
    flat[0].save(path, save_all=True, append_images=flat[1:], duration=times, loop=0, optimize=True, comment=comment.encode())


if __name__ == "__main__":
    record()
    for view in load().views:
        plan = view.rollout
        lanes = " ".join(f"{lane.step}{lane.word}" for lane in plan.lanes) if plan else ""
        print(view.verdict, plan.phase if plan else "-", lanes, [f"{worker.name}:{worker.mark}:{worker.phase}" for worker in view.workers])
