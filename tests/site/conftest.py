"""The browser that is installed, and the built book as a site of its own."""

import functools
import os
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from visits import HTML, Visit


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start the browser that make found: nothing is downloaded."""
    if not (found := os.environ.get("CHROMIUM")):
        pytest.exit("CHROMIUM has to name a Chromium or Chrome; `make test-site` looks for one", 2)
    # Its sandbox does not work for root, as in a container.
    of_root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": of_root}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def site():
    """Serve the built book; the address of its folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(HTML)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def visit(browser):
    """Open pages, each in a context of its own; see `visits.Visit`."""
    visits = []

    def open_page(address, **how):
        visits.append(Visit(browser, address, **how))
        return visits[-1]

    yield open_page
    for made in visits:
        made.context.close()
