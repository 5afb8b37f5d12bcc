"""Masking of secrets that came from the environment, wherever a report would show them."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from urllib.parse import quote, quote_plus

from mfa_emulator.core.http.json import Json


class Mask:
    """Shows the name `${name}` in place of each secret, in every form in which requests carry one."""

    def __init__(self, secrets: Mapping[str, str]) -> None:
        forms = {form: f"${{{name}}}" for name, secret in secrets.items() for form in _forms(secret)}
        self._forms = sorted(forms.items(), key=lambda pair: -len(pair[0]))

    def text(self, text: str) -> str:
        """A text without the secrets."""
        for form, name in self._forms:
            text = text.replace(form, name)
        return text

    def value(self, value: Json) -> Json:
        """Data without the secrets: before long texts are cut, for a part of a secret tells of it too."""
        if not self._forms:
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(key): self.value(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.value(item) for item in value]
        return value


def _forms(secret: str) -> Iterator[str]:
    """A secret as it is, in URLs and forms, in JSON, and in Base64."""
    yield secret
    yield quote(secret, safe="")
    yield quote_plus(secret)
    yield json.dumps(secret)[1:-1]
    yield json.dumps(secret, ensure_ascii=False)[1:-1]
    yield b64encode(secret.encode()).decode().rstrip("=")
