"""The ways of readers: from the front page to an answer, and in how many clicks."""

import csv
import io
import re
import urllib.request

import pytest


class Reader:
    """Someone at the front page on a wide screen, who counts clicks."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, text, within="body"):
        """Follow a link or press a button by its text, the first that can be seen."""
        self.clicks += 1
        whole = re.compile(rf"^\s*{re.escape(text)}\s*$")
        place = self.page.locator(within).locator("a, button, summary").filter(has_text=whole)
        place.locator("visible=true").first.click()
        self.page.wait_for_load_state()

    def text(self, place):
        """Return the text of a place that can be seen."""
        return self.page.locator(place).locator("visible=true").first.inner_text()


@pytest.fixture
def reader(site, visit):
    return Reader(visit(f"{site}index.html", width=1400).page)


def fetched(reader, link):
    """Return the rows of a file that a link of the page leads to."""
    address = reader.page.locator(f'a[href$="{link}"]').first.evaluate("a => a.href")
    with urllib.request.urlopen(address) as answer:
        return list(csv.DictReader(io.TextIOWrapper(answer, encoding="utf-8")))


def test_is_doubling_right(reader):
    reader.click("What comes out", ".bd-sidebar")
    reader.page.locator(".sed-filter input").first.fill("doubling")
    reader.page.wait_for_timeout(400)
    found = reader.text("#entry-claim-11")
    assert "holds" in found
    assert "2.21" in found
    assert reader.clicks <= 2


def test_find_a_system_and_all_about_it(reader):
    reader.click("Systems", ".bd-sidebar")
    reader.click("Schmid_CPJKU_task4_2")
    assert reader.page.url.endswith("#Schmid_CPJKU_task4_2")
    detail = reader.text(".sed-detail")
    assert "Schmid_CPJKU_task4_2" in detail
    assert "A40" in detail
    assert reader.clicks == 2


def test_the_data_of_the_frontier(reader):
    reader.click("Score against energy", ".bd-sidebar")
    assert "Schmid_CPJKU_task4_2" in {row["System"] for row in fetched(reader, "frontiers.csv")}
    assert reader.clicks == 1


def test_the_raw_data_of_2023(reader):
    reader.click("Downloads", ".bd-sidebar")
    assert len(fetched(reader, "submissions/2023/systems.csv")) == 84
    assert reader.clicks == 1


def test_from_a_doubted_number_to_its_entry(reader):
    reader.click("Normalised energy", ".bd-sidebar")
    reader.click("Every number: verdict and cause")
    assert "6.59" in reader.text("#entry-table-3-2023-train-kwh-normalized-median")
    assert reader.clicks == 2


def test_what_next_year_brings(reader):
    reader.click("Add a year", ".bd-sidebar")
    assert "make year" in reader.text("article")
    assert reader.clicks == 1


def test_how_to_cite(reader):
    assert "@misc{paper" in reader.page.locator("article").inner_text()
    assert reader.page.locator('a[download], a[href$=".ris"]').count() >= 2
    assert reader.clicks == 0
