"""What a functions emulator is told of accounts that come and go."""

import json

import pytest

from mfa_emulator import Emulator

ACCOUNTS = "/v1/projects/demo-project/accounts"
BODY = {"email": "ada@example.com", "password": "secret-1", "returnSecureToken": True}
KINDS = {
    "providers/firebase.auth/eventTypes/user.create": "created",
    "providers/firebase.auth/eventTypes/user.delete": "deleted",
    "google.firebase.auth.user.v2.created": "created v2",
    "google.firebase.auth.user.v2.deleted": "deleted v2",
}


@pytest.fixture
def told(make_it, receiver):
    """A client whose world has a functions emulator, and what that was told: ``told(it)``."""

    class Told:
        def __init__(self, profile="emulator"):
            self.it = make_it(profile)
            self.it.world.reset(self.it.world.options.but(functions_host=receiver.url.split("/")[2]))
            self.paths = set()

        def bodies(self):
            self.it.world.outbound.drain()
            self.paths |= {path for path, _, _ in receiver.received}
            return [json.loads(body) for _, _, body in receiver.received]

        def events(self):
            """Kind and id of the account, in the order in which they came."""
            found = []
            for body in self.bodies():
                data = body["data"]
                account = data.get("value", data.get("oldValue", data))
                found.append((KINDS[body.get("eventType") or body["type"]], account["uid"]))
            return found

    return Told


def both_forms(kind, uid):
    return [(kind, uid), (f"{kind} v2", uid)]


def test_an_account_that_is_made_and_deleted_is_told_in_both_forms_and_in_order(told):
    here = told()
    made = here.it.ok("/v1/accounts:signUp", BODY)
    here.it.ok("/v1/accounts:delete", {"idToken": made["idToken"]})
    uid = made["localId"]
    assert here.events() == [*both_forms("created", uid), *both_forms("deleted", uid)]
    assert here.paths == {"/functions/projects/demo-project/trigger_multicast"}


def test_the_older_form(told):
    here = told()
    here.it.ok(ACCOUNTS, {**BODY, "localId": "ada", "displayName": "Ada", "emailVerified": True}, admin=True)
    event = here.bodies()[0]
    assert len(event.pop("eventId")) == 36
    assert event == {
        "eventType": "providers/firebase.auth/eventTypes/user.create",
        "resource": {"name": "projects/demo-project", "service": "firebaseauth.googleapis.com"},
        "params": {},
        "timestamp": "2026-11-21T10:00:00.000Z",
        "data": {
            "uid": "ada",
            "email": "ada@example.com",
            "emailVerified": True,
            "displayName": "Ada",
            "disabled": False,
            "metadata": {"creationTime": "2026-11-21T10:00:00.000Z"},
            "customClaims": {},
            "providerData": [
                {
                    "providerId": "password",
                    "email": "ada@example.com",
                    "federatedId": "ada@example.com",
                    "rawId": "ada@example.com",
                    "displayName": "Ada",
                }
            ],
        },
    }


def test_the_newer_form_is_a_cloud_event(told, receiver):
    here = told()
    here.it.ok("/v1/projects/demo-project/tenants/acme/accounts", {**BODY, "localId": "ada"}, admin=True)
    older, newer = here.bodies()
    assert receiver.received[1][1]["Content-Type"] == "application/cloudevents+json"
    assert newer == {
        "specversion": "1.0",
        "id": older["eventId"],
        "time": older["timestamp"],
        "type": "google.firebase.auth.user.v2.created",
        "source": "//identitytoolkit.googleapis.com/projects/demo-project",
        "subject": "users/ada",
        "tenantid": "acme",
        "data": {"value": older["data"]},
    }
    assert older["data"]["tenantId"] == "acme"


def test_second_factors_and_claims_are_told(told):
    here = told()
    ada = here.it.user(password="secret-1")
    ada.enroll_sms("+15555550100")
    here.it.ok(f"{ACCOUNTS}:update", {"localId": ada.id, "customAttributes": '{"a":1}'}, admin=True)
    here.it.ok(f"{ACCOUNTS}:delete", {"localId": ada.id}, admin=True)
    data = here.bodies()[0]["data"]
    assert data["customClaims"] == {"a": 1}
    assert data["mfaInfo"][0]["phoneInfo"] == "+15555550100"


def test_every_door_by_which_accounts_come(told):
    here = told()
    it = here.it
    anonymous = it.ok("/v1/accounts:signUp", {"returnSecureToken": True})["localId"]
    it.ok("/v1/accounts:sendVerificationCode", {"phoneNumber": "+15555550100"})
    session = it.world.states["identity_toolkit"].projects["demo-project"].sms_sessions
    info = next(iter(session)).session_info
    by_phone = it.ok("/v1/accounts:signInWithPhoneNumber", {"sessionInfo": info, "code": it.sms()})["localId"]
    link = {"requestType": "EMAIL_SIGNIN", "email": "bob@example.com", "continueUrl": "http://localhost/in"}
    it.ok("/v1/accounts:sendOobCode", link)
    code = it.inbox.latest(to="bob@example.com").code
    body = {"email": "bob@example.com", "oobCode": code}
    by_link = it.ok("/v1/accounts:signInWithEmailLink", body)["localId"]
    body = {"postBody": 'providerId=google.com&id_token={"sub":"7"}', "requestUri": "http://localhost"}
    by_provider = it.ok("/v1/accounts:signInWithIdp", body)["localId"]
    it.ok("/v1/accounts:signInWithCustomToken", {"token": it.custom_token("carl"), "returnSecureToken": True})
    made = [uid for kind, uid in here.events() if kind == "created"]
    assert made == [anonymous, by_phone, by_link, by_provider, "carl"]


def test_a_second_sign_in_tells_nothing(told):
    here = told()
    for _ in range(2):
        here.it.ok("/v1/accounts:signInWithCustomToken", {"token": here.it.custom_token(), "returnSecureToken": True})
    assert here.events() == both_forms("created", "ada")


def test_production_does_not_tell_of_a_custom_tokens_account(told):
    here = told("strict")
    here.it.ok("/v1/accounts:signInWithCustomToken", {"token": here.it.custom_token(), "returnSecureToken": True})
    assert here.events() == []


def test_every_door_by_which_accounts_go(told):
    here = told()
    it = here.it
    it.configure("autodeleteAnonymousUsers", {"autodeleteAnonymousUsers": True})
    anonymous = it.ok("/v1/accounts:signUp", {"returnSecureToken": True})["localId"]
    it.clock.advance("31d")
    for uid in ("ada", "bob"):
        it.ok(ACCOUNTS, {"localId": uid}, admin=True)
    it.ok(f"{ACCOUNTS}:batchDelete", {"localIds": ["ada", "nobody"], "force": True}, admin=True)
    assert it.send("DELETE", "/emulator/v1/projects/demo-project/accounts").status == 200
    assert [uid for kind, uid in here.events() if kind == "deleted"] == [anonymous, "ada", "bob"]


def test_an_import_tells_nothing(told):
    here = told()
    here.it.ok(f"{ACCOUNTS}:batchCreate", {"users": [{"localId": "x"}]}, admin=True)
    assert here.events() == []


def test_a_refused_sign_up_tells_nothing(told):
    here = told()
    here.it.refused("/v1/accounts:signUp", {**BODY, "password": "1"})
    assert here.events() == []


def test_without_a_functions_emulator_nothing_is_sent(it):
    it.ok("/v1/accounts:signUp", BODY)
    assert list(it.world.outbound) == []


def test_what_was_told_is_listed(told):
    here = told()
    here.it.ok("/v1/accounts:signUp", BODY)
    shown = here.it.world.outbound.drain()
    assert [(delivery.event, delivery.status) for delivery in shown] == [
        ("user.create", "delivered"),
        ("google.firebase.auth.user.v2.created", "delivered"),
    ]


@pytest.mark.parametrize("host", ["localhost", "http://localhost:5001", "localhost:5001/x", "a b:1", ":5001"])
def test_a_functions_host_is_a_host_and_a_port(host):
    with pytest.raises(ValueError, match="functions_host"):
        Emulator(functions_host=host)


def test_the_functions_host_may_be_called_wherever_it_is():
    world = Emulator(functions_host="functions:5001").world
    assert world.outbound.allows("http://functions:5001/x")
    assert not world.outbound.allows("http://other:5001/x")
    assert not Emulator().world.outbound.allows("")
