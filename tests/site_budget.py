"""Holds a site against its recorded size: `python tests/site_budget.py SITE` checks, with `--record` it records.

A page over 300 KB, a site over 20 MB or growth of more than 2 % over what is recorded is an error: whoever
means it records it anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

RECORDED = Path(__file__).with_name("site_budget.json")
PAGE, SITE, GROWTH = 300_000, 20_000_000, 1.02


def sizes(site: Path) -> dict[str, int]:
    """Bytes of the whole site, of its largest page (its figures apart), and of what all pages share."""
    files = [path for path in site.resolve().rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    return {
        "site": sum(path.stat().st_size for path in files),
        "largest page": max(path.stat().st_size for path in pages),
        "index": (site / "index.html").stat().st_size,
        "pages": len(pages),
    }


def complaints(found: dict[str, int], recorded: dict[str, int]) -> list[str]:
    """What is over its bound."""
    said = []
    if found["largest page"] > PAGE:
        said.append(f"a page has {found['largest page']:,} bytes, at most {PAGE:,} are allowed")
    if found["site"] > SITE:
        said.append(f"the site has {found['site']:,} bytes, at most {SITE:,} are allowed")
    for name, size in recorded.items():
        if found[name] > size * GROWTH:
            said.append(f"{name}: {found[name]:,}, recorded {size:,}; more than 2 % up: record it if you mean it")
    return said


if __name__ == "__main__":
    measured = sizes(Path(sys.argv[1]))
    if "--record" in sys.argv:
        RECORDED.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    told = complaints(measured, json.loads(RECORDED.read_text(encoding="utf-8")))
    print(", ".join(f"{name} {size:,}" for name, size in measured.items()))
    sys.exit("\n".join(told) if told else 0)
