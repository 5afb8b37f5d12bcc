"""5,000 requests of every vendor and the control API, made from the structs and from twins of whole right flows."""

import pytest
from fuzzer import CONTROL, Fuzzer, Tally

REQUESTS = 5_000
PAST_DECODING = 0.3


@pytest.fixture(scope="module")
def tally() -> Tally:
    found = Fuzzer().run(REQUESTS)
    print("\n".join(found.lines()))
    return found


def test_no_request_is_answered_by_a_5xx_and_no_refusal_changes_more_than_counters(tally: Tally):
    assert tally.failures == []
    assert tally.checked > REQUESTS / 10


def test_a_third_of_each_vendors_requests_gets_past_credentials_and_decoding(tally: Tally):
    assert tally.total >= REQUESTS
    for vendor in (CONTROL, "identity_toolkit", "onelogin", "twilio_verify"):
        assert tally.share(vendor) >= PAST_DECODING, vendor


def test_whole_flows_reach_their_end_between_their_twins(tally: Tally):
    assert tally.ended >= 5
    assert len(tally.succeeded) > 100


def test_a_remembered_head_means_what_it_meant_when_it_was_new(tally: Tally):
    assert tally.kept_heads > REQUESTS / 20
    assert not any("remembered head" in failure for failure in tally.failures)
