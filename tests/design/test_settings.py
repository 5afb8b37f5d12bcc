"""A setting that could not work is refused when a world is made, with a line that says what would work."""

from importlib import import_module

import msgspec
import pytest
from msgspec import inspect
from setting_ends import ranges

from mfa_emulator import Emulator
from mfa_emulator.providers import BUILT_IN

SETTINGS = {front.name: import_module(f"mfa_emulator.providers.{front.name}.settings") for front in BUILT_IN}


def refusal(provider: str, **settings) -> str:
    """What is said when these settings are asked for, and no world is made."""
    emulator = Emulator()
    with pytest.raises(ValueError, match=provider) as refused:
        emulator.worlds.add("new", settings={provider: settings})
    assert list(emulator.worlds) == ["default"]
    return str(refused.value)


@pytest.mark.parametrize(
    ("provider", "name", "value", "said"),
    [
        ("identity_toolkit", "totp_enrollment_lifetime", 10**12, "must be 1 to 3153600000, not 1000000000000"),
        ("identity_toolkit", "totp_enrollment_lifetime", -1, "must be 1 to 3153600000, not -1"),
        ("identity_toolkit", "totp_enrollment_lifetime", 0, "must be 1 to 3153600000, not 0"),
        ("identity_toolkit", "totp_enrollment_lifetime", 1.5, "must be 1 to 3153600000, not 1.5"),
        ("identity_toolkit", "totp_enrollment_lifetime", float("nan"), "must be 1 to 3153600000, not nan"),
        ("identity_toolkit", "totp_enrollment_lifetime", True, "must be 1 to 3153600000, not True"),
        ("identity_toolkit", "totp_enrollment_lifetime", None, "must be 1 to 3153600000, not None"),
        ("identity_toolkit", "totp_secret_bytes", 10**6, "must be 1 to 128, not 1000000"),
        ("identity_toolkit", "project_number", "1" * 21, f"must be a text of 1 to 20 digits, not '{'1' * 21}'"),
        ("identity_toolkit", "project_number", 12345, "must be a text of 1 to 20 digits, not 12345"),
        ("identity_toolkit", "v2_error_format", "3", "must be '1' or '2', not '3'"),
        ("identity_toolkit", "other_projects", 1, "must be true or false, not 1"),
        (
            "identity_toolkit",
            "api_keys",
            ["k", ""],
            "must be a list, each a text of 1 to 1000 characters, not ['k', '']",
        ),
        ("onelogin", "totp_window", 10**12, "must be 0 to 100, not 1000000000000"),
        ("onelogin", "mfa_token_lifetime", 10**30, f"must be 1 to 3153600000, not {10**30}"),
        ("onelogin", "max_otp_attempts", 0, "must be 1 to 1000000 or null, not 0"),
        ("onelogin", "wrong_otp_status", 200, "must be 400 to 599 or null, not 200"),
        ("onelogin", "mfa_token_status_v1", 500, "must be 200 or 201 or null, not 500"),
        ("onelogin", "subdomain", "a.b", "must be one label of a host name, not 'a.b'"),
        ("onelogin", "callback_base", "x", "must be an http(s) URL without query, or empty, not 'x'"),
        ("onelogin", "trigger_message", "two\nlines" * 200, "must be a text of 1 to 1000 characters, not 'two\\nlines"),
        ("twilio_verify", "kept_records", 0, "must be 1 to 1000000, not 0"),
        ("twilio_verify", "challenges_per_day", 10**6, "must be 0 to 10000, not 1000000"),
        (
            "twilio_verify",
            "base_url",
            "https://x/?y",
            "must be an http(s) URL without query, or empty, not 'https://x/?y'",
        ),
        ("twilio_verify", "webhook_factor_types", ["sms"], "must be a list, each 'passkeys' or 'push' or 'totp', not"),
    ],
)
def test_a_value_that_cannot_work_is_refused(provider, name, value, said):
    refused = refusal(provider, **{name: value})
    assert refused.startswith(f"{provider}.{name} {said}")
    assert "\n" not in refused
    assert len(refused) < 300


@pytest.mark.parametrize(("provider", "name"), [("onelogin", "tomato"), ("twilio_verify", "__class__")])
def test_a_setting_that_is_not_there_is_refused(provider, name):
    assert refusal(provider, **{name: 1}).startswith(f"{provider}: no setting {name!r} among the ")


@pytest.mark.parametrize("name", ["email_pattern", "phone_pattern"])
@pytest.mark.parametrize("pattern", ["(", "a{99999999999}", "*", "[z-a]"])
def test_a_pattern_is_a_regular_expression(name, pattern):
    said = refusal("identity_toolkit", **{name: pattern})
    assert said.startswith(f"identity_toolkit.{name} must be a regular expression, not {pattern!r}: ")


def test_a_pattern_does_not_let_an_empty_text_pass():
    assert refusal("identity_toolkit", phone_pattern=".*") == (
        "identity_toolkit.phone_pattern must be a pattern that an empty text does not fit, not '.*'"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"seed": 1.5}, "seed must be a whole number or a text, not 1.5"),
        ({"project": "a b"}, "project must be 1 to 100 letters, digits and ._:-, not 'a b'"),
        ({"outbound_hosts": ["x:1"]}, "outbound_hosts must be a list, each the name of a host, no URL, not ['x:1']"),
    ],
)
def test_the_emulators_own_options_are_refused_likewise(options, said):
    with pytest.raises(ValueError, match=next(iter(options))) as refused:
        Emulator(**options)
    assert str(refused.value) == said


@pytest.mark.parametrize("host", ["hooks.example", "bücher.example", "192.0.2.1", "::1", "host_1"])
def test_webhooks_may_go_to_names_and_addresses(host):
    url = f"http://[{host}]/" if ":" in host else f"http://{host}/"
    assert Emulator(outbound_hosts=[host]).world.outbound.allows(url)


@pytest.mark.parametrize("project", ["p", "demo-project", "example.com:old", "my_project.1"])
def test_a_project_may_have_any_id_that_projects_have(project):
    assert Emulator(project=project).world.options.project == project


def test_when_a_world_goes_on_under_settings_that_cannot_work_nothing_has_changed():
    emulator = Emulator()
    before = emulator.world.settings["onelogin"]
    with pytest.raises(ValueError, match="totp_window"):
        emulator.world.reset(emulator.options.but(settings={"onelogin": {"totp_window": -1}}))
    assert emulator.world.settings["onelogin"] == before


@pytest.mark.parametrize("provider", SETTINGS)
def test_every_number_has_a_least_and_a_most_and_every_text_a_form(provider):
    for name, kind in ranges(SETTINGS[provider].Settings).items():
        match kind:
            case inspect.IntType():
                assert None not in (kind.ge, kind.le), name
            case inspect.StructType():
                assert all(None not in (one.ge, one.le) for one in ranges(kind.cls).values()), name
            case inspect.VarTupleType(item_type=item):
                assert isinstance(item, inspect.LiteralType | inspect.Metadata), name
            case _:
                assert isinstance(kind, inspect.BoolType | inspect.LiteralType | inspect.Metadata), name


@pytest.mark.parametrize("provider", SETTINGS)
def test_what_a_profile_sets_is_within_its_own_ranges(provider):
    for preset in SETTINGS[provider].PRESETS.values():
        assert msgspec.convert(msgspec.structs.asdict(preset), type(preset)) == preset
