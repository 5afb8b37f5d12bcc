"""Values of the fixtures."""

import threading


def test_the_world_of_a_test_has_everything_at_hand(run):
    run(
        """
        import json
        from mfa_emulator import Authenticator, Clock
        from mfa_emulator.core.inbox import Inbox
        from mfa_emulator.core.otp import uris

        def test_all(mfa, mfa_http):
            secret = mfa_http.post("/toy/factors", json={"name": "ada"}).json()["secret"]
            assert mfa.inbox.latest(to="ada").code in mfa.inbox.latest(to="ada").body
            assert [exchange.operation for exchange in mfa.requests] == ["factors.create"]
            mfa.faults.add(operation="factors.get", status=503)
            assert mfa_http.get("/toy/factors/ada").status_code == 503
            assert mfa.toy.get("ada").secret == secret
            [app] = mfa.authenticators
            assert app.code() == mfa.authenticator(secret).code()
            assert app.code() == mfa.authenticator(uris.written(app.totp, "ada")).code()
            assert app.code() == mfa.authenticator({"deep": {"secret": secret}}).code()
            before = app.code()
            mfa.clock.advance("30s")
            assert app.code(-1) == before
            assert isinstance(mfa.clock, Clock) and isinstance(mfa.inbox, Inbox) and isinstance(app, Authenticator)
            assert mfa.outbound.drain() == []
            assert mfa.world.clock is mfa.clock and mfa.emulator.worlds[mfa.world.name] is mfa.world
        """
    ).assert_outcomes(passed=1)


def test_the_parts_have_fixtures_of_their_own(run):
    run(
        """
        def test_parts(mfa_clock, mfa_inbox, mfa):
            assert mfa_clock is mfa.clock
            assert mfa_inbox is mfa.inbox
        """
    ).assert_outcomes(passed=1)


def test_a_provider_that_is_not_there_is_an_attribute_error(run):
    run(
        """
        import pytest

        def test_none(mfa):
            with pytest.raises(AttributeError, match="mfa has no attribute 'toi'; did you mean 'toy'"):
                mfa.toi
        """
    ).assert_outcomes(passed=1)


def test_the_url_is_that_of_a_live_server_on_this_tests_world(run):
    run(
        """
        import urllib.request, json

        def create(url, name):
            request = urllib.request.Request(url + "/toy/factors", json.dumps({"name": name}).encode())
            return json.load(urllib.request.urlopen(request))

        def test_one(mfa):
            assert create(mfa.url, "ada") == {"name": "ada", "secret": mfa.toy.get("ada").secret}

        def test_two(mfa, mfa_server):
            assert len(mfa.toy) == 0
            assert mfa.url != mfa_server.url == "http://" + mfa_server.host_port
            create(mfa_server.url, "bob")
            create(mfa.url, "cid")
            assert [message.to for message in mfa.inbox] == ["bob", "cid"]
        """
    ).assert_outcomes(passed=2)


def test_no_server_is_started_before_its_address_is_asked_for(run):
    before = set(threading.enumerate())  # another test's server may not have ended yet
    result = run(
        """
        import threading

        BEFORE = set(threading.enumerate())

        def servers():
            return [thread.name for thread in set(threading.enumerate()) - BEFORE if thread.name == "mfa-emulator"]

        def test_in_process(mfa, mfa_http, mfa_clock, mfa_inbox):
            assert mfa_http.get("/_mfa/v1/health").status_code == 200
            assert servers() == []

        def test_live(mfa):
            mfa.url, mfa.env, mfa.url
            assert servers() == ["mfa-emulator"]
        """
    )
    result.assert_outcomes(passed=2)
    left = [thread.name for thread in set(threading.enumerate()) - before if thread.name == "mfa-emulator"]
    assert left == [], "it was stopped"


def test_the_client_opens_no_socket_and_no_proxy_gets_between(run, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    run(
        """
        import socket

        def connect(*_):
            raise AssertionError("a socket was used")

        def test_without(mfa_http, monkeypatch):
            monkeypatch.setattr(socket.socket, "connect", connect)
            assert mfa_http.post("/toy/factors", json={"name": "ada"}).status_code == 201
        """
    ).assert_outcomes(passed=1)


def test_the_environment_points_at_the_server_during_the_test_only(run, monkeypatch):
    monkeypatch.setenv("TOY_URL", "https://production.example")
    run(
        """
        import os

        def test_within(mfa, mfa_env):
            assert mfa_env == mfa.env == {"MFA_EMULATOR_URL": mfa.url, "TOY_URL": mfa.url}
            assert {name: os.environ[name] for name in mfa_env} == mfa_env

        def test_after(mfa):
            assert os.environ["TOY_URL"] == "https://production.example"
            assert "MFA_EMULATOR_URL" not in os.environ
        """
    ).assert_outcomes(passed=2)


def test_a_checkpoint_takes_everything_back_even_after_a_failure(run):
    run(
        """
        import pytest

        def test_back(mfa, mfa_http):
            mfa_http.post("/toy/factors", json={"name": "ada"})
            before, clock, inbox = mfa.clock.now(), mfa.clock, mfa.inbox
            with pytest.raises(ZeroDivisionError):
                with mfa.checkpoint():
                    mfa_http.post("/toy/factors", json={"name": "bob"})
                    mfa.clock.advance("1h")
                    mfa.inbox.clear()
                    1 / 0
            assert [factor.name for factor in mfa.toy] == ["ada"]
            assert mfa.clock.now() == before
            assert [message.to for message in inbox] == ["ada"]
            assert (mfa.clock, mfa.inbox) == (clock, inbox)
        """
    ).assert_outcomes(passed=1)


def test_a_world_shows_itself_in_a_failure(run):
    run(
        """
        import pytest

        @pytest.mark.mfa(freeze="2026-11-21T10:00:00Z")
        def test_shown(mfa):
            assert repr(mfa) == f"<mfa: world {mfa.world.name} at 2026-11-21T10:00:00Z, 0 messages>"
        """
    ).assert_outcomes(passed=1)


def test_the_fixtures_explain_themselves(run):
    result = run("", "--fixtures", "-v")
    shown = {line.split()[0] for line in result.outlines if line.startswith("mfa") and " -- " in line}
    assert shown == {
        *("mfa", "mfa_clock", "mfa_inbox", "mfa_env", "mfa_http", "mfa_async_http", "mfa_seed"),
        *("mfa_server", "mfa_options", "mfa_target"),
        *("mfa_firebase_app", "mfa_twilio_client", "mfa_onelogin_client"),
        *("mfa_session_firebase_app", "mfa_session_twilio_client"),
    }
    result.stdout.fnmatch_lines(
        [
            "mfa -- *",
            "    This test's world: empty, and frozen at the real now unless ``@pytest.mark.mfa(...)`` says otherwise.",
        ]
    )
