"""The words for what goes wrong outside handlers: the usual ones, and those in which a vendor differs."""

import pytest

from mfa_emulator.core.errors import Failure, VendorError, Wording, wordings


class Refusal(VendorError):
    status = 418
    code = "TEAPOT"


@pytest.mark.parametrize("kind", Failure)
def test_without_a_word_of_the_vendor_the_text_is_shown_with_the_usual_status(kind: Failure):
    error = wordings({})[kind].of("it happened")
    assert error.message.startswith("it happened")
    assert error.reason == "it happened"
    assert error.status == (kind.value or 500)
    assert error.code


def test_a_class_speaks_for_itself():
    error = wordings({Failure.NO_ROUTE: Refusal})[Failure.NO_ROUTE].of("no such path")
    assert (type(error), error.status, error.message, error.reason) == (Refusal, 418, "", "no such path")


def test_the_text_of_a_fault_is_shown_in_any_class():
    assert wordings({Failure.FAULT: Refusal})[Failure.FAULT].of("asked for").message == "asked for"


def test_a_vendor_may_word_message_reason_and_status():
    wording = Wording(Refusal, "{text}: {no} such thing", "why: {text}", 404)
    error = wordings({Failure.NOT_BUILT: wording})[Failure.NOT_BUILT].of("{text}")
    assert (error.message, error.reason, error.status) == ("{text}: {no} such thing", "why: {text}", 404)
    assert Refusal.status == 418


def test_the_other_kinds_stay_as_usual():
    usual, others = wordings({}), wordings({Failure.NO_ROUTE: Refusal})
    assert {kind for kind in Failure if usual[kind] != others[kind]} == {Failure.NO_ROUTE}


def test_a_vendors_errors_may_be_rows_of_a_table():
    class Refusal(VendorError):
        summary = ""

    not_found = Refusal.declared("E7", status=404, summary="Not found")
    error = not_found("no ada", reason="never made")
    assert isinstance(error, Refusal)
    assert (error.code, error.status, error.summary, error.message) == ("E7", 404, "Not found", "no ada")
    assert Refusal.__subclasses__() == [not_found]
