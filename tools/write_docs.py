"""Puts the tables into docs/content-format.md anew; `python3 dev.py docs` runs this."""

from __future__ import annotations

from pathlib import Path

from site_builder.manual import replace_tables

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "content-format.md"

if __name__ == "__main__":
    REFERENCE.write_text(replace_tables(REFERENCE.read_text("utf-8")), "utf-8", newline="\n")
    print("docs/content-format.md")
