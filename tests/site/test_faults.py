"""Each kind of check can fail: small pages, each with one fault."""

import pytest

SOUND = """<!doctype html><html lang="en"><head><title>A page</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width"></head>
<body style="background: #fff; color: #222"><main><h1>A page</h1>{}</main></body></html>"""
DRAWING = """<div id="figure-1" role="img" aria-label="A drawing"><svg viewBox="0 0 200 40">
<rect width="200" height="40" fill="{}" fill-opacity="{}"/>
<text x="10" y="25" fill="{}">12</text></svg></div>"""
ELSEWHERE = '<img alt="A map" src="https://elsewhere.example/map.png">'
PALE = '<p style="color: #bbb">Pale</p>'

FAULTS = {
    "sound": ("<p>Text</p>", {}),
    "readable drawing": (DRAWING.format("#0072b2", 1, "#ffffff"), {}),
    "picture without words": (
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        {"breaks a rule": "image-alt"},
    ),
    "pale text": (PALE, {"breaks a rule": "color-contrast"}),
    "pale text after much that is not": (
        "<p>Text</p>" * 20 + PALE,
        {"breaks a rule": "color-contrast"},
    ),
    "pale text in what is folded": (
        f"<details><summary>Code</summary>{PALE}</details>",
        {"breaks a rule": "color-contrast"},
    ),
    "pale text in a drawing": (
        DRAWING.format("#ffffff", 1, "#bbbbbb"),
        {"faint text in a drawing": "1.92: 12 (figure-1)"},
    ),
    "white text on an area that lets the page through": (
        DRAWING.format("#0072b2", 0.3, "#ffffff"),
        {"faint text in a drawing": ": 12 (figure-1)"},
    ),
    "wide box": (
        '<div style="width: 900px">Wide</div>',
        {"scrolls sideways": "> 390", "scrolls sideways, unfolded": "> 390"},
    ),
    "wide box in what is folded": (
        '<details><summary>Code</summary><div style="width: 900px">Wide</div></details>',
        {"scrolls sideways, unfolded": "> 390"},
    ),
    "message": ("<script>console.log('Hello')</script>", {"says": "log: Hello"}),
    "exception": ("<script>throw new Error('No')</script>", {"says": "exception: No"}),
    "request to elsewhere": (
        ELSEWHERE,
        {"asks elsewhere": "https://elsewhere.example/map.png", "says": "ERR_FAILED"},
    ),
    "file that is missing": (
        '<img alt="A map" src="missing.png">',
        {"misses": "404 ", "says": "404"},
    ),
}
"""What is wrong, the page's own part, and what is said of it: kind, and a part of its one line."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault, site, visit):
    body, expected = FAULTS[fault]
    opened = visit(f"{site}made-up.html", body=SOUND.format(body))
    found = opened.faults(is_whole=True)
    assert set(found) == set(expected)
    for kind, part in expected.items():
        (line,) = found[kind]
        assert part in line
