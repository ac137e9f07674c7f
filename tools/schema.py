"""Writes data.schema.json and edition.schema.json, by which editors complete data.yaml and the
files of words of editions. Run after a change of its shape:

python tools/schema.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from datastory.parsing.schema import schema_text  # noqa: E402

(ROOT / "data.schema.json").write_text(schema_text(), "utf-8")
(ROOT / "edition.schema.json").write_text(schema_text(edition=True), "utf-8")
