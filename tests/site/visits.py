"""A page in a browser, and what is wrong with it.

Each check gives its faults as lines of text. No line is good.
"""

from pathlib import Path

import axe_playwright_python

HTML = Path(__file__).parents[2] / "_build" / "html"
SCHEMES = ("light", "dark")
WIDTHS = (1400, 768, 390)
HEARD = {"[PST]: ": "the theme says in every page which scheme it took, and where it scrolled to"}
"""Messages of the console that are no fault, by how they begin, each with its reason."""
_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
_ALIKE = Path(__file__).with_name("alike.js").read_text("utf-8")
_CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")
_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "resultTypes": ["violations"],
    # It would ask again for the style sheets, from wrong places.
    "preload": False,
}
_SIDEWAYS = """() => {
  const page = document.scrollingElement;
  return page.scrollWidth > page.clientWidth ? [`${page.scrollWidth} > ${page.clientWidth}`] : [];
}"""


def page_names():
    """Return the names of the pages of the built book, the longest first."""
    return sorted(
        (path.stem for path in HTML.glob("*.html")),
        key=lambda name: (-(HTML / f"{name}.html").stat().st_size, name),
    )


class Visit:
    """A page that is open, in a scheme (light or dark) and a width; with another body for a test.

    Attributes
    ----------
    page : playwright.sync_api.Page
    left, missing, said : list of str
        Requests to other places, which are not let out; requests that failed; what the page wrote
        to the console, and its exceptions.
    """

    def __init__(self, browser, address, scheme="light", width=390, body=None):
        self.context = browser.new_context(
            color_scheme=scheme, viewport={"width": width, "height": 900}, reduced_motion="reduce"
        )
        self.left, self.missing, self.said = [], [], []
        own = "file://" if address.startswith("file:") else "/".join(address.split("/")[:3])
        self.context.route(lambda url: not url.startswith((own, "data:", "blob:")), self._refuse)
        if body is not None:
            self.context.route(
                address, lambda route: route.fulfill(body=body, content_type="text/html")
            )
        self.page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(f"exception: {error}"))
        self.page.on("response", self._look_at)
        self.page.goto(address, wait_until="load")

    def _refuse(self, route):
        self.left.append(route.request.url)
        route.abort()

    def _hear(self, message):
        if not message.text.startswith(tuple(HEARD)):
            self.said.append(f"{message.type}: {message.text}")

    def _look_at(self, response):
        if response.status >= 400:
            self.missing.append(f"{response.status} {response.url}")

    def unfold(self):
        """Open all that is folded, and let the page settle."""
        self.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        self.page.evaluate(
            "new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))"
        )

    def sideways(self):
        """Say whether the page scrolls sideways."""
        return self.page.evaluate(_SIDEWAYS)

    def faint_text(self):
        """Name the text of drawings with a contrast under 4.5; axe does not look at it."""
        return self.page.evaluate(_CONTRAST)

    def violations(self):
        """Name the elements that break a rule of the WCAG, levels A and AA, as axe sees it."""
        self.page.evaluate(_AXE)
        self.page.evaluate(_ALIKE)
        found = self.page.evaluate("rules => axe.run(document, rules)", _RULES)
        return [
            f"{rule['id']}: {node['html'][:200]} ({node['target'][0]}) {_told(node)}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def faults(self, is_whole):
        """Return all faults: kind, then lines. What is not whole is without axe and contrast."""
        faults = {"scrolls sideways": self.sideways()}
        self.unfold()
        faults["scrolls sideways, unfolded"] = self.sideways()
        if is_whole:
            faults["breaks a rule"] = self.violations()
            faults["faint text in a drawing"] = self.faint_text()
        faults |= {"asks elsewhere": self.left, "misses": self.missing, "says": self.said}
        return {kind: lines for kind, lines in faults.items() if lines}


def _told(node):
    return "; ".join(check["message"] for check in [*node["any"], *node["all"], *node["none"]])[
        :200
    ]
