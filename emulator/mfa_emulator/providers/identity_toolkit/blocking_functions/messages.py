"""Functions that are asked before an e-mail or a text message goes out."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from mfa_emulator.core.context import BodyT
from mfa_emulator.core.operation import Later
from mfa_emulator.providers.identity_toolkit.blocking_functions import replies
from mfa_emulator.providers.identity_toolkit.blocking_functions.asking import ask, resumed
from mfa_emulator.providers.identity_toolkit.configuration import triggers
from mfa_emulator.providers.identity_toolkit.configuration.recaptcha_guard import Override
from mfa_emulator.providers.identity_toolkit.configuration.triggers import MessageEvent
from mfa_emulator.providers.identity_toolkit.context import Call, Context
from mfa_emulator.providers.identity_toolkit.state import Scope

T = TypeVar("T")


class Message(NamedTuple):
    """A message that is about to go out."""

    to: str
    kind: str
    """The word for it that functions know."""

    def claims(self, event: MessageEvent) -> dict[str, object]:
        """The claims about it. A user and a tenant are not told (of mails recorded, of text messages a guess)."""
        if event == "beforeSendEmail":
            return {"email": self.to, "email_type": self.kind}
        return {"phone_number": self.to, "sms_type": self.kind}


class Question(Exception):
    """A function that has to be asked before the call can go on."""

    def __init__(self, scope: Scope, event: MessageEvent, url: str, message: Message) -> None:
        super().__init__(event)
        self.scope: Scope = scope
        self.event = event
        self.url: str = url
        self.message: Message = message


def asked_first(call: Call[BodyT], handler: Callable[[Call[BodyT]], T]) -> Later[T]:
    """The answer of a handler that sends a message: at once, or after the function has been asked.

    The handler comes to `permit` before it changes anything, and runs again when the function has answered: what it
    checked may be otherwise by then.
    """
    try:
        return handler(call)
    except Question as question:
        return _asked(call, handler, question, call.world.clock.begun)


async def _asked(call: Call[BodyT], handler: Callable[[Call[BodyT]], T], question: Question, begun: int) -> T:
    while True:
        about = question.message.claims(question.event)
        attempt = await ask(call, question.scope, question.event, question.url, about, begun)
        override = replies.override(attempt, question.url, call.settings)
        with resumed(call, begun):
            call.outcomes = {**getattr(call, "outcomes", {}), question.message: override}
            try:
                return handler(call)
            except Question as other:
                question = other


def asks(context: Context, scope: Scope, event: MessageEvent) -> bool:
    """Whether there is a function to ask at this event."""
    return bool(triggers.url_of(triggers.functions_of(context, scope), event))


def permit(call: Call[object], scope: Scope, event: MessageEvent, message: Message) -> Override:
    """Let a message go out, unless a function has to be asked about it first.

    The answer is the judgment that the function put in the place of reCAPTCHA's. Raises `Question`.
    """
    url = triggers.url_of(triggers.functions_of(call, scope), event)
    if not url:
        return ""
    answers: dict[object, Override] = getattr(call, "outcomes", {})
    if message not in answers:
        raise Question(scope, event, url, message)
    return answers[message]
