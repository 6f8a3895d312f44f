"""What is done to each page before it is written: faults of the theme are mended.

`tests/site` tries the pages in a browser and finds such faults.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_TOGGLED = ("toggle", "dropdown")


def mend_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Mend what the theme and docutils write, so that browsers and readers' aids accept it."""
    # Without it, each page begins with a colour scheme that is none, and complains of it.
    context["default_mode"] = "auto"
    if "body" in context:
        context["body"] = mend_citations(context["body"])
    if not (doctree and has_toggle(doctree)):
        # It would say on each page that it has nothing to do.
        context["script_files"] = [
            script
            for script in context.get("script_files", [])
            if "togglebutton.js" not in str(getattr(script, "filename", script))
        ]


def mend_citations(body: str) -> str:
    """Make the works cited items of their list; docutils gives them a role that is out of use.

    >>> mend_citations('<div class="citation" id="id7" role="doc-biblioentry">')
    '<div class="citation" id="id7" role="listitem">'
    """
    return body.replace('role="doc-biblioentry"', 'role="listitem"')


def has_toggle(doctree: nodes.document) -> bool:
    """Say whether something of a page is to be folded by the theme's script."""
    return any(
        name in _TOGGLED
        for node in doctree.findall(nodes.Element)
        for name in node.get("classes", [])
    )
