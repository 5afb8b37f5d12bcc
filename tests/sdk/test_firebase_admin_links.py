"""firebase-admin for Python: links for e-mails that a server sends itself."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest


@pytest.fixture
def ada(ada: Any) -> Any:
    return ada.sign_up()


def code_of(link: str) -> str:
    return parse_qs(urlsplit(link).query)["oobCode"][0]


def test_a_link_verifies_the_e_mail(firebase: Any, ada: Any) -> None:
    link = firebase.generate_email_verification_link(ada.email)
    ada.accounts.update(body={"oobCode": code_of(link)}).execute()
    assert firebase.get_user_by_email(ada.email).email_verified is True


def test_a_link_leads_to_the_emulator(firebase: Any, ada: Any) -> None:
    assert firebase.generate_email_verification_link(ada.email).startswith(f"{ada.emulator.url}/emulator/action?")


def test_a_link_for_the_server_to_send_is_not_sent(firebase: Any, ada: Any) -> None:
    firebase.generate_email_verification_link(ada.email)
    assert ada.emulator.inbox.newest(to=ada.email) is None


def test_a_link_resets_the_password(firebase: Any, ada: Any, google_error: type[Exception]) -> None:
    link = firebase.generate_password_reset_link(ada.email)
    ada.accounts.resetPassword(body={"oobCode": code_of(link), "newPassword": "secret-2"}).execute()
    with pytest.raises(google_error, match="INVALID_PASSWORD"):
        ada.first_factor()


def test_a_link_holds_where_to_go_on(firebase: Any, ada: Any) -> None:
    settings = firebase.ActionCodeSettings(url="http://localhost/done")
    query = parse_qs(urlsplit(firebase.generate_password_reset_link(ada.email, settings)).query)
    assert query["continueUrl"] == ["http://localhost/done"]
