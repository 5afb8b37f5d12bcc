"""Refusals of the emulator's own: answers to requests that reach no vendor."""

import msgspec

from mfa_emulator.core.http.messages import Reply


class Refused(Exception):
    """A request that reaches no provider, answered in the emulator's own shape.

    `path` leads to the value of the body that is refused, where one is.
    """

    def __init__(self, status: int, code: str, text: str, path: tuple[str | int, ...] = ()) -> None:
        super().__init__(text)
        self.status = status
        self.code = code
        self.text = text
        self.path = path

    def reply(self) -> Reply:
        """The answer: ``{"error": {"code": …, "message": …}}``, and the path if there is one."""
        error = {"code": self.code, "message": self.text, **({"path": self.path} if self.path else {})}
        body = msgspec.json.encode({"error": error})
        return Reply(self.status, body, reason=self.text)
