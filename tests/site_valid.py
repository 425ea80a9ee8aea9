"""Is every page of a site valid HTML?  `python tests/site_valid.py SITE` tells, offline.

Each page goes through the parsing rules of the HTML standard, where every parse error counts, and is
asked for what a parser does not look at: ids that repeat, references to none, elements that do not exist.
With ``JOBMARKET_VNU`` naming the W3C's checker (vnu.jar) and a Java runtime, that speaks too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from tinyhtml5.parser import HTMLParser

HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
# What the pages are written with; anything else is a slip of the pen or came in with the data.
KNOWN = {
    HTML: {
        "html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav", "ul", "ol", "li", "button", "main", "div",
        "p", "h1", "h2", "h3", "section", "footer", "figure", "figcaption", "details", "summary", "table", "caption", "thead", "tbody",
        "tr", "th", "td", "dl", "dt", "dd", "pre", "code", "form", "label", "select", "option", "input", "fieldset", "legend", "span",
        "b",
    },
    SVG: {"svg", "line", "rect"},
}  # fmt: skip
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "for")


def complaints(page: Path) -> Iterator[str]:
    """What is wrong with a page, with the place where that is known."""
    parser = HTMLParser()
    tree = parser.parse(page.read_text(encoding="utf-8"))
    for place, what, details in parser.errors:
        yield f"{page.name} at {place}: {what} {details or ''}".rstrip()
    elements: list[Element] = list(tree.iter())
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    yield from (f"{page.name}: the id {name!r} stands {times} times" for name, times in ids.items() if times > 1)
    yield from (f"{page.name}: {name!r} is no id" for name in ids if not name or any(sign.isspace() for sign in name))
    for element in elements:
        if not isinstance(element.tag, str):
            continue
        space, _, tag = element.tag.rpartition("}")
        if tag not in KNOWN.get(space + "}", set()):
            yield f"{page.name}: what is <{tag}>?"
        for name in REFERRING:
            for meant in (element.get(name) or "").split():
                if meant not in ids:
                    yield f"{page.name}: {name} refers to {meant!r}, which is not there"


def checker() -> list[str] | None:
    """How the W3C's checker is called, where it is installed."""
    jar, java = os.environ.get("JOBMARKET_VNU"), shutil.which("java")
    # The checker reads its schemas with a recursion deeper than Java's usual stack.
    return [java, "-Xss8m", "-jar", jar, "--errors-only", "--format", "json"] if jar and java else None


def checked(command: list[str], site: Path) -> list[str]:
    """What the W3C's checker says against the pages of ``site``."""
    pages = [str(path) for path in sorted(site.rglob("*.html"))]
    run = subprocess.run([*command, *pages], capture_output=True, text=True, check=False)
    return [
        f"{Path(said['url']).name}:{said.get('lastLine', 0)}: {said['message']}"
        for said in json.loads(run.stderr)["messages"]
        if said["type"] == "error"
    ]


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve()
    paths = sorted(folder.rglob("*.html"))
    told = [complaint for path in paths for complaint in complaints(path)]
    command = checker()
    told += checked(command, folder) if command else []
    print(f"{len(paths)} pages{', also by the W3C checker' if command else ''}: {len(told)} complaints")
    sys.exit("\n".join(told[:40]) if told or not paths else 0)
