"""Values for placeholders that no answer gives: people, numbers and passwords that are nobody's."""

from collections.abc import Mapping

from mfa_emulator.core.http.json import Json
from mfa_emulator.recording.scrubbing.field_names import words_of
from mfa_emulator.recording.scrubbing.placeholders import PLACEHOLDER

_OF_EVERY_ID = frozenset(("id", "ids", "sid", "name", "key"))


def initial(placeholder: str) -> Json:
    """A value of the kind that a placeholder stands for, such as an address that is reserved for examples."""
    found = PLACEHOLDER.fullmatch(placeholder)
    assert found is not None, placeholder
    kind, index = found["kind"], int(found["index"])
    match kind:
        case "email":
            return f"person-{index}@example.com"
        case "phone":
            return f"+1202555{100 + index % 100:04d}"
        case "password":
            return f"Password-{index}-of-nobody"
        case "name":
            return f"name-{index}"
        case "address":
            return f"host-{index}.example.com"
        case "code":
            return "000000"
    return 999_999_000 + index if found["number"] else f"{kind}-{index}-of-nobody"


def configured(parameter: str, env: Mapping[str, str]) -> str | None:
    """The value among an environment's variables that a parameter is about: `TWILIO_SERVICE_SID` for `ServiceSid`."""
    wanted = {_singular(word) for word in words_of(parameter)} - _OF_EVERY_ID
    if not wanted:
        return None
    return next((value for name, value in env.items() if wanted <= {*words_of(name)}), None)


def _singular(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word
