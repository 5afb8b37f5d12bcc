"""The plugin's ready SDK objects: they call the world of the test, and are gone with it."""

import pytest

pytest.importorskip("firebase_admin")


def run(pytester: pytest.Pytester, source: str, *arguments: str) -> pytest.RunResult:
    pytester.makepyfile(source)
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:randomly", *arguments)


def test_firebase_admin_for_a_test_and_for_the_session(pytester):
    run(
        pytester,
        """
        import pytest
        from firebase_admin import auth

        @pytest.mark.parametrize("time", range(2))
        def test_own(mfa, mfa_firebase_app, time):
            auth.create_user(email="ada@example.com")
            assert [user.email for user in mfa.identity_toolkit.users] == ["ada@example.com"]

        @pytest.mark.parametrize("time", range(2))
        def test_session(mfa, mfa_session_firebase_app, time):
            auth.create_user(email="ada@example.com", app=mfa_session_firebase_app)
            token = mfa.identity_toolkit.user("bob@example.com").sign_in().id_token
            assert auth.verify_id_token(token)["email"] == "bob@example.com"
            assert len(mfa.identity_toolkit.users) == 2

        def test_both(mfa, mfa_session_firebase_app, mfa_firebase_app):
            auth.create_user(email="cid@example.com", app=mfa_firebase_app)
            assert len(list(auth.list_users().iterate_all())) == 1
        """,
    ).assert_outcomes(passed=5)


def test_the_sessions_app_calls_the_test_that_runs_although_it_was_first_used_beside_another_worlds(pytester):
    run(
        pytester,
        """
        from firebase_admin import auth

        def test_first(mfa, mfa_env, mfa_session_firebase_app):
            assert auth.list_users(app=mfa_session_firebase_app).users == []

        def test_second(mfa, mfa_session_firebase_app):
            auth.create_user(email="ada@example.com", app=mfa_session_firebase_app)
            assert len(mfa.identity_toolkit.users) == 1
        """,
    ).assert_outcomes(passed=2)


def test_twilio_for_a_test_and_for_the_session(pytester):
    run(
        pytester,
        """
        import pytest

        PHONE = "+15017122661"

        def verify(client, mfa):
            service = client.verify.v2.services(mfa.twilio_verify.service_sid)
            service.verifications.create(to=PHONE, channel="sms")
            check = service.verification_checks.create(to=PHONE, code=mfa.inbox[-1].code)
            return check.status

        @pytest.mark.parametrize("time", range(2))
        def test_own(mfa, mfa_twilio_client, time):
            assert verify(mfa_twilio_client, mfa) == "approved"
            assert len(mfa.inbox) == 1

        @pytest.mark.parametrize("time", range(2))
        @pytest.mark.mfa(seed=7)
        def test_session(mfa, mfa_session_twilio_client, time):
            assert verify(mfa_session_twilio_client, mfa) == "approved"
            assert len(mfa.inbox) == 1
        """,
        *("-W", "ignore::ResourceWarning"),
    ).assert_outcomes(passed=4)


def test_onelogin_for_a_test(pytester):
    run(
        pytester,
        """
        import onelogin

        def test_own(mfa, mfa_onelogin_client):
            mfa.onelogin.user("ada@example.com")
            users = onelogin.UsersV2Api(mfa_onelogin_client).list_users2()
            assert "ada@example.com" in [user.email for user in users]
        """,
    ).assert_outcomes(passed=1)


def test_without_the_sdk_it_says_what_to_install(pytester):
    result = run(
        pytester,
        """
        import sys
        import pytest

        @pytest.fixture
        def absent(monkeypatch):
            monkeypatch.setitem(sys.modules, "twilio", None)

        def test_none(absent, mfa_twilio_client):
            pass
        """,
    )
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["this fixture needs the vendor's SDK: pip install twilio"])
