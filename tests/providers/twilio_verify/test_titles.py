"""Titles of errors, which are the messages on the wire: those that are known word for word."""

import pytest

from mfa_emulator.providers.twilio_verify.wire import ERRORS


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("20003", "Authenticate"),
        ("20429", "Too many requests"),
        ("60200", "Invalid parameter"),
        ("60202", "Max check attempts reached"),
        ("60203", "Max send attempts reached"),
        ("60217", "A Mailer must be associated with the service"),
        ("60223", "Delivery channel disabled"),
        ("60301", "Entity already exists"),
        ("60318", "Factor is unverified"),
        ("60323", "Challenge expired"),
    ],
)
def test_a_title_is_word_for_word_the_published_one(number, title):
    assert ERRORS[number].title == title


@pytest.mark.parametrize(
    ("number", "status"),
    [("60214", 400), ("60223", 400), ("60224", 400), ("60251", 400), ("60252", 400), ("60410", 403)],
)
def test_a_status_is_the_published_one(number, status):
    assert ERRORS[number].status == status


@pytest.mark.parametrize("status", ["60390", "60391", "60392"])
def test_what_is_missing_is_404(status):
    assert ERRORS[status].status == 404
