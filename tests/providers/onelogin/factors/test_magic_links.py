"""The link in an e-mail."""

import pytest

MFA = "/api/2/mfa/users/{ada}"


@pytest.fixture
def begin(client, enrolled):
    def begin(**body):
        begun = client.post(f"{MFA}/verifications", {"device_id": enrolled("email").id, **body}).body
        link = client.emulator.inbox.latest("ada@example.com").context["link"]
        return begun, link.removeprefix("http://127.0.0.1:9099")

    return begin


def follow(client, link):
    return client.get(link, headers={"authorization": None})


def test_the_link_stands_in_the_message_and_accepts(client, begin):
    begun, link = begin()
    assert link in client.emulator.inbox.latest("ada@example.com").body
    assert follow(client, link).status == 200
    assert client.get(f"{MFA}/verifications/{begun['id']}").body["status"] == "accepted"


def test_the_page_goes_on_after_two_seconds(client, begin):
    begun, link = begin(redirect_to="https://app.example.com/done")
    assert begun["redirect_to"] == "https://app.example.com/done"
    assert follow(client, link).headers["refresh"] == "2; url=https://app.example.com/done"


def test_a_link_counts_once_and_expires(client, begin):
    _, link = begin()
    assert [follow(client, link).status, follow(client, link).status] == [200, 404]


def test_a_link_expires(client, begin):
    _, link = begin()
    client.clock.advance("2m")
    assert follow(client, link).status == 404


def test_a_link_activates_what_was_registered(client):
    client.post(f"{MFA}/registrations", {"factor_id": 58961, "display_name": "Mail"})
    link = client.emulator.inbox.latest("ada@example.com").context["link"]
    follow(client, link.removeprefix("http://127.0.0.1:9099"))
    assert [device["auth_factor_name"] for device in client.get(f"{MFA}/devices").body] == ["OneLogin Email"]


def test_an_unknown_link_is_not_found(client):
    assert follow(client, "/auth/magic_link/nope").status == 404
