"""Functions of an app in the real Functions emulator, which runs beside ours in place of the official Auth emulator."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest

from mfa_emulator import Emulator
from mfa_emulator.core.tokens import read_unverified

PASSWORD = {"password": "secret-1", "returnSecureToken": True}


@pytest.fixture
def client(emulator: Emulator) -> Iterator[httpx2.Client]:
    with httpx2.Client(
        base_url=emulator.url, headers={"x-goog-api-key": "any"}, timeout=180, trust_env=False
    ) as client:
        yield client


def sign_up(client: httpx2.Client, email: str) -> httpx2.Response:
    return client.post("/v1/accounts:signUp", json={"email": email, **PASSWORD})


def ask(client: httpx2.Client, functions: str, **names: str) -> None:
    """Have these functions asked at the events."""
    triggers = {event: {"functionUri": f"{functions}/{name}"} for event, name in names.items()}
    path = "/v2/projects/demo-project/config?updateMask=blockingFunctions"
    config = {"blockingFunctions": {"triggers": triggers}}
    client.patch(path, json=config, headers={"authorization": "Bearer owner"}).raise_for_status()


def test_blocking_functions_refuse_change_and_add_claims(
    client: httpx2.Client, functions: str, emulator: Emulator
) -> None:
    ask(client, functions, beforeCreate="gate", beforeSignIn="enter")

    refused = sign_up(client, "x@evil.example")
    assert refused.status_code == 400
    assert refused.json()["error"]["message"].startswith("BLOCKING_FUNCTION_ERROR_RESPONSE : ")
    assert '"status":"PERMISSION_DENIED"' in refused.json()["error"]["message"]

    made = sign_up(client, "ada@example.com").json()
    claims = read_unverified(made["idToken"])[1]
    assert claims["name"].startswith("ada@example.com of ")
    # The function has set claims of the account by the Admin SDK while the sign-in waited for it.
    assert claims["plan"] == "pro"
    assert claims["created"] == emulator.clock.now().strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert [user.email for user in emulator.identity_toolkit.users] == ["ada@example.com"]


def test_functions_let_messages_out_or_keep_them_back(
    client: httpx2.Client, functions: str, emulator: Emulator
) -> None:
    ask(client, functions, beforeSendEmail="mail", beforeSendSms="text")
    link = {"requestType": "EMAIL_SIGNIN", "continueUrl": "http://localhost/in"}
    refused = client.post("/v1/accounts:sendOobCode", json={**link, "email": "x@evil.example"})
    assert "no EMAIL_SIGN_IN for you" in refused.json()["error"]["message"]
    client.post("/v1/accounts:sendOobCode", json={**link, "email": "ada@example.com"}).raise_for_status()
    refused = client.post("/v1/accounts:sendVerificationCode", json={"phoneNumber": "+15555550100"})
    assert "no SIGN_IN_OR_SIGN_UP to +15555550100" in refused.json()["error"]["message"]
    assert [message.to for message in emulator.inbox.messages()] == ["ada@example.com"]


def test_functions_of_both_generations_hear_of_users_who_come_and_go(
    client: httpx2.Client, functions: str, told: tuple[str, Callable[[], Any]]
) -> None:
    made = sign_up(client, "ada@example.com").json()
    uid, heard = made["localId"], told[1]
    first = [heard(), heard()]
    assert sorted(first) == [["created", [uid, "ada@example.com", None]], ["created v2", [uid, "ada@example.com"]]]
    client.post("/v1/accounts:delete", json={"idToken": made["idToken"]}).raise_for_status()
    last = [heard(), heard()]
    assert sorted(last) == [["deleted", [uid, "ada@example.com"]], ["deleted v2", [uid, "ada@example.com"]]]
