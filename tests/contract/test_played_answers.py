"""Answers to bundled scenarios stand for those of handlers whose types say nothing of the wire."""

from pathlib import Path

import pytest

from mfa_emulator.contract import checking, played_answers
from mfa_emulator.contract.descriptions.described import ANYTHING, Kind, scalar
from mfa_emulator.contract.played_answers import kind_of
from mfa_emulator.core.provider import Provider
from mfa_emulator.core.providers import load
from mfa_emulator.providers import BUILT_IN

API = """
class RegistrationsApi:
    def create_factor_registration_with_http_info(self, user_id: StrictInt):
        _response_types_map = {'201': "Registration"}
        return self.api_client.call_api('/api/2/mfa/users/{user_id}/registrations', 'POST', _path_params)

    def get_rate_limit_with_http_info(self):
        _response_types_map = {'200': "Registration"}
        return self.api_client.call_api('/auth/rate_limit', 'GET', _path_params)
"""
MODELS = """
class Registration(BaseModel):
    id: StrictInt
    never_seen: Optional[StrictStr] = None
"""


@pytest.fixture(scope="module")
def onelogin() -> Provider:
    return load(next(front for front in BUILT_IN if front.name == "onelogin"))


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A client of one model, whose id is a number."""
    folder = tmp_path_factory.mktemp("client")
    for name, text in (("api/registrations_api.py", API), ("models/registration.py", MODELS)):
        file = folder / name
        file.parent.mkdir()
        file.write_text(text)
    return folder


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, scalar("boolean")),
        (1, scalar("integer")),
        (1.5, scalar("number")),
        ("a", scalar("text")),
        (None, ANYTHING),
        ([], Kind(frozenset(("list",)))),
        ([1, "a"], Kind(frozenset(("list",)), item=Kind(frozenset(("integer", "text"))))),
        (
            [{"a": 1}, {"b": {"c": None}}],
            Kind(
                frozenset(("list",)),
                item=Kind(
                    frozenset(("object",)),
                    fields={"a": scalar("integer"), "b": Kind(frozenset(("object",)), fields={"c": ANYTHING})},
                ),
            ),
        ),
    ],
)
def test_a_value_has_a_kind(value: object, kind: Kind):
    assert kind_of(value) == kind


def test_the_answers_of_all_scenarios_are_one_kind(onelogin: Provider):
    played = played_answers.played(onelogin)
    created = played["create_factor_registration"][201]
    assert created is not None
    assert {"id", "status", "factor_data", "expires_at"} <= (created.fields or {}).keys()
    assert {401, 400} <= played["verify_mfa_factor"].keys()


def test_an_answer_that_is_not_as_described_is_drift(onelogin: Provider, client: Path, tmp_path: Path):
    report = checking.checked([onelogin], descriptions={"onelogin": [client]}, folder=tmp_path)
    told = {(one.operation, one.where, one.nature) for one in report.drift}
    assert ("create_factor_registration", "answer 201.id", "type") in told
    assert not any("never_seen" in where for _, where, _ in told), "no scenario has seen it, and it may be there"


def test_an_operation_that_no_scenario_calls_is_checked_by_its_request_alone(
    onelogin: Provider, client: Path, tmp_path: Path
):
    report = checking.checked([onelogin], descriptions={"onelogin": [client]}, folder=tmp_path)
    rows = {row.operation: row.spec_checked for row in report.operations}
    assert rows["get_rate_limit"].endswith(", requests alone")
    assert "alone" not in rows["create_factor_registration"]
