"""Drift of tables from descriptions: each kind of difference is found, and nothing else."""

from pathlib import Path

import pytest
from msgspec import convert

from mfa_emulator.contract import checking, published, spec_drift
from mfa_emulator.contract.descriptions import own_tables
from mfa_emulator.contract.descriptions.described import Described, Kind, scalar
from mfa_emulator.contract.finding import Allowances, Allowed, Finding
from mfa_emulator.core.providers import load
from mfa_emulator.providers import BUILT_IN


def thing(required=(), **fields: Kind) -> Kind:
    return Kind(frozenset(("object",)), fields=fields, required=frozenset(required))


OURS = Described(
    "create",
    "POST /a/{id}",
    thing(name=scalar("text"), kind=scalar("text", "a", "b"), size=scalar("integer")),
    {200: thing(ok=scalar("boolean"), rows=Kind(frozenset(("list",)), item=thing(id=scalar("text"))))},
)


def found(theirs: Described, ours: Described = OURS) -> list[tuple[str, str]]:
    drift = spec_drift.findings("toy", {theirs.id: theirs}, {ours.id: ours}, "spec")
    return [(finding.where, finding.nature) for finding in drift]


def changed(route: str = OURS.route, request: Kind | None = None, **answer: Kind) -> Described:
    fields = {**OURS.answers[200].fields, **answer}
    return Described("create", route, request or OURS.request, {200: thing(**fields)})


def asking(**fields: Kind) -> Kind:
    return thing(**{**OURS.request.fields, **fields})


def test_the_same_is_no_drift():
    assert found(OURS) == []


def test_names_of_path_parameters_are_no_drift():
    assert found(changed("POST /a/{other}")) == []


@pytest.mark.parametrize(
    ("theirs", "where", "nature"),
    [
        (changed("PUT /a/{id}"), "operation", "route"),
        (changed("POST /b/{id}"), "operation", "route"),
        (changed(request=asking(more=scalar("text"))), "request.more", "missing"),
        (changed(request=thing(name=scalar("text"), kind=scalar("text", "a", "b"))), "request.size", "added"),
        (changed(request=asking(size=scalar("text"))), "request.size", "type"),
        (changed(request=asking(kind=scalar("text", "a"))), "request.kind", "words"),
        (changed(request=asking(kind=scalar("text", "a", "b", "c"))), "request.kind", "words"),
        (changed(ok=scalar("text")), "answer 200.ok", "type"),
        (changed(extra=scalar("text")), "answer 200.extra", "missing"),
        (changed(rows=Kind(frozenset(("list",)), item=thing(id=scalar("integer")))), "answer 200.rows[].id", "type"),
        (Described("create", OURS.route, OURS.request, {201: None}), "answer", "status"),
    ],
)
def test_a_difference_is_found_alone(theirs: Described, where: str, nature: str):
    assert found(theirs) == [(where, nature)]


def test_operations_on_one_side_alone_are_found():
    other = Described("delete", "DELETE /a/{id}", None)
    assert [one.nature for one in spec_drift.findings("toy", {"delete": other}, {}, "spec")] == ["missing"]
    assert [one.nature for one in spec_drift.added("toy", {"delete": other}, frozenset(), "spec")] == ["added"]


def test_ours_may_take_more_types_and_a_number_may_be_whole():
    request = thing(a=scalar("text"), b=scalar("number"))
    ours = thing(a=Kind(frozenset(("text", "integer"))), b=scalar("integer"))
    assert found(Described("create", "GET /", request), Described("create", "GET /", ours)) == []


def test_a_field_that_only_ours_requires_is_drift():
    theirs, ours = thing(a=scalar("text")), thing(required=("a",), a=scalar("text"))
    assert found(Described("create", "GET /", theirs), Described("create", "GET /", ours)) == [
        ("request.a", "required")
    ]


FINDING = Finding(
    provider="toy", operation="a.create", where="request.users[].name", nature="added", theirs="x", ours="y", source="s"
)


@pytest.mark.parametrize(
    ("row", "fits"),
    [
        ({"operation": "a.create", "where": "request.users[].name"}, True),
        ({"operation": "a.*", "where": "request.*", "nature": "added", "provider": "toy"}, True),
        ({"operation": "a.create", "where": "*.name", "nature": "missing"}, False),
        ({"operation": "b.*", "where": "*"}, False),
        ({"operation": "*", "where": "*", "provider": "other"}, False),
        ({"operation": "*", "where": "request.users[n].name"}, False),
    ],
)
def test_a_row_of_an_allow_file_fits_by_patterns(row: dict[str, str], fits: bool):
    allowances = Allowances((convert({**row, "because": "we know"}, Allowed),))
    [judged] = allowances.judged([FINDING])
    assert (judged.because, len(allowances.idle)) == (("we know", 0) if fits else ("", 1))


@pytest.mark.parametrize(
    "text", ["- {operation: a, where: b}", "- {operation: a, where: b, because: ''}", "a: b", "- 5"]
)
def test_a_row_without_a_reason_is_refused(tmp_path: Path, text: str):
    file = tmp_path / "allow.yaml"
    file.write_text(text)
    with pytest.raises(ValueError, match=r"because|length|array|object"):
        published.allowed_in(file)


@pytest.mark.parametrize("name", [front.name for front in BUILT_IN if front.name != "twilio_verify"])
def test_a_vendors_table_is_the_published_one_but_for_differences_that_have_a_reason(name: str, tmp_path: Path):
    report = checking.checked([load(next(f for f in BUILT_IN if f.name == name))], descriptions={}, folder=tmp_path)
    assert report.not_checked == []
    assert [str(finding) for finding in report.drift] == []
    assert [f"{row.operation}, {row.where}" for row in report.idle] == []
    assert sum(bool(row.spec_checked) for row in report.operations) > 30


def test_twilios_table_is_the_published_one_but_for_differences_that_have_a_reason(npm_archive, tmp_path: Path):
    provider = load(next(front for front in BUILT_IN if front.name == "twilio_verify"))
    [description] = published.of(provider).descriptions
    with npm_archive(f"{description.npm}@9.0.0") as archive:
        packed = archive.extractfile(f"package/{description.file}")
        assert packed is not None
        file = tmp_path / "twilio.json"
        file.write_bytes(packed.read())
    report = checking.checked([provider], descriptions={provider.name: [file]}, folder=tmp_path)
    assert [str(finding) for finding in report.drift] == []
    assert [f"{row.operation}, {row.where}" for row in report.idle] == []
    assert sum(bool(row.spec_checked) for row in report.operations) == 57


def test_each_type_of_a_struct_is_described():
    provider = load(next(front for front in BUILT_IN if front.name == "twilio_verify"))
    created = own_tables.described(provider)["CreateVerification"]
    assert created.request.required == {"To", "Channel"}
    assert created.request.fields["RiskCheck"] == scalar("text", "enable", "disable")
    assert str(created.request.fields["Tags"]) == "object"
    assert str(created.answers[201].fields["send_code_attempts"].item.fields["time"]) == "text"
    assert created.answers[201].fields["valid"] == scalar("boolean")
