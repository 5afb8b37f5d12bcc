"""projects.accounts.batchDelete."""

import pytest

PATH = "/v1/projects/demo-project/accounts:batchDelete"


def delete(it, *local_ids, **more):
    return it.ok(PATH, {"localIds": list(local_ids), **more}, admin=True)


def test_disabled_accounts_go_and_enabled_ones_are_told(it):
    rows = [{"localId": "off", "disabled": True}, {"localId": "on"}]
    it.ok("/v1/projects/demo-project/accounts:batchCreate", {"users": rows}, admin=True)
    (error,) = delete(it, "off", "unknown", "on")["errors"]
    assert error["index"] == 2
    assert error["localId"] == "on"
    assert error["message"].startswith("NOT_DISABLED : ")
    assert [user.local_id for user in it.accounts.project().users] == ["on"]


def test_by_force_all_go(it):
    it.user(local_id="on")
    assert delete(it, "on", force=True) == {}
    assert len(it.accounts.project().users) == 0


def test_an_id_may_come_twice(it):
    it.user(local_id="on")
    assert delete(it, "on", "on", force=True) == {}


@pytest.mark.parametrize("count", [0, 1001])
def test_one_to_a_thousand_ids_are_taken(it, count):
    body = {"localIds": ["x"] * count}
    assert it.refused(PATH, body, admin=True) == "LOCAL_ID_LIST_EXCEEDS_LIMIT"
