"""Refusals of the emulator's own: answers to requests that reach no vendor."""

import msgspec

from mfa_emulator.core.http.messages import Reply


class Refused(Exception):
    """A request that reaches no provider, answered in the emulator's own shape."""

    def __init__(self, status: int, code: str, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.code = code
        self.text = text

    def reply(self) -> Reply:
        """The answer: ``{"error": {"code": …, "message": …}}``."""
        body = msgspec.json.encode({"error": {"code": self.code, "message": self.text}})
        return Reply(self.status, body, reason=self.text)
