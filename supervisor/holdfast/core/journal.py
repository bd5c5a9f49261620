"""placeholder until the ledger lands"""

from __future__ import annotations

import msgspec


class Record(msgspec.Struct, frozen=True, tag_field="k"):
    """What the journal keeps."""
