"""Values for the fields of a request, made from the types that decode it."""

from random import Random
from typing import Any

import msgspec
from known import Known, plain
from msgspec import inspect

JUNK = (
    *(
        "",
        " ",
        "x",
        "0",
        "1",
        "-1",
        "true",
        "null",
        "{}",
        "[]",
        "\x00",
        "\n",
        "é" * 300,
        "a" * 5000,
        "\u202egnp",
        "%00",
    ),
    *("../../etc/passwd", "' OR 1=1--", "<script>", "${x}", "1e400", "2026-11-21T10:00:00Z", "+15555550100", "sms"),
    *(0, 1, -1, 10**9, 10**20, -(2**63), 2**63, 1.5, 1e308, True, False, None),
    *({}, [], {"x": 1}, ["x"], [[]], [None], {"": ""}, [{}] * 30, {"a": {"b": {"c": {"d": []}}}}),
)
WORDS = (
    *("ada@example.com", "bob@example.com", "new@example.com", "+15555550100", "+15555550123", "+447700900123", "ada"),
    *("secret-1", "secret-2", "sms", "call", "email", "whatsapp", "push", "totp", "PASSWORD_RESET", "VERIFY_EMAIL"),
    *("EMAIL_SIGNIN", "authorization_code", "refresh_token", "123456", "en", "de", "US", "1", "http://localhost/x"),
    *("google.com", "id_token=x&providerId=google.com", "Phone", "Owl Bank", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"),
)
NAMED = {
    "identity": ("ada-lovelace", "bob-the-builder"),
    "channel": ("sms", "call", "email", "whatsapp", "sna", "auto"),
    "to": ("+15555550100", "+15555550123", "ada@example.com"),
    "country": ("US", "GB", "all"),
    "status": ("canceled", "approved", "verified", "active"),
    "factortype": ("totp", "push", "passkeys"),
    "friendlyname": ("Owl Bank", "Phone", "x"),
    "uniquename": ("per-user", "per-ip"),
    "max": (1, 5),
    "interval": (60, 3600),
    "eventtypes": ("factor.created", "*"),
    "webhookurl": ("http://127.0.0.1:9/x", "https://hooks.example/x"),
    "messagingservicesid": ("MG" + "0" * 32,),
    "email": ("ida@example.com", "ada@example.com", "bob@example.com", "new@example.com"),
    "password": ("secret-1", "secret-2"),
    "phonenumber": ("+15555550100", "+15555550124"),
    "requesttype": ("PASSWORD_RESET", "VERIFY_EMAIL", "EMAIL_SIGNIN", "VERIFY_AND_CHANGE_EMAIL"),
    "idpid": ("google.com", "apple.com"),
    "providerid": ("google.com", "password", "phone"),
    "postbody": ('id_token={"sub":"g1","email":"g@example.com"}&providerId=google.com',),
    "requesturi": ("http://localhost",),
    "granttype": ("refresh_token", "authorization_code", "client_credentials"),
    "usernameoremail": ("bob", "ada@example.com"),
    "username": ("bob", "carol"),
    "subdomain": ("acme",),
    "factorid": (58957, 58958, 58959, 58960, 58961),
    "validduration": (600, 86400),
    "name": ("default", "a", "b"),
    "freeze": (True, "2026-11-21T10:00:00Z"),
    "advance": ("31s", "1h"),
    "travel": ("2026-11-22T10:00:00Z",),
    "action": ("approve", "deny"),
}
"""Values of fields that take no others, or hardly any, by plain name."""
DEPTH = 4


class Values:
    """Makes a value of a type: mostly one that fits, and that was seen in a field of that name."""

    def __init__(self, chance: Random, known: Known) -> None:
        self._chance, self._known = chance, known

    def fields(self, kind: type[msgspec.Struct]) -> dict[str, Any]:
        """A body of this struct, with some of its fields."""
        info = inspect.type_info(kind)
        assert isinstance(info, inspect.StructType)
        return self._struct(info, 0)

    def junk(self) -> Any:
        """A value that fits nothing in particular."""
        return self._chance.choice(JUNK) if self._chance.random() < 0.7 else self._known.any()

    def value(self, kind: inspect.Type, name: str, depth: int = 0) -> Any:
        """A value of the type for a field of that name."""
        luck = self._chance.random()
        if luck < 0.06:
            return self.junk()
        if luck < 0.55 and not isinstance(kind, inspect.StructType | inspect.ListType | inspect.BoolType):
            seen = self._known.of(name)
            if seen is not None:
                return seen
        if luck < 0.85 and plain(name) in NAMED and not isinstance(kind, inspect.StructType | inspect.ListType):
            return self._chance.choice(NAMED[plain(name)])
        return self._made(kind, name, depth)

    def _made(self, kind: inspect.Type, name: str, depth: int) -> Any:
        match kind:
            case inspect.StructType() if depth < DEPTH:
                return self._struct(kind, depth + 1)
            case inspect.UnionType(types=types):
                return self.value(self._chance.choice(types), name, depth)
            case inspect.LiteralType(values=values):
                return self._chance.choice(values)
            case inspect.EnumType(cls=enum):
                return self._chance.choice(list(enum)).value
            case inspect.ListType(item_type=item) | inspect.VarTupleType(item_type=item):
                return [self.value(item, name, depth + 1) for _ in range(self._chance.choice((0, 1, 1, 2)))]
            case inspect.DictType(value_type=value):
                keys = [self._word() for _ in range(self._chance.choice((0, 1)))]
                return {key: self.value(value, name, depth + 1) for key in keys}
            case inspect.BoolType():
                return self._chance.random() < 0.5
            case inspect.IntType() | inspect.FloatType():
                return self._number(kind)
            case inspect.NoneType():
                return None
            case inspect.StrType():
                return self._word()
            case inspect.Metadata(type=inner):
                return self.value(inner, name, depth)
        return self._word() if self._chance.random() < 0.7 else self.junk()

    def _struct(self, kind: inspect.StructType, depth: int) -> dict[str, Any]:
        share = self._chance.choice((0.15, 0.4, 0.9))
        chosen = [field for field in kind.fields if field.required or self._chance.random() < share]
        return {field.encode_name: self.value(field.type, field.encode_name, depth) for field in chosen}

    def _number(self, kind: inspect.IntType | inspect.FloatType) -> int | float:
        low = kind.ge if kind.ge is not None else 0
        high = kind.le if kind.le is not None else 1000
        return self._chance.choice((low, high, low + 1, 1, 6, 30, int(low + (high - low) * self._chance.random())))

    def _word(self) -> str:
        return self._chance.choice(WORDS)
