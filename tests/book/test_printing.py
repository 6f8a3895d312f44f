"""The book on paper: what is joined, what goes, and that its bytes do not depend on the time."""

import pytest

from sedenergy.book import printing
from sedenergy.errors import DataError

PAGE = """\
<html><body><nav>menu</nav><article class="bd-article"><section id="one">
<h1>One<a class="headerlink" href="#one">#</a></h1>
<p>Text, <a href="two.html#table">a table</a>, <a href="two.html">a page</a>,
<a href="gone.html#x">elsewhere</a>, <a href="#one">here</a>, <a href="https://a.b/c.html">out</a>.</p>
<div class="sed-narrow">for a phone</div><details><summary>more</summary><p>folded</p></details>
<svg><path id="fig-a"/><use href="#fig-a"/></svg>
<section id="checked"><h2>Checked</h2><div class="cell">code</div></section>
</section></article></body></html>
"""
OTHER = PAGE.replace('id="one"', 'id="table"').replace(">One<", ">Two<")


@pytest.fixture
def pages(tmp_path):
    (tmp_path / "one.html").write_text(PAGE)
    (tmp_path / "two.html").write_text(OTHER)
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "sedenergy.css").write_text("p{a:b}")
    return tmp_path


def test_pages_are_joined_and_lead_to_each_other(pages):
    text = printing.join_pages(pages, ("one", "two"))
    for found in (
        'id="one--one"',
        '<a href="#two--table">a table</a>',
        '<a href="#two">a page</a>',
        '<a href="#one--one">here</a>',
        ",\nelsewhere, ",
        '<a href="https://a.b/c.html">out</a>',
        '<li><a href="#two">Two</a></li>',
        '<details open="">',
        '<use href="#fig-a"></use>',
        '<path id="fig-a"></path>',
        "<title>One</title>",
        "p{a:b}",
    ):
        assert found in text, found
    for gone in ("menu", "for a phone", "code</div>", "Checked", "headerlink"):
        assert gone not in text, gone
    assert text.index("Contents") < text.index(">Two<")


def test_a_page_that_is_missing_or_no_article_is_one_sentence(pages):
    with pytest.raises(DataError, match=r"gone\.html: expected a built page"):
        printing.join_pages(pages, ("gone",))
    (pages / "bare.html").write_text("<p>")
    with pytest.raises(DataError, match="expected an article"):
        printing.join_pages(pages, ("bare",))


def browser(tmp_path, script):
    """Make a program that stands for a browser."""
    path = tmp_path / "browser"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_the_time_of_printing_does_not_show(pages, monkeypatch):
    made = "for a; do case $a in --print-to-pdf=*) printf '%s' \"$TEXT\" > ${a#*=};; esac; done"
    monkeypatch.setenv("BROWSER_PATH", browser(pages, made))
    monkeypatch.setenv("TEXT", "x /CreationDate (D:20310101010101+00'00') /ModDate (D:1) y")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    target = printing.print_book(pages, pages / "out" / "book.pdf", ("one", "two"))
    time = "(D:19700102000000+00'00')"
    assert target.read_text() == f"x /CreationDate {time} /ModDate {time} y"


def test_without_a_browser_and_with_one_that_fails_it_is_one_sentence(pages, monkeypatch):
    monkeypatch.setenv("BROWSER_PATH", browser(pages, "echo first >&2; echo no room >&2; exit 1"))
    with pytest.raises(DataError, match="the browser printed nothing: no room"):
        printing.print_book(pages, pages / "book.pdf", ("one",))
    assert not (pages / "book.pdf").exists()
    monkeypatch.setenv("BROWSER_PATH", "")
    monkeypatch.setenv("PATH", str(pages))
    with pytest.raises(DataError, match="no Chromium or Chrome was found"):
        printing.find_browser()
