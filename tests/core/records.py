"""Records of every kind with any content, for tests that must hold for all of them (hypothesis strategies)."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
from hypothesis import strategies as st

from holdfast.core import journal as j
from holdfast.core.words import Kind

KINDS: tuple[type[j.Record], ...] = get_args(j.Any)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)  # no lone surrogates: those are no text
NAMES = st.sampled_from(["w1", "w2", "w3"])
SHAS = st.sampled_from([letter * 64 for letter in "abcd"])
TIMES = st.floats(min_value=0, max_value=4e9, allow_nan=False)


def _field(name: str, kind: Any) -> st.SearchStrategy[Any]:
    if name == "worker":
        return NAMES
    if name in ("sha256", "base_sha256"):
        return SHAS
    by_type: dict[Any, st.SearchStrategy[Any]] = {
        int: st.integers(-1, 50), float: TIMES, bool: st.booleans(), str: TEXT, Kind: st.sampled_from(Kind),
        tuple[str, ...]: st.lists(NAMES, max_size=3, unique=True).map(tuple),
    }  # fmt: skip
    return by_type[kind]


def of_kind(kind: type[j.Record]) -> st.SearchStrategy[j.Record]:
    hints = {field.name: _field(field.name, field.type) for field in msgspec.structs.fields(kind)}
    return st.builds(kind, **hints)


ANY = st.one_of([of_kind(kind) for kind in KINDS])
MANY = st.lists(ANY, max_size=12)
