"""Where the files of other projects lie that some tests read; they are no part of this one."""

from __future__ import annotations

from pathlib import Path

import pytest

_PLACES = (parent / "shared" / "inputs" for parent in Path(__file__).resolve().parents)
INPUTS = next((place for place in _PLACES if place.is_dir()), Path("/nowhere"))
needs_inputs = pytest.mark.skipif(not INPUTS.is_dir(), reason="needs the shared inputs")
