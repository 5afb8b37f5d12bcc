"""Values that are made on first use."""

import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from types import MappingProxyType
from typing import Generic, TypeVar

T = TypeVar("T")


class OnFirstUse(dict[str, T], Generic[T]):
    """Values by provider name, made when they are asked for first."""

    def __init__(
        self,
        make: Callable[[str], T],
        made: Mapping[str, T] = MappingProxyType({}),
        lock: AbstractContextManager[object] | None = None,
    ) -> None:
        super().__init__(made)
        self._make = make
        self._lock = lock or threading.Lock()

    def __missing__(self, name: str) -> T:
        with self._lock:
            if name not in self:  # else another thread was here first
                self[name] = self._make(name)
        return self[name]
