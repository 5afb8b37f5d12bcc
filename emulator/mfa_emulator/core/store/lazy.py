"""Values that are made on first use."""

import threading
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any


class OnFirstUse(dict[str, Any]):
    """Values by provider name, made when they are asked for first."""

    def __init__(
        self, make: Callable[[str], Any], made: Mapping[str, Any] = MappingProxyType({}), lock: Any = None
    ) -> None:
        super().__init__(made)
        self._make = make
        self._lock = lock or threading.Lock()

    def __missing__(self, name: str) -> Any:
        with self._lock:
            if name not in self:  # else another thread was here first
                self[name] = self._make(name)
        return self[name]
