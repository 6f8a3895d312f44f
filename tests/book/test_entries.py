"""The entries of the ledger as the search knows them."""

from types import SimpleNamespace

from sedenergy.book.entries import LedgerDomain, anchor_of


def domain_of(**entries):
    """Return the domain with entries by page."""
    domain = LedgerDomain(SimpleNamespace(domaindata={}))
    domain.data["entries"] |= entries
    return domain


def test_an_object_leads_to_its_entry():
    """Sphinx writes an anchor of its own where it can be told from the name: here it cannot."""
    domain = domain_of(page=[("table-1.2023.macs.q25", "2023, MACs · table-1.2023.macs.q25")])
    (found,) = domain.get_objects()
    name, shown, kind, page, anchor, priority = found
    assert (name, kind, page, priority) == ("table-1.2023.macs.q25", "record", "page", 0)
    assert shown.endswith(name)
    assert anchor == anchor_of(name) == "entry-table-1-2023-macs-q25"
    assert anchor not in (shown, f"{kind}-{name}")


def test_entries_of_a_page_are_forgotten_and_those_of_other_processes_taken_in():
    domain = domain_of(one=[("a", "A")], two=[("b", "B")])
    domain.clear_doc("one")
    domain.clear_doc("never")
    other = {"entries": {"three": [("c", "C")], "else": [("d", "D")]}}
    domain.merge_domaindata(["three"], other)
    assert [found[0] for found in domain.get_objects()] == ["b", "c"]
    assert domain.resolve_any_xref() == []
