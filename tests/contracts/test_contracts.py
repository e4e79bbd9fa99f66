"""What others rely on stays: the JSON of documents, field by field, and every id that was ever handed out.

``make update-contracts`` records a change that is meant.
"""

from __future__ import annotations

import pytest

from tests.contracts import ids, printed

NOW = "if that is meant, run make update-contracts and read what git shows of it"


@pytest.fixture(scope="module")
def found() -> printed.Digests:
    return printed.digests()


@pytest.fixture(scope="module")
def promised() -> printed.Digests:
    return printed.recorded()


def test_the_documents_are_those_of_the_contract(found, promised):
    assert found["sha256"] == promised["sha256"], f"documents differ, not their reading; {NOW}"


def test_no_field_is_gone_and_those_that_joined_are_recorded(found, promised):
    assert set(promised) - set(found) == set()
    assert set(found) - set(promised) == set(), NOW


def test_every_field_of_every_document_is_printed_as_it_was(found, promised):
    differ = {
        f"{field} of {name}"
        for field, row in promised.items()
        for name, digest in row.items()
        if found.get(field, {}).get(name) != digest
    }
    assert sorted(differ) == [], NOW


def test_no_id_is_gone_and_those_that_joined_are_recorded():
    now, then = ids.ids(), ids.recorded()
    assert sorted(set(then) - set(now)) == []
    assert sorted(set(now) - set(then)) == [], NOW
    assert len(now) == len(set(now))
