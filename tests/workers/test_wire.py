"""What goes through the wire comes out equal, types of details included."""

from __future__ import annotations

import msgspec
import pytest

from checks import run_checks
from checks.book.cases import cases, make_report
from parsing import loaders, parse_report
from tests.render import cases as rendered
from tests.samples import EXPECTED, FOLDER
from workers import wire

NAMES = [path.name.removesuffix(".expected.json") for path in EXPECTED]


def assert_same(report, findings):
    assert wire.decode_report(wire.encode_report(report)) == report
    back = wire.decode_findings(wire.encode_findings(findings))
    assert back == findings
    for one, other in zip(findings.findings, back.findings, strict=True):
        assert {key: type(value) for key, value in one.details.items()} == {
            key: type(value) for key, value in other.details.items()
        }


@pytest.mark.parametrize("name", NAMES)
def test_samples(name):
    (path,) = (path for path in FOLDER.glob(f"{name}.*") if path.suffix in (".txt", ".html"))
    data = path.read_bytes()
    report = parse_report(data, path.name)
    assert_same(report, run_checks(report))
    document = loaders.load(data)
    assert wire.decode_document(wire.encode_document(document)) == document


def test_every_case_of_every_rule():
    for rule, outcomes in cases().items():
        for case in (case for listed in outcomes.values() for case in listed):
            report = make_report(case)
            assert_same(report, run_checks(report, only=[rule]))


def test_rendered_reports():
    for case in rendered(60):
        report = parse_report(case.data, case.name)
        assert_same(report, run_checks(report))


@pytest.mark.parametrize("decode", [wire.decode_report, wire.decode_findings, wire.decode_document])
def test_other_bytes_are_refused(decode):
    for data in (b"", b"\xc1", msgspec.msgpack.encode({"source": 1}), msgspec.msgpack.encode([1, 2])):
        with pytest.raises((msgspec.DecodeError, msgspec.ValidationError)):
            decode(data)
