"""Refusals of a vendor: the error that it answers, and the reason for people."""

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Self, TypeAlias

if TYPE_CHECKING:
    from mfa_emulator.core.http.json import Misfit


class VendorError(Exception):
    """A refusal in a vendor's own words.

    Each provider derives one class per documented error; `status` is the HTTP status and `code` the vendor's name
    or number for it. The `message` goes into the vendor's body; the `reason` never does: it is for the journal,
    the log, the console and the header X-MFA-Reason.
    """

    status: int = 400
    code: ClassVar[str] = ""

    def __init__(self, message: str = "", *, reason: str = "") -> None:
        super().__init__(message or self.code)
        self.message = message
        self.reason = reason

    @classmethod
    def declared(cls, code: str, **constants: str | int) -> type[Self]:
        """A class of errors that differ from this one by constants alone: a row of a vendor's table of errors."""
        kind = type(code, (cls,), {"code": code, **constants})
        assert issubclass(kind, cls)
        return kind


class BadBody(Exception):
    """The request's body cannot be read; the text says where and why."""

    def __init__(self, text: str, misfit: "Misfit | None" = None) -> None:
        super().__init__(text)
        self.misfit = misfit
        """The value that does not fit; None where the body is not JSON at all."""


class Failure(Enum):
    """A kind of refusal before, around or instead of a handler; its value is the usual status, 0 if there is none."""

    NO_ROUTE = 404
    WRONG_VERB = 405
    BAD_BODY = 400
    TOO_LARGE = 413
    NOT_BUILT = 501
    FAULT = 0
    INTERNAL = 500


class NoRoute(VendorError):
    status = 404
    code = "NO_ROUTE"


class WrongVerb(VendorError):
    status = 405
    code = "WRONG_VERB"


class UnreadableBody(VendorError):
    status = 400
    code = "BAD_BODY"


class TooLarge(VendorError):
    status = 413
    code = "TOO_LARGE"


class NotBuilt(VendorError):
    status = 501
    code = "NOT_BUILT"


class Fault(VendorError):
    """The refusal that a fault asks for; the status that it names takes the place of this one."""

    status = 500
    code = "FAULT"


class InternalError(VendorError):
    status = 500
    code = "INTERNAL"


class Wording(NamedTuple):
    """The words of a vendor for a failure. In both texts ``{text}`` stands for what happened."""

    error: type[VendorError]
    message: str = ""
    """The text in the vendor's body; empty: the one of the class."""
    reason: str = "{text}"
    status: int = 0
    """The HTTP status; 0: the one of the class."""

    def of(self, text: str) -> VendorError:
        """The error for what happened."""
        error = self.error(self.message.replace("{text}", text), reason=self.reason.replace("{text}", text))
        if self.status:
            error.status = self.status
        return error


Failures: TypeAlias = Mapping[Failure, "type[VendorError] | Wording"]
"""The answers of a vendor where they differ from the usual ones; a class alone speaks for itself."""

_DEFAULTS: dict[Failure, Wording] = {
    Failure.NO_ROUTE: Wording(NoRoute, "{text}"),
    Failure.WRONG_VERB: Wording(WrongVerb, "{text}"),
    Failure.BAD_BODY: Wording(UnreadableBody, "{text}"),
    Failure.TOO_LARGE: Wording(TooLarge, "{text}"),
    Failure.NOT_BUILT: Wording(NotBuilt, "{text} is not built"),
    Failure.FAULT: Wording(Fault, "{text}"),
    Failure.INTERNAL: Wording(InternalError, "{text}"),
}


def wordings(differences: Failures) -> dict[Failure, Wording]:
    """The words for every kind of failure, of which a vendor words some in its own way."""
    return {kind: _wording(kind, differences.get(kind, default)) for kind, default in _DEFAULTS.items()}


def _wording(kind: Failure, given: type[VendorError] | Wording) -> Wording:
    if isinstance(given, Wording):
        return given
    # The text of a fault is the test's own, and shown in whatever error it asks for.
    return Wording(given, "{text}" if kind is Failure.FAULT else "")
