"""The facade world.identity_toolkit: accounts and their factors in one line of Python."""

import pytest

from mfa_emulator import Emulator

NUMBER = "+15555550100"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def finalize(it, factor, **info):
    """The answer to a second factor's code, with this part of the request about it."""
    pending = it.sign_in()["mfaPendingCredential"]
    body = {"mfaPendingCredential": pending, "mfaEnrollmentId": factor.id, **info}
    return it.call("/v2/accounts/mfaSignIn:finalize", body)


def test_an_account_is_made_signed_in_and_enrolled(it, claims_of):
    ada = it.accounts.user("Ada@example.com", "secret-9", display_name="Ada")
    app = ada.enroll_totp("App")
    assert (ada.email, ada.name, ada.password) == ("ada@example.com", "ada@example.com", "secret-9")
    assert app.display_name == "App"
    claims = claims_of(ada.id_token)
    assert claims["name"] == "Ada"
    assert claims["firebase"]["second_factor_identifier"] == app.id
    assert it.ok("/v1/token", {"grant_type": "refresh_token", "refresh_token": ada.refresh_token})
    assert it.sign_in("ada@example.com", "secret-9")["mfaPendingCredential"]


def test_each_sign_in_brings_new_tokens(it, claims_of):
    ada = it.user()
    first = ada.sign_in()
    assert ada.id_token == first.id_token
    it.clock.advance("1m")
    second = ada.sign_in()
    assert ada.id_token == second.id_token
    assert claims_of(second.id_token)["auth_time"] == claims_of(first.id_token)["auth_time"] + 60


def test_a_user_that_exists_is_found_when_nothing_else_is_asked_for(it):
    ada = it.user("ada@example.com", password="secret-9")
    assert it.user("ADA@example.com") == ada
    assert it.user("ADA@example.com").password == "secret-9"
    assert len(it.accounts.users) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"password": "secret-1"},
        {"verified": True},
        {"display_name": "Ada"},
        {"phone_number": NUMBER},
        {"local_id": "ada"},
    ],
    ids=lambda asked: next(iter(asked)),
)
def test_a_user_that_exists_is_not_made_again(it, asked):
    it.user("ada@example.com")
    with pytest.raises(ValueError, match=r"there is a user 'ada@example\.com' already: name nothing but the address"):
        it.user("Ada@example.com", **asked)


def test_the_same_address_may_be_used_in_another_project_or_tenant(it):
    here, there, deep = it.user(), it.user(project="other"), it.user(tenant="t1")
    assert len({here, there, deep}) == 3
    assert it.accounts.users == [here, deep, there]
    assert (deep.project, deep.tenant) == ("demo-project", "t1")


def test_taken_ids_and_numbers_are_refused(it):
    it.user("ada@example.com", local_id="ada", phone_number=NUMBER)
    with pytest.raises(ValueError, match="'ada'"):
        it.user("b@example.com", local_id="ada")
    with pytest.raises(ValueError, match="taken"):
        it.user("b@example.com", phone_number=NUMBER)


def test_accounts_made_by_requests_can_be_found(it):
    made = it.ok("/v1/accounts:signUp", {"email": "ada@example.com", "password": "secret-1"})
    assert it.accounts.find_user("ADA@example.com").local_id == made["localId"]


def test_accounts_without_an_address_are_found_by_their_id(it):
    made = it.ok("/v1/accounts:signUp", {"returnSecureToken": True})
    found = it.accounts.find_user(made["localId"])
    assert found.name == found.id == made["localId"]


def test_a_name_that_is_nearly_right_is_told(it):
    it.user("ada@example.com")
    with pytest.raises(LookupError, match=r"no user 'ida@example\.com'; did you mean 'ada@example\.com'\?"):
        it.accounts.find_user("ida@example.com")
    with pytest.raises(LookupError, match=r"^\"?project 'demo-project', tenant 't1': no user 'ada@example\.com'"):
        it.accounts.find_user("ada@example.com", tenant="t1")


def test_an_enrolled_app_shows_codes_that_are_accepted(it):
    ada = it.user()
    app = ada.enroll_totp()
    assert (app.kind, app.to, app.status) == ("totp", "", "enrolled")
    assert app.code() == app.authenticator.code()
    answer = finalize(it, app, totpVerificationInfo={"verificationCode": app.code()})
    assert answer.json["idToken"]


def test_a_chosen_secret_is_kept_and_a_bad_one_refused(it):
    ada = it.user()
    assert ada.enroll_totp(secret=SECRET).authenticator.secret == SECRET
    with pytest.raises(ValueError, match="Base32"):
        ada.enroll_totp(secret="not base 32!")


def test_an_enrolled_phone_shows_the_code_that_arrived_last(it):
    phone = it.user().enroll_sms(NUMBER, "Phone")
    assert (phone.kind, phone.to, phone.status, phone.display_name) == ("phone", NUMBER, "enrolled", "Phone")
    with pytest.raises(LookupError, match="no code has arrived"):
        phone.code()
    for _ in range(2):
        pending = it.sign_in()["mfaPendingCredential"]
        body = {"mfaPendingCredential": pending, "mfaEnrollmentId": phone.id, "phoneSignInInfo": {}}
        session = it.ok("/v2/accounts/mfaSignIn:start", body)["phoneResponseInfo"]["sessionInfo"]
    answer = finalize(it, phone, phoneVerificationInfo={"sessionInfo": session, "code": phone.code()})
    assert answer.json["idToken"]


def test_a_test_number_shows_the_code_of_the_configuration(it):
    it.configure(
        "signIn.phoneNumber.testPhoneNumbers", {"signIn": {"phoneNumber": {"testPhoneNumbers": {NUMBER: "111111"}}}}
    )
    assert it.user().enroll_sms(NUMBER).code() == "111111"


def test_a_phone_has_no_authenticator_app(it):
    with pytest.raises(LookupError, match="a phone factor has no authenticator app"):
        _ = it.user().enroll_sms(NUMBER).authenticator


def test_a_bad_number_is_refused(it):
    with pytest.raises(ValueError, match="'5555550100' is not a phone number"):
        it.user().enroll_sms("5555550100")


def test_nothing_waits_to_be_approved_or_denied(it):
    app = it.user().enroll_totp()
    with pytest.raises(LookupError, match="nothing waits"):
        app.approve()
    with pytest.raises(LookupError, match="nothing waits"):
        app.deny(after="5s")


def test_a_removed_factor_is_asked_for_no_more(it):
    ada = it.user()
    app, phone = ada.enroll_totp(), ada.enroll_sms(NUMBER)
    app.remove()
    assert ada.factors == (phone,)
    assert [shown["phoneInfo"] for shown in it.sign_in()["mfaInfo"]] == ["+*******0100"]
    with pytest.raises(LookupError, match=f"second factor {app.id} of ada@example.com does not exist"):
        app.remove()
    phone.remove()
    assert it.sign_in()["idToken"]


def test_more_factors_than_could_be_enrolled_are_refused(it):
    ada = it.user("ada@example.com")
    ada.enroll_totp()
    with pytest.raises(ValueError, match=r"ada@example\.com can have one TOTP factor"):
        ada.enroll_totp()
    for number in range(4):
        ada.enroll_sms(f"+1555555010{number}")
    with pytest.raises(ValueError, match=r"ada@example\.com can have 5 second factors"):
        ada.enroll_sms("+15555550104")
    assert len(ada.factors) == 5


def test_a_factor_that_is_refused_draws_no_id(it):
    ada, world = it.user("ada@example.com"), it.emulator.world
    ada.enroll_totp()
    before = world.ids.dump()
    with pytest.raises(ValueError, match="can have one TOTP factor"):
        ada.enroll_totp()
    assert world.ids.dump() == before


def test_handles_show_themselves_in_a_failure(it):
    ada = it.user("ada@example.com", local_id="ada")
    app, _ = ada.enroll_totp(), ada.enroll_sms(NUMBER)
    assert repr(ada) == "<Account ada@example.com, second factors: totp, phone>"
    assert repr(app) == f"<SecondFactor totp {app.id}, enrolled>"
    assert repr(it.accounts) == "<IdentityToolkit of world 'default', users: 1>"
    it.ok("/v1/accounts:delete", {"localId": "ada"}, admin=True)
    assert repr(ada) == "<Account ada, which does not exist (any more)>"
    assert repr(app) == f"<SecondFactor {app.id}, which does not exist (any more)>"


def test_an_account_that_is_gone_says_so(it):
    ada = it.user()
    it.emulator.reset()
    with pytest.raises(LookupError, match="does not exist"):
        _ = ada.record


def test_an_account_outlives_a_snapshot(it):
    ada = it.user()
    snapshot = it.emulator.snapshot()
    ada.enroll_totp()
    it.emulator.restore(snapshot)
    assert ada.factors == ()


def test_the_emulator_has_it_too():
    emulator = Emulator(freeze=True)
    assert emulator.identity_toolkit.user("ada@example.com").email == "ada@example.com"
    assert emulator.world.identity_toolkit.find_user("ada@example.com")
