"""What `make reproducible` compares, and what it says; the two builds themselves take minutes."""

import pytest
import reproducible


@pytest.fixture
def builds(tmp_path):
    """Two builds that are equal but for what is measured."""
    made = []
    for name in ("one", "two"):
        build = tmp_path / name
        for path in ("tables/a.csv", "notebooks/b.ipynb", "html/index.html", "ledger.csv",
                     "codecheck.yml"):  # fmt: skip
            (build / path).parent.mkdir(parents=True, exist_ok=True)
            (build / path).write_text("first\nsecond\n")
        (build / "html" / "measured").mkdir()
        (build / "html" / "measured" / "status.js").write_text(name)
        made.append(build)
    return made


def test_only_what_is_measured_may_differ(builds):
    one, two = map(reproducible.files, builds)
    assert one == two
    assert set(one) == {"tables/a.csv", "notebooks/b.ipynb", "html/index.html", "ledger.csv",
                        "codecheck.yml"}  # fmt: skip
    assert reproducible.difference(one, two) == ""


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda b: (b / "notebooks/b.ipynb").write_text("first\n2024-01-01 00:00:01\n"),
         "notebooks/b.ipynb differs in line 2: b'second' and b'2024-01-01 00:00:01'"),
        (lambda b: (b / "html/index.html").unlink(),
         "html/index.html differs (it is in one build only)"),
        (lambda b: (b / "tables/z.csv").write_text(""),
         "tables/z.csv differs (it is in one build"),
        (lambda b: (b / "ledger.csv").write_text("first\nsecond"),
         "ledger.csv differs in its last line end"),
    ],
)  # fmt: skip
def test_the_first_file_and_line_that_differ_are_named(change, message, builds):
    change(builds[1])
    assert message in reproducible.difference(*map(reproducible.files, builds))
