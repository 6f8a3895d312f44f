"""What the theme brings along and the pages do not use goes, and nothing else."""

from sedenergy.book.trimming import trim_page, trim_pages

PAGE = """\
<link href="_static/styles/theme.css?digest=1" rel="stylesheet" />
<link rel="stylesheet" type="text/css" href="_static/sphinx-thebe.css?v=1" />
  <script defer src="_static/scripts/fontawesome.js?digest=1"></script>
<script src="_static/doctools.js"></script>
    <script src="searchindex.js"></script>
<script type="text/x-thebe-config">
  {}
</script>
    <script>kernelName = 'python3'</script>
<script>let kept = 1;</script>
<p>searchindex.js</p>
"""
KEPT = """\
<link href="_static/styles/theme.css?digest=1" rel="stylesheet" />
<script src="_static/doctools.js"></script>
<script>let kept = 1;</script>
<p>searchindex.js</p>
"""


def test_a_page_keeps_what_it_uses():
    assert trim_page(PAGE) == KEPT
    inside = PAGE.replace('"_static', '"../_static').replace('"searchindex', '"../searchindex')
    assert trim_page(inside) == KEPT.replace('"_static', '"../_static')


def test_the_page_of_the_search_keeps_its_index():
    assert '<script src="searchindex.js"></script>' in trim_page(PAGE, is_search=True)
    assert "fontawesome" not in trim_page(PAGE, is_search=True)


def test_files_that_no_page_names_are_gone(tmp_path):
    styles = tmp_path / "_static" / "styles"
    for name in (
        "scripts/fontawesome.js",
        "scripts/other.js",
        "scripts/other.js.map",
        "vendor/a.woff2",
    ):
        path = tmp_path / "_static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    styles.mkdir()
    unused = '@font-face{src:url(a.woff2)}.fa-sun:before,.fa-x:before{content:"a"}'
    (styles / "pydata-sphinx-theme.css").write_text(f"{unused}.fa-lg{{width:1em}}a{{b:c}}")
    for name in ("index.html", "search.html"):
        (tmp_path / name).write_text(PAGE)
    trim_pages(tmp_path)
    left = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert left == {
        *("index.html", "search.html", "_static/scripts/other.js"),
        "_static/styles/pydata-sphinx-theme.css",
    }
    assert (styles / "pydata-sphinx-theme.css").read_text() == ".fa-lg{width:1em}a{b:c}"
    assert (tmp_path / "index.html").read_text() == KEPT
