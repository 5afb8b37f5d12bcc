"""Push factors: what a phone sends, how it proves its key, where its notifications go."""

from base64 import b64encode

import pytest

from mfa_emulator.providers.twilio_verify.simulated_devices.push_device import PushDeviceError


def form_of(device, **changes):
    form = {
        "FriendlyName": "phone",
        "FactorType": "push",
        "Binding.PublicKey": device.public_key,
        "Config.AppId": "com.example.app",
        "Config.NotificationPlatform": "fcm",
        "Config.NotificationToken": "t" * 40,
        "Config.SdkVersion": "1.0",
    } | changes
    return {name: value for name, value in form.items() if value is not None}


@pytest.fixture
def phone(account):
    """A phone that has enrolled nothing yet."""
    return account.api.phone("ada-lovelace")


def test_the_backend_may_create_the_factor_itself(account, phone):
    factor = account.make(f"{account.e}/Factors", form_of(phone, Metadata='{"os":"Android"}'))
    assert factor["binding"] == {"alg": "ES256", "public_key": phone.public_key}
    assert factor["config"]["credential_sid"].startswith("CR")
    assert factor["config"]["notification_platform"] == "fcm"
    assert factor["metadata"] == {"os": "Android"}
    assert (factor["factor_type"], factor["status"]) == ("push", "unverified")


def test_the_key_proves_itself_by_signing_the_factors_sid(account, phone):
    phone.factor = account.make(f"{account.e}/Factors", form_of(phone))
    assert phone.verify()["status"] == "verified"


def test_another_key_does_not_verify_the_factor(account, phone, refused):
    phone.factor = account.make(f"{account.e}/Factors", form_of(phone))
    stranger = account.api.phone("ada-lovelace")
    payload = b64encode(stranger._sign(phone.factor["sid"].encode())).decode()
    url = f"{account.e}/Factors/{phone.factor['sid']}"
    refused(account.post(url, {"AuthPayload": payload}), 403, 60311)
    refused(account.post(url, {"AuthPayload": "x"}), 403, 60311)
    assert account.get(url).json()["status"] == "unverified"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"Binding.PublicKey": "x"}, 60314),
        ({"Binding.PublicKey": b64encode(b"no key").decode()}, 60314),
        ({"Binding.Alg": "RS256"}, 60314),
        ({"Binding.PublicKey": None}, 60306),
        ({"Config.AppId": None}, 60306),
        ({"Config.SdkVersion": None}, 60306),
        ({"Config.NotificationPlatform": None}, 60306),
        ({"Config.NotificationToken": None}, 60306),
        ({"Config.AppId": "x" * 101}, 60306),
        ({"Config.NotificationPlatform": "sms"}, 60306),
        ({"Config.NotificationToken": "x" * 256}, 60306),
    ],
)
def test_a_bad_parameter_is_refused_and_makes_nothing(account, phone, refused, changes, code):
    refused(account.post(f"{account.e}/Factors", form_of(phone, **changes)), 400, code)
    refused(account.get(account.e), 404, 20404)


def test_keys_of_other_curves_and_kinds_are_refused(account, phone, refused):
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    for key in (ec.generate_private_key(ec.SECP384R1()), ed25519.Ed25519PrivateKey.generate()):
        der = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        form = form_of(phone, **{"Binding.PublicKey": b64encode(der).decode()})
        refused(account.post(f"{account.e}/Factors", form), 400, 60314)


def test_strictly_a_notification_token_has_32_characters(account_with, refused):
    account = account_with("strict")
    phone = account.api.phone("ada-lovelace")
    form = form_of(phone, **{"Config.NotificationToken": "test_token"})
    refused(account.post(f"{account.e}/Factors", form), 400, 60306)


def test_a_phone_without_notifications_needs_no_token(account, phone):
    changes = {"Config.NotificationPlatform": "none", "Config.NotificationToken": None}
    factor = account.make(f"{account.e}/Factors", form_of(phone, **changes))
    assert factor["config"]["notification_token"] is None


def test_the_platform_can_change_later(account, phone, refused):
    changes = {"Config.NotificationPlatform": "none", "Config.NotificationToken": None}
    factor = account.make(f"{account.e}/Factors", form_of(phone, **changes))
    url = f"{account.e}/Factors/{factor['sid']}"
    refused(account.post(url, {"Config.NotificationPlatform": "apn"}), 400, 60306)
    form = {"Config.NotificationPlatform": "apn", "Config.NotificationToken": "n" * 40, "Config.SdkVersion": "2.0"}
    config = account.make(url, form, 200)["config"]
    assert (config["notification_platform"], config["notification_token"], config["sdk_version"]) == (
        "apn",
        "n" * 40,
        "2.0",
    )


def test_a_key_is_used_once_in_an_entity(account, phone, refused):
    account.make(f"{account.e}/Factors", form_of(phone))
    refused(account.post(f"{account.e}/Factors", form_of(phone)), 409, 60317)


def test_twenty_push_factors_are_the_most(account_with, refused):
    account = account_with(push_factors_per_entity=1)
    account.api.entity("ada-lovelace").enroll_push()
    with pytest.raises(PushDeviceError) as error:
        account.api.entity("ada-lovelace").enroll_push()
    refused(error.value.answer, 400, 60315)
