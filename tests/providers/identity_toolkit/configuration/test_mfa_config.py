"""The `mfa` part of a configuration: what may be written, and how it reads back."""

import pytest

PATH = "/v2/projects/demo-project/config"


def write(it, mfa):
    return it.configure("mfa", {"mfa": mfa}).get("mfa")


def refused(it, mfa):
    return it.refused(PATH, {"mfa": mfa}, method="PATCH", admin=True, updateMask="mfa")


def totp(window=None, **more):
    config = {} if window is None else {"adjacentIntervals": window}
    return {"providerConfigs": [{"state": "ENABLED", "totpProviderConfig": config, **more}]}


@pytest.mark.parametrize("window", [1, 5, 10])
def test_a_window_reads_back(both, window):
    assert write(both, totp(window)) == totp(window)


def test_a_window_of_0_reads_back_as_none(both):
    assert write(both, totp(0)) == totp()


@pytest.mark.parametrize("window", [-1, 11, 1000])
def test_a_window_outside_0_to_10_is_refused(both, window):
    before = both.ok(PATH, method="GET", admin=True)
    assert refused(both, totp(window)) == "INVALID_ADJACENT_INTERVAL_RANGE"
    assert both.ok(PATH, method="GET", admin=True) == before


@pytest.mark.parametrize("window", ["wide", 1.5, [1], 2**31, True])
def test_a_window_that_is_no_number_is_refused(both, window):
    answer = both.call(PATH, {"mfa": totp(window)}, method="PATCH", admin=True, updateMask="mfa")
    assert answer.status == 400
    violation = answer.json["error"]["details"][0]["fieldViolations"][0]
    assert violation["field"] == "config.mfa.provider_configs[0].totp_provider_config.adjacent_intervals"


def test_a_number_may_come_as_text(both):
    assert write(both, totp("3")) == totp(3)


def test_an_entry_that_configures_nothing_is_dropped(both):
    entries = [{"state": "ENABLED"}, *totp(2)["providerConfigs"]]
    assert write(both, {"providerConfigs": entries}) == totp(2)


def test_mandatory_is_taken(both):
    mfa = {"state": "MANDATORY", "enabledProviders": ["PHONE_SMS"]}
    assert write(both, mfa) == mfa


def test_providers_stay_configured_while_it_is_off(both):
    mfa = {"state": "DISABLED", "enabledProviders": ["PHONE_SMS"], **totp(2)}
    assert write(both, mfa) == mfa


@pytest.mark.parametrize(
    ("mfa", "field"),
    [
        ({"state": "SOMETIMES"}, "config.mfa.state"),
        ({"enabledProviders": ["PIGEON"]}, "config.mfa.enabled_providers[0]"),
        ({"providerConfigs": [{"state": "SOMETIMES"}]}, "config.mfa.provider_configs[0].state"),
    ],
)
def test_an_unknown_word_is_refused_with_its_place(both, mfa, field):
    answer = both.call(PATH, {"mfa": mfa}, method="PATCH", admin=True, updateMask="mfa")
    assert answer.status == 400
    assert answer.json["error"]["status"] == "INVALID_ARGUMENT"
    assert answer.json["error"]["details"][0]["fieldViolations"][0]["field"] == field


def test_words_may_come_as_numbers(both):
    assert write(both, {"state": 2, "enabledProviders": [1]}) == {
        "state": "ENABLED",
        "enabledProviders": ["PHONE_SMS"],
    }
