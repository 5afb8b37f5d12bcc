"""``mfa-emulator settings``."""

import msgspec


def test_a_setting_is_shown_with_all_that_is_known_of_it(cli):
    assert cli("settings", "limits").stdout.startswith(
        "limits.body = 1048576\n"
        "    Takes 1024 to 1073741824.\n"
        "    Bytes of an ordinary request's body; a longer one is refused with 413.\n"
        "    Source: ours.\n"
        "\n"
        "limits.batch = "
    )


def test_a_value_that_is_another_one_in_strict_is_shown_too(cli):
    assert "\nidentity_toolkit.recent_login = 0  (strict: 300)\n" in cli("settings").stdout


def test_json_holds_the_same(cli):
    [body, batch, *_] = msgspec.json.decode(cli("settings", "limits", "--json").stdout)
    assert body["name"] == "limits.body"
    assert (batch["default"], batch["strict"], batch["source"]) == (2**25, 2**25, "ours")


def test_a_wrong_vendor_is_told_the_nearest_one(cli):
    done = cli("settings", "onelogn")
    assert done.exit_code == 2
    assert "no vendor 'onelogn'; did you mean 'onelogin'?" in done.stderr
