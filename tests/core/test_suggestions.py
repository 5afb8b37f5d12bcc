"""Words for names that nobody knows."""

import pytest

from mfa_emulator.core.descriptions.suggestions import unknown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("setting", "totp_windwo", ["totp_window", "sms"]), "no setting 'totp_windwo'; did you mean 'totp_window'?"),
        (("setting", "SMS", ["totp_window", "sms"]), "no setting 'SMS'; did you mean 'sms'?"),
        (("setting", "zzz", ["totp_window", "sms"]), "no setting 'zzz'; there are: sms, totp_window"),
        (("setting", "zzz", ["sms"], "toy"), "toy: no setting 'zzz'; there are: sms"),
        (("setting", "zzz", []), "no setting 'zzz'; there are: none"),
        (("setting", "zzz", map(str, range(13))), "no setting 'zzz' among the 13 there are"),
    ],
)
def test_the_nearest_name_is_told_or_all_there_are_if_few(arguments, words):
    assert unknown(*arguments) == words
