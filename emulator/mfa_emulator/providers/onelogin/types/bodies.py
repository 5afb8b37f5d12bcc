"""Parts that requests and answers of all topics share."""

from typing import ClassVar, TypeAlias

import msgspec

Text: TypeAlias = str | int
"""A code or an id: texts in some SDKs, numbers in others."""


class Body(msgspec.Struct, gc=False):
    """A request body. Unknown fields are ignored, as the SDKs' own extra fields are by the service."""

    attributes: ClassVar[dict[int, frozenset[str]]] = {}
    """Fields that each version of the API knows, where it refuses all others; empty: none is refused."""


class FormBody(Body, gc=False):
    """A request body that may also be a form."""


class Outcome(msgspec.Struct, gc=False):
    """Done, or still pending: the three values that every SDK looks for somewhere."""

    type: str = "success"
    message: str = "Success"


class Pending(Outcome, gc=False):
    """Not done yet: somebody has to answer on a phone."""
