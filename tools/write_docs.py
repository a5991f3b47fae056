"""Puts what the program says of itself into the pages of docs/ anew; `python3 dev.py docs` runs this."""

from __future__ import annotations

import re
from pathlib import Path

from site_builder.manual import replace_tables
from site_builder.theme_manual import replace_theme_tables

ROOT = Path(__file__).resolve().parent.parent
_LAYERS = re.compile(r"(<!-- layers -->\n```text\n).*?(```\n<!-- /layers -->)", re.DOTALL)
_LIST = re.compile(r'^LAYERS = """\n(.*?)"""$', re.DOTALL | re.MULTILINE)


def with_layers(text: str) -> str:
    """A page with the picture of the layers as `tests/test_layers.py` has it."""
    [layers] = _LIST.findall((ROOT / "tests" / "test_layers.py").read_text("utf-8"))
    return _LAYERS.sub(lambda found: found[1] + layers + found[2], text)


if __name__ == "__main__":
    for page in sorted((ROOT / "docs").glob("*.md")):
        old = page.read_text("utf-8")
        new = with_layers(replace_theme_tables(replace_tables(old)))
        if new != old:
            page.write_text(new, "utf-8", newline="\n")
            print(page.relative_to(ROOT).as_posix())
