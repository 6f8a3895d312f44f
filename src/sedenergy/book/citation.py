"""How to cite the paper and this reproduction, and what machines read of the book."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sedenergy.errors import DataError
from sedenergy.files import write_whole

_SCHEMA = "https://schema.org/"


@dataclass(frozen=True)
class Work:
    """Something to cite.

    Attributes
    ----------
    key, kind, title : str
        ``kind`` is that of CITATION.cff: ``article``, ``software``.
    authors : tuple of str
        ``Family, Given``, or the name of a group.
    year, url, version, date, license, repository, description : str
        Empty where they are not known.
    notes : tuple of str
        Other identifiers.
    """

    key: str
    kind: str
    title: str
    authors: tuple[str, ...]
    year: str = ""
    url: str = ""
    version: str = ""
    date: str = ""
    license: str = ""
    repository: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


def read_works(root: Path) -> tuple[Work, Work]:
    """Return the paper and its reproduction, from ``CITATION.cff``.

    Raises
    ------
    DataError
        The file cannot be read, or names no paper.
    """
    path = root / "CITATION.cff"
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _work("paper", content["references"][0]), _work("reproduction", content)
    except (OSError, ValueError, KeyError, IndexError, TypeError, yaml.YAMLError) as error:
        problem = "expected a citation file with the paper as its first reference"
        raise DataError(problem, file=path) from error


def _work(key: str, entry: Mapping[str, Any]) -> Work:
    date = str(entry.get("date-released", ""))
    return Work(
        key,
        entry["type"],
        entry["title"],
        tuple(_name(author) for author in entry["authors"]),
        str(entry.get("year", date[:4])),
        entry.get("url", ""),
        str(entry.get("version", "")),
        date,
        entry.get("license", ""),
        entry.get("repository-code", ""),
        entry.get("abstract", ""),
        tuple(str(each["value"]) for each in entry.get("identifiers", ())),
        tuple(entry.get("keywords", ())),
    )


def _name(author: Mapping[str, str]) -> str:
    return author.get("name") or f"{author['family-names']}, {author['given-names']}"


def write_bibtex(work: Work) -> str:
    """Write a work as an entry of BibTeX.

    Examples
    --------
    >>> print(write_bibtex(Work("a", "article", "On B", ("Doe, Jo",), "2024")), end="")
    @misc{a,
      author = {Doe, Jo},
      title = {On B},
      year = {2024}
    }
    """
    is_group = [f"{{{name}}}" if ", " not in name else name for name in work.authors]
    fields = {
        "author": " and ".join(is_group),
        "title": work.title,
        "year": work.year,
        "version": work.version,
        "note": ", ".join(work.notes),
        "url": work.url or work.repository,
    }
    lines = [f"  {name} = {{{text}}}" for name, text in fields.items() if text]
    kind = "software" if work.kind == "software" else "misc"
    return f"@{kind}{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


def write_ris(work: Work) -> str:
    """Write a work in RIS, which reference managers read.

    Examples
    --------
    >>> print(write_ris(Work("a", "article", "On B", ("Doe, Jo",), "2024")), end="")
    TY  - RPRT
    AU  - Doe, Jo
    TI  - On B
    PY  - 2024
    ER  -
    """
    fields = [("TY", "COMP" if work.kind == "software" else "RPRT")]
    fields += [("AU", author) for author in work.authors]
    fields += [("TI", work.title), ("PY", work.year), ("ET", work.version)]
    fields += [("N1", note) for note in work.notes]
    fields += [("UR", work.url or work.repository)]
    return "".join(f"{tag}  - {text}\n" for tag, text in fields if text) + "ER  -\n"


def say_about(work: Work) -> str:
    """Say in Markdown which version this is, of when, under which licence, and where it stands."""
    dated = f" of {work.date}" if work.date else ""
    where = f" Repository: <{work.repository}>." if work.repository else ""
    return (
        f"Version {work.version}{dated}. Code under {work.license}, text under CC BY 4.0.{where}\n"
    )


def describe_linked(paper: Work, work: Work, package: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the data set and the article as JSON-LD of schema.org."""
    article = {
        "@context": _SCHEMA,
        "@type": "ScholarlyArticle",
        "name": paper.title,
        "author": [_person(name) for name in paper.authors],
        "datePublished": paper.year,
        "url": paper.url,
        "identifier": list(paper.notes),
    }
    dataset = {
        "@context": _SCHEMA,
        "@type": "Dataset",
        "name": package["title"],
        "description": f"{package['title']}. With {work.title}.",
        "version": work.version,
        "license": _license(work),
        "creator": [_person(name) for name in work.authors],
        "keywords": list(work.keywords),
        "isBasedOn": paper.url,
        "distribution": [
            {
                "@type": "DataDownload",
                "name": resource["name"],
                "contentUrl": f"data/{resource['path']}",
                "encodingFormat": resource.get("mediatype", "text/csv"),
            }
            for resource in package["resources"]
        ],
    }
    return [dataset, article]


def _person(name: str) -> dict[str, str]:
    family, _, given = name.partition(", ")
    if not given:
        return {"@type": "Organization", "name": name}
    return {"@type": "Person", "familyName": family, "givenName": given}


def _license(work: Work) -> str:
    return f"https://spdx.org/licenses/{work.license}"


def describe_code(work: Work) -> dict[str, Any]:
    """Return ``codemeta.json``."""
    return {
        "@context": "https://w3id.org/codemeta/3.0",
        "type": "SoftwareSourceCode",
        "name": work.title,
        "version": work.version,
        "dateModified": work.date,
        "license": _license(work),
        "author": [_person(name) for name in work.authors],
        "keywords": list(work.keywords),
        "codeRepository": work.repository,
        "programmingLanguage": "Python",
    }


def describe_deposit(paper: Work, work: Work) -> dict[str, Any]:
    """Return ``.zenodo.json``."""
    return {
        "title": work.title,
        "upload_type": "software",
        "version": work.version,
        "license": work.license,
        "creators": [{"name": name} for name in work.authors],
        "keywords": list(work.keywords),
        "related_identifiers": [{"identifier": paper.url, "relation": "isDerivedFrom"}],
    }


def describe_crate(paper: Work, work: Work, files: Mapping[str, str]) -> dict[str, Any]:
    """Return ``ro-crate-metadata.json`` (RO-Crate 1.2).

    Parameters
    ----------
    paper, work : Work
    files : mapping of str to str
        What is in the crate: each path and what it holds.
    """
    license_ = _license(work)
    return {
        "@context": "https://w3id.org/ro/crate/1.2/context",
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "about": {"@id": "./"},
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
            },
            {
                "@id": "./",
                "@type": "Dataset",
                "name": work.title,
                "description": f"{work.title}: the book, its tables and its data.",
                "datePublished": work.date,
                "license": {"@id": license_},
                "isBasedOn": {"@id": paper.url},
                "hasPart": [{"@id": path} for path in files],
            },
            {"@id": license_, "@type": "CreativeWork", "name": work.license},
            {"@id": paper.url, "@type": "ScholarlyArticle", "name": paper.title},
            *({"@id": path, "@type": "File", "name": name} for path, name in files.items()),
        ],
    }


def write_citations(root: Path, source: Path) -> None:
    """Write into the book's source how to cite, and what machines read of the front page."""
    paper, work = read_works(root)
    for each in (paper, work):
        write_whole(source / "cite" / f"{each.key}.bib", write_bibtex(each))
        write_whole(source / "cite" / f"{each.key}.ris", write_ris(each))
    write_whole(source / "cite" / "about.txt", say_about(work))
    package = json.loads((source / "data" / "datapackage.json").read_text(encoding="utf-8"))
    write_whole(source / "cite" / "linked.json", _as_json(describe_linked(paper, work, package)))


def write_metadata(root: Path, pages: Path) -> None:
    """Write beside the pages what machines read: code, deposit and crate."""
    paper, work = read_works(root)
    files = {"index.html": work.title, "codemeta.json": "About the code"}
    for path in sorted(pages.rglob("*.csv")):
        files[path.relative_to(pages).as_posix()] = path.stem
    contents = {
        "codemeta.json": describe_code(work),
        ".zenodo.json": describe_deposit(paper, work),
        "ro-crate-metadata.json": describe_crate(paper, work, files),
    }
    for name, content in contents.items():
        write_whole(pages / name, _as_json(content))


def _as_json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
