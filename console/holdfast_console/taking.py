"""Taking something along: to the clipboard, to a file, or the source to an editor."""

from __future__ import annotations

import datetime
import os
import shlex
from collections.abc import Callable
from pathlib import Path

from textual.app import SuspendNotSupported

from holdfast.api.client import Unreachable
from holdfast.api.routes import Refused
from holdfast.core.tree import FORMAT as TREE
from holdfast_console import editor, equivalent
from holdfast_console.hands import Hand
from holdfast_console.place import Place
from holdfast_console.screens.dialog import Choice
from holdfast_console.store import Done
from holdfast_console.text import clean, cut, plain


class Taking(Hand):
    # -- the clipboard

    def do_copy(self) -> None:
        """One thing goes at once; of several the operator chooses."""
        things = [*self.main.page.things(), *things_of(self.at, self.main.page.command)]
        if len(things) == 1:
            self._copy(things[0][2])
        elif things:
            choices = [("esc", "", "cancel"), *((key, text, f"{what}: {cut(clean(text), 40)}") for key, what, text in things)]
            self.app.push_screen(Choice(self.look, self.store.clock, "copy", [], choices), self._copy)
        else:
            self.store.flash("copy: there is nothing here to copy", "moving")

    def _copy(self, text: str | None) -> None:
        if text:
            self.app.copy_to_clipboard(clean(text))
            self.store.flash(f"copied, if this terminal takes it: {clean(text)}", "text")
            self.main.paint()

    # -- files

    def do_write(self, *words: str) -> None:
        lines = plain(self.main.page.export()) + "\n"
        self._write("write", words, f"{self.at.screen}.txt", lambda: lines.encode())

    def do_screenshot(self, *words: str) -> None:
        self._write("screenshot", words, f"{self.at.screen}.svg", lambda: self.app.export_screenshot(title="holdfast").encode())

    def do_export(self, *words: str) -> None:
        """The exact bytes of the version under the cursor. The operator names the file: one is proposed."""
        version, view = self.at.version, self.at.view
        if version is None or view is None:
            return
        if words:
            line = shlex.join(["holdfast", "export", str(version.seq)]) + " > " + shlex.quote(words[0])
            self.app.run_worker(self._export(version.seq, words, self.store.did("export", line)), exit_on_error=True)
        else:
            name = clean(Path(view.source.path).name)
            stem, suffix = (name, ".tar") if view.source.format == TREE else (Path(name).stem, Path(name).suffix)
            self.command_line(f"export {stem}-{version.seq}{suffix}")

    async def _export(self, seq: int, words: tuple[str, ...], done: Done) -> None:
        try:
            content: bytes = await self.bridge.call("export", version=str(seq))
        except (Refused, Unreachable) as error:
            self._ended(done, clean(str(error)), "wrong")
        else:
            self._write("export", words, "", lambda: content)
            done.outcome, done.role = self.store.flash_text, self.store.flash_role
        self.main.paint()

    def _write(self, verb: str, words: tuple[str, ...], usual: str, make: Callable[[], bytes]) -> None:
        if self.app.is_web:
            self.store.flash(f"{verb}: a page in a browser writes no files on the supervisor's host", "moving")
            return
        stamp = datetime.datetime.fromtimestamp(self.store.clock.wall(), self.store.clock.tz)
        named = words[0] if words else f"holdfast-{stamp:%Y%m%d-%H%M%S}-{usual}"
        path = self.main.folder / Path(named).expanduser()
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as file:
                file.write(make())
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            self.store.flash(f"cannot write {clean(named)}: {why}; give another file, :{verb} FILE", "wrong")
        else:
            self.store.flash(f"written: {clean(str(path))}", "text")

    # -- the source

    def do_edit(self) -> None:
        if self.at.view is None:
            return
        path, words = self.at.view.source.path, editor.command(os.environ)
        before = editor.digest(path)
        try:
            with self.app.batch_update(), self.app.suspend():
                end = editor.run(words, path)
        except SuspendNotSupported:
            self.store.flash("edit: this terminal cannot be lent to an editor", "moving")
            return
        if end.signal:
            self.console.leave(128 + end.signal)
            return
        changed = editor.digest(path) != before
        self.store.did("edit", shlex.join([*words, path]), end.problem or ("saved" if changed else "nothing has changed"))
        if end.problem:
            self.store.flash(end.problem, "wrong")
        elif changed:
            self.store.flash("saved: the change comes back as a plan", "text")
            self.main.go("reload")
        else:
            self.store.flash("nothing has changed", "dim")


def things_of(place: Place, command: str) -> list[tuple[str, str, str]]:
    """What can be copied here: (key, what it is, text). command: what stands under the cursor of the command log."""
    if place.screen == "commands":
        return [("l", "command", command)] if command else []
    made = [("l", "command", equivalent.of_screen(place))]
    plan, view = place.open, place.view
    if place.screen == "reload" and plan:
        made.append(("c", "checksum", plan.sha256))
    elif place.version:
        made.append(("c", "checksum", place.version.sha256))
    elif place.worker:
        made += [("c", "checksum", place.worker.proved_sha256), ("n", "name", place.worker.name), ("i", "pid", str(place.worker.pid or ""))]
        made.append(("w", "why", place.worker.why))
    if view:
        made.append(("p", "path", view.source.path))
    return [thing for thing in made if thing[2]]
