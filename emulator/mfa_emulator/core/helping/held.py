"""Objects that helpers gave to another process, which names them by ids."""

from mfa_emulator.core.descriptions.suggestions import unknown

MOST = 10_000
"""Objects of a world that are held, at most; the oldest make room."""


class Held:
    """Handles, phones and browsers by id. Equal ones have one id."""

    def __init__(self) -> None:
        self._objects: dict[str, object] = {}
        self._ids: dict[object, str] = {}
        self._count = 0

    def put(self, thing: object) -> str:
        """Hold an object; its id."""
        known = self._ids.get(thing)
        if known is not None:
            self._objects[known] = thing
            return known
        self._count += 1
        given = self._ids[thing] = f"handle-{self._count}"
        self._objects[given] = thing
        if len(self._objects) > MOST:
            oldest = next(iter(self._objects))
            del self._ids[self._objects.pop(oldest)]
        return given

    def get(self, given: str) -> object:
        """The object of that id. Raises LookupError when there is none (any more)."""
        if given not in self._objects:
            raise LookupError(f"{unknown('handle', given, ())}: none of that id is held (any more)")
        return self._objects[given]
