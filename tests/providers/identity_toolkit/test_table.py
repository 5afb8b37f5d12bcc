"""The table of operations is the whole published API."""

from mfa_emulator.providers.identity_toolkit.provider import PROVIDER
from mfa_emulator.providers.identity_toolkit.published_methods import published_methods


def test_every_published_method_has_one_row_with_its_published_route():
    rows = {operation.id: operation.route for operation in PROVIDER.operations if operation.published}
    assert rows == published_methods()
    assert len(rows) == 111


def test_rows_beside_the_published_ones_are_marked():
    names = {operation.id for operation in PROVIDER.operations if not operation.published}
    assert "securetoken.token" in names
    assert names.isdisjoint(published_methods())


def test_every_unbuilt_method_answers_501_with_its_name(it):
    for operation in PROVIDER.operations:
        if operation.handler is None:
            verb, route = operation.route.split(" ")
            path = "/".join("x" + part[part.index("}") + 1 :] if "{" in part else part for part in route.split("/"))
            answer = it.call(path, {}, method=verb, admin=True)
            assert answer.status == 501, (operation.id, answer)
            assert operation.id in answer.json["error"]["message"]


def test_errors_are_known_by_the_vendors_names():
    assert PROVIDER.errors["INVALID_CODE"].code == "INVALID_CODE"
    assert len(PROVIDER.errors) > 100
    for name, error in PROVIDER.errors.items():
        raised = error(reason="x")
        assert raised.code == name
        assert raised.message
