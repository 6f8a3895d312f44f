"""The rules of the house: rooms, names, sizes."""

import ast
from collections import Counter

import pytest
from conftest import ROOT

SOURCE = ROOT / "src" / "sedenergy"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path.name != "__init__.py")
ROOMS = (
    *("errors", "files", "vocabulary", "printed", "submissions", "analysis", "claims", "check"),
    *("paper", "book", "cli"),
)
"""From left to right, as the data go."""


def room_of(path):
    """Return the room of a module."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(tree):
    """Return the rooms from which a module imports."""
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.split(".")[1] for name in modules if name.startswith("sedenergy.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_is_short_and_imports_only_from_rooms_to_its_left(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    own = ROOMS.index(room_of(path))
    assert {name for name in imports_of(ast.parse(text)) if ROOMS.index(name) > own} == set()


def test_a_name_stands_for_one_thing():
    names = Counter()
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names[node.name] += 1
            targets = node.targets if isinstance(node, ast.Assign) else []
            targets = [node.target] if isinstance(node, ast.AnnAssign) else targets
            names.update(target.id for target in targets if isinstance(target, ast.Name))
    assert [name for name, count in names.items() if count > 1] == []


def test_the_formatter_has_the_code():
    texts = [path.read_text(encoding="utf-8") for path in (*MODULES, *ROOT.glob("tests/**/*.py"))]
    assert sum(text.count("# fmt:" + " skip") for text in texts) <= 10


def test_the_tests_mirror_the_rooms():
    for room in ("printed", "submissions", "analysis", "claims", "check", "book"):
        there = {path.stem for path in (SOURCE / room).glob("*")} | {"claims", "data_card"}
        tested = {path.stem.removeprefix("test_") for path in ROOT.glob(f"tests/{room}/test_*.py")}
        assert tested <= there
