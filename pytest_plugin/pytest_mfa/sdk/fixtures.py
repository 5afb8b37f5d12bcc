"""Fixtures with the SDKs' own objects, which call the world of the test. No SDK is imported before one is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import firebase_admin
    import onelogin
    from twilio.rest import Client

    from mfa_emulator.testing.own_world import Mfa
    from pytest_mfa.server import MfaServer


@pytest.fixture
def mfa_firebase_app(request: pytest.FixtureRequest, mfa: Mfa, mfa_env: dict[str, str]) -> Iterator[firebase_admin.App]:
    """An app of firebase-admin for this test's world: the default one, unless the program has one already."""
    yield from _firebase_app(mfa_env, request.node.nodeid)


@pytest.fixture(scope="session")
def mfa_session_firebase_app(mfa_server: MfaServer) -> Iterator[firebase_admin.App]:
    """An app of firebase-admin for the session, which calls the world of the test that runs."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in mfa_server.env.items():
            patch.setenv(name, value)
        yield from _firebase_app(mfa_server.env, "mfa")


@pytest.fixture
def mfa_twilio_client(mfa: Mfa) -> Iterator[Client]:
    """A client of twilio-python that calls this test's world: in process, without a socket, if it is of this one."""
    _installed("twilio", "twilio")
    from mfa_emulator.sdk.twilio import in_process, redirect

    http = import_module("twilio.http.http_client").TwilioHttpClient()
    if mfa.is_remote:
        yield _twilio_client(mfa.env, redirect(http, mfa.url))
        http.session.close()
    else:
        env = mfa.emulator.worlds.env(mfa.world, "http://localhost")
        yield _twilio_client(env, in_process(http, mfa.emulator, mfa.world))


@pytest.fixture(scope="session")
def mfa_session_twilio_client(mfa_server: MfaServer) -> Iterator[Client]:
    """A client of twilio-python for the session, which calls the world of the test that runs."""
    _installed("twilio", "twilio")
    from mfa_emulator.sdk.twilio import redirect

    http = import_module("twilio.http.http_client").TwilioHttpClient()
    yield _twilio_client(mfa_server.env, redirect(http, mfa_server.url))
    http.session.close()


@pytest.fixture
def mfa_onelogin_client(mfa: Mfa) -> Iterator[onelogin.ApiClient]:
    """An ApiClient of OneLogin's SDK with an access token of this test's world: ``onelogin.UsersV2Api(client)``."""
    sdk, env = _installed("onelogin", "onelogin"), mfa.env
    configuration = sdk.Configuration(
        host=env["ONELOGIN_BASE_URL"], username=env["ONELOGIN_CLIENT_ID"], password=env["ONELOGIN_CLIENT_SECRET"]
    )
    client = sdk.ApiClient(configuration)
    grant = sdk.GenerateTokenRequest(grant_type="client_credentials")
    configuration.access_token = sdk.OAuth2Api(client).generate_token(grant, "application/json").access_token
    yield client
    client.rest_client.pool_manager.clear()


def _firebase_app(env: Mapping[str, str], name: str) -> Iterator[firebase_admin.App]:
    sdk = _installed("firebase_admin", "firebase-admin")
    # Without the option it would look for credentials first, on disk and in the network, to learn the project.
    options = {"projectId": env["GOOGLE_CLOUD_PROJECT"]}
    try:
        app = sdk.initialize_app(options=options)
    except ValueError:  # there is a default one already
        app = sdk.initialize_app(options=options, name=name)
    # The SDK reads the variables when an app is used first, which may be when those of another world are set.
    import_module("firebase_admin.auth").create_custom_token("mfa", app=app)
    yield app
    sdk.delete_app(app)


def _twilio_client(env: Mapping[str, str], http: Any) -> Client:
    from twilio.rest import Client

    return Client(env["TWILIO_ACCOUNT_SID"], env["TWILIO_AUTH_TOKEN"], http_client=http)


def _installed(module: str, distribution: str) -> Any:
    try:
        return import_module(module)
    except ModuleNotFoundError:
        problem = f"this fixture needs the vendor's SDK: pip install {distribution}"
    pytest.fail(problem, pytrace=False)
