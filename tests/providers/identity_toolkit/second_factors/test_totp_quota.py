"""Too many wrong TOTP codes at sign-in close the second factor for a while."""

import pytest

FINALIZE = "/v2/accounts/mfaSignIn:finalize"


class Guesser:
    def __init__(self, it, email="ada@example.com"):
        self.it = it
        self.user = it.user(email)
        self.user.enroll_totp()
        self.email = email

    def guess(self, code="000000"):
        pending = self.it.sign_in(self.email)["mfaPendingCredential"]
        body = {
            "mfaPendingCredential": pending,
            "mfaEnrollmentId": self.user.factors[0].id,
            "totpVerificationInfo": {"verificationCode": code},
        }
        answer = self.it.call(FINALIZE, body)
        return "ok" if answer.status == 200 else answer.json["error"]["message"].split(" : ")[0]

    def right(self):
        return self.guess(self.user.factors[-1].authenticator.code())


@pytest.fixture
def ada(both):
    return Guesser(both)


def test_five_wrong_codes_are_borne(ada):
    assert [ada.guess() for _ in range(6)] == ["INVALID_CODE"] * 5 + ["QUOTA_EXCEEDED"]


def test_then_even_the_right_code_is_refused(ada):
    for _ in range(5):
        ada.guess()
    assert ada.right() == "QUOTA_EXCEEDED"


def test_a_minute_later_it_is_forgotten(both, ada):
    for _ in range(5):
        ada.guess()
    both.clock.advance("59.999s")
    assert ada.right() == "QUOTA_EXCEEDED"
    both.clock.advance("0.001s")
    assert ada.right() == "ok"


def test_the_minute_slides(both, ada):
    for _ in range(5):
        assert ada.guess() == "INVALID_CODE"
        both.clock.advance("10s")
    assert ada.guess() == "QUOTA_EXCEEDED"
    both.clock.advance("10s")
    assert ada.guess() == "INVALID_CODE"
    assert ada.guess() == "QUOTA_EXCEEDED"


def test_refused_tries_do_not_make_it_longer(both, ada):
    for _ in range(5):
        ada.guess()
    both.clock.advance("30s")
    assert ada.guess() == "QUOTA_EXCEEDED"
    both.clock.advance("30s")
    assert ada.right() == "ok"


def test_a_used_code_counts_as_wrong(ada):
    assert ada.right() == "ok"
    assert [ada.right() for _ in range(6)] == ["INVALID_CODE"] * 5 + ["QUOTA_EXCEEDED"]


def test_other_accounts_are_not_concerned(both, ada):
    for _ in range(6):
        ada.guess()
    assert Guesser(both, "bob@example.com").right() == "ok"


def test_the_numbers_are_settings(make_it):
    ada = Guesser(make_it(totp_failures=1, totp_failure_span=10))
    assert [ada.guess(), ada.guess()] == ["INVALID_CODE", "QUOTA_EXCEEDED"]
    ada.it.clock.advance("10s")
    assert ada.right() == "ok"
