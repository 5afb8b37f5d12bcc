"""Values that the emulator has shown, by the name of the field or the place in a path where they were seen."""

import itertools
import json
from collections import defaultdict, deque
from random import Random
from typing import Any

NEWEST = 12
"""How many are kept of one name: older ones have mostly ended."""


def plain(name: str) -> str:
    """The name of a field however it is written: ``friendlyName``, ``FriendlyName`` and ``friendly_name`` are one."""
    return name.rpartition(".")[2].replace("_", "").lower()


class Known:
    """Remembers values by plain name; ``after:services`` is the name of what follows that word in a path."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._values: defaultdict[str, deque[Any]] = defaultdict(lambda: deque(maxlen=NEWEST))

    def add(self, name: str, value: Any) -> None:
        """Remember one value."""
        values = self._values[plain(name) if not name.startswith("after:") else name]
        if value not in values:
            values.append(value)

    def learn(self, value: Any, name: str = "") -> None:
        """Remember every value of a document, whole parts of it included."""
        if isinstance(value, dict):
            for key, inner in value.items():
                self.learn(inner, str(key))
        elif isinstance(value, list):
            for inner in value:
                self.learn(inner, name)
        elif isinstance(value, str) and value.startswith("http"):
            self.learn_path(value.partition("?")[0].partition("://")[2])
        if name and value is not None and len(json.dumps(value)) < 4000:
            self.add(name, value)

    def learn_path(self, path: str) -> None:
        """Remember what follows each word of a path."""
        parts = [part for part in path.split("/") if part]
        for before, part in itertools.pairwise(parts):
            self.add(f"after:{before.lower()}", part)

    def of(self, *names: str) -> Any:
        """A value of the first of these names that has any, the newest for choice; None if none has."""
        for name in names:
            values = self._values.get(plain(name) if not name.startswith("after:") else name)
            if values:
                return values[-1] if self._chance.random() < 0.5 else self._chance.choice(values)
        return None

    def any(self) -> Any:
        """Any value of any name."""
        return self.of(self._chance.choice(list(self._values))) if self._values else "x"
