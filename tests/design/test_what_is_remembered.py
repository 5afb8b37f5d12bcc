"""The journal, the inbox, the clock: a provider gets them for nothing."""

from mfa_emulator import Authenticator


def test_the_journal_has_every_exchange_with_secrets_masked(client, emulator):
    client.post("/toy/factors?access_token=x", json={"name": "ada"})
    client.get("/toy/factors/nobody")
    first, second = (exchange.view() for exchange in emulator.requests)
    assert (first["operation"], first["method"], first["path"]) == (
        "factors.create",
        "POST",
        "/toy/factors?access_token=***",
    )
    assert (first["request"], first["response"]) == ({"name": "ada"}, {"name": "ada", "secret": "***"})
    assert (second["status"], second["reason"]) == (404, "no factor 'nobody' now")


def test_what_never_reached_an_operation_is_in_the_journal_too(client, emulator):
    client.get("/toy/none")
    client.put("/toy/factors", content=b"x")
    assert [(exchange.status, exchange.operation) for exchange in emulator.requests] == [(404, ""), (405, "")]


def test_a_message_is_in_the_inbox(client, emulator):
    client.post("/toy/factors", json={"name": "ada"})
    message = emulator.inbox.latest(to="ada")
    assert message.body == f"Your code: {message.code}"
    assert message.created_at == emulator.clock.micros()


def test_a_pinned_code_is_the_one_that_is_sent(client, emulator):
    emulator.world.ids.pin("ada", "012345")
    client.post("/toy/factors", json={"name": "ada"})
    assert emulator.inbox.latest(to="ada").code == "012345"


def test_what_expires_does_so_by_the_worlds_clock_and_not_a_moment_sooner(client, emulator):
    client.post("/toy/factors", json={"name": "ada"})
    emulator.clock.advance("59.999999s")
    assert client.get("/toy/factors/ada").status_code == 200
    emulator.clock.advance("0.000001s")
    assert client.get("/toy/factors/ada").status_code == 404
    emulator.clock.travel("2026-11-21T10:00:00Z")
    assert client.get("/toy/factors/ada").status_code == 200


def test_the_users_authenticators_are_known(client, emulator):
    answer = client.post("/toy/factors", json={"name": "ada"}).json()
    [app] = emulator.world.authenticators()
    assert isinstance(app, Authenticator)
    assert app.code() == emulator.world.authenticator(answer).code() == emulator.world.authenticator(app.secret).code()
