"""docs/keys.md, made from the registry; a test compares the page with what this makes, and HOLDFAST_UPDATE_KEYS=1 writes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from holdfast_console import listing, narrowing, rows
from holdfast_console.actions import ACTIONS, GROUPS, Action
from holdfast_console.keys import Keys, printed
from holdfast_console.place import TITLES

_GATES = ("none", "y/n", "4 digits", "a word and a reason")
_TITLES = {
    "act": "Acting", "look": "Looking", "find": "Finding", "select": "Marking", "go": "Going", "take": "Taking along", "move": "Moving",
    "app": "The console",
}  # fmt: skip
_HEAD = """# Keys

This page is made from the console's registry of actions, as are its keys, its footer, `?`, the command line (`:`) and the palette
(`ctrl+p`). The name is what `:` takes, and what `[keymap]` in the preferences maps ([console.md](console.md#preferences)); the gate is
what stands between the key and the act. Lower case looks or proposes, upper case is wider or stronger.
"""
_TAIL = """
## Behind a name

`:` completes with `tab`; `↑` and `↓` bring earlier lines back. Some names take more: workers (`:reload policy-1 liar`), a version for
`rollback`, a source for `source`, a theme for `theme`, a file for `write` and `screenshot`,

- for `sort` one of {sorts};
- for `columns` some of {columns};
- for `filter` what can be typed after `/`.

## Filters

Words, all of which must hold: `text` anywhere in the line, `!text` nowhere, `~fuzzy` letters of the name in that order, `field:value` with
several values between commas (`phase:held,drifted`, `state:rolled`, `by:ana`), `proof:` with a sign in ASCII or its name (`proof:!=`,
`proof:drift`), `!field:value` the opposite, and figures with `>`, `<`, `>=`, `<=` and units (`cpu:>5`, `rss:<100M`).

| on | fields |
|---|---|
| Fleet | {fields} |
| History | {versions} |
| Events | {events} |
"""
_DEFAULT = Keys({action.id: action.keys for action in ACTIONS})


def page(actions: Sequence[Action] = ACTIONS) -> str:
    """The whole page."""
    parts = [_HEAD]
    for group in GROUPS:
        lines = [_row(action) for action in actions if action.group == group]
        parts.append(f"## {_TITLES[group]}\n\n| keys | name | what | where | gate |\n|---|---|---|---|---|\n" + "\n".join(lines) + "\n")
    lists: dict[str, Iterable[str]] = {"sorts": listing.SORTS, "columns": rows.COLUMNS, "fields": listing.FIELDS}
    lists |= {"versions": narrowing.VERSIONS.fields, "events": narrowing.EVENTS.fields}
    tail = _TAIL.format(**{name: ", ".join(f"`{one}`" for one in values) for name, values in lists.items()})
    return "\n".join(parts) + tail


def _row(action: Action) -> str:
    keys = " ".join(f"`{printed(key)}`" for key in action.keys) or "–"
    where = ", ".join(TITLES.get(screen, screen) for screen in action.where) or "everywhere"
    return f"| {keys} | {action.id} | {_DEFAULT.fill(action.help)} | {where} | {_GATES[action.tier] if action.acts else ''} |"
