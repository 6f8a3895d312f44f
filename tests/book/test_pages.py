"""What is done to each page before it is written."""

from types import SimpleNamespace

import pytest
from docutils import nodes

from sedenergy.book.pages import has_toggle, mend_page

SCRIPTS = ["_static/ledger.js", SimpleNamespace(filename="_static/togglebutton.js"), None]


def page_with(*classes):
    """Return a page that holds a container with these classes."""
    made = nodes.document(None, None)
    made += nodes.container(classes=list(classes))
    return made


@pytest.mark.parametrize(
    ("classes", "is_there"), [((), False), (("tip", "dropdown"), True), (("toggle",), True)]
)
def test_the_script_that_folds_is_where_something_is_folded(classes, is_there):
    page, context = page_with(*classes), {"script_files": SCRIPTS}
    mend_page(None, "index", "page.html", context, page)
    assert has_toggle(page) == is_there
    assert context["script_files"] == (SCRIPTS if is_there else [SCRIPTS[0], SCRIPTS[2]])


def test_a_page_without_text_begins_with_a_colour_scheme():
    context = {}
    mend_page(None, "search", "search.html", context, None)
    assert context == {"default_mode": "auto", "script_files": []}


def test_works_cited_are_items_of_their_list():
    context = {"body": '<div class="citation" role="doc-biblioentry">'}
    mend_page(None, "references", "page.html", context, page_with())
    assert context["body"] == '<div class="citation" role="listitem">'
