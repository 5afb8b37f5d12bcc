"""Two emulators to which the same steps go, and what each answers as far as it can be compared."""

from typing import Any, NamedTuple

import httpx2
from flows import HELPERS, Ref, Step

_KINDS = ("idToken", "refreshToken", "localId")


class Answer(NamedTuple):
    """An answer without what is of chance: its status, code word, and the names and types in it."""

    status: int
    code: str
    shape: frozenset[str]


class Side:
    """One emulator, and what it has made so far."""

    def __init__(self, url: str) -> None:
        self._http = httpx2.Client(base_url=url, timeout=30, trust_env=False)
        self._made: dict[str, list[str]] = {}
        self._old: set[str] = set()

    def close(self) -> None:
        self._http.close()

    def begin(self) -> None:
        """Forget all accounts, and put the switches back."""
        self._made = {}
        for place in ("", "/tenants/acme"):
            self._http.delete(f"{HELPERS}{place}/accounts").raise_for_status()
        self._http.patch(f"{HELPERS}/config", json={}).raise_for_status()
        # The official emulator keeps the codes of accounts that are gone.
        self._old = set()
        self._old = {str(code) for what in ("oobCodes", "verificationCodes") for code in self._codes(what)}

    def answer(self, step: Step) -> Answer:
        """Take the step."""
        headers = {"authorization": "Bearer owner"} if step.admin else {}
        params = {} if step.admin else {"key": "any"}
        body = self._resolved(step.body) if step.verb != "GET" else None
        response = self._http.request(step.verb, step.path, json=body, headers=headers, params=params)
        data = response.json()
        self._keep(data)
        if response.status_code >= 400:
            return Answer(response.status_code, _code(data["error"]), frozenset())
        return Answer(response.status_code, "", frozenset(_shape(data)))

    def _resolved(self, value: Any) -> Any:
        if isinstance(value, Ref):
            made = self._made.get(value.kind, [])
            return made[-1 - value.age] if len(made) > value.age else "none-of-this-kind"
        if isinstance(value, dict):
            return {name: self._resolved(item) for name, item in value.items()}
        return [self._resolved(item) for item in value] if isinstance(value, list) else value

    def _keep(self, data: dict[str, Any]) -> None:
        for kind in _KINDS:
            if isinstance(data.get(kind), str):
                self._add(kind, data[kind])
        if "mfaPendingCredential" in data:
            self._add("pending", data["mfaPendingCredential"])
        users = [data, *(data.get("users") or ())]
        for factor in (factor for user in users for factor in user.get("mfaInfo") or ()):
            self._add("factor", factor["mfaEnrollmentId"])
        info = data.get("phoneSessionInfo") or data.get("phoneResponseInfo") or data
        if isinstance(info.get("sessionInfo"), str):
            self._add("smsSession", info["sessionInfo"])
            codes = [code for code in self._codes("verificationCodes") if code["sessionInfo"] == info["sessionInfo"]]
            self._add("smsCode", codes[0]["code"])
        if data.get("kind") == "identitytoolkit#GetOobConfirmationCodeResponse":
            codes = self._codes("oobCodes")
            if codes:
                self._add("oobCode", codes[-1]["oobCode"])

    def _add(self, kind: str, value: str) -> None:
        self._made.setdefault(kind, []).append(value)

    def _codes(self, what: str) -> list[dict[str, str]]:
        listed: list[dict[str, str]] = self._http.get(f"{HELPERS}/{what}").json()[what]
        return [code for code in listed if str(code) not in self._old]


def _code(error: dict[str, Any]) -> str:
    """The code word; of all refusals of a body that does not fit the schema one and the same."""
    if error.get("status") == "INVALID_ARGUMENT":
        return "schema"
    message: str = error["message"]
    return message.split(" : ")[0]


def _shape(value: Any, path: str = "") -> list[str]:
    """The names in a value with the kinds of what they name: ``users[].email: text``."""
    if isinstance(value, dict):
        return [line for name, item in value.items() for line in _shape(item, f"{path}.{name}".lstrip("."))]
    if isinstance(value, list):
        return [f"{path}: list", *(line for item in value for line in _shape(item, f"{path}[]"))]
    kinds = {bool: "switch", str: "text", int: "number", float: "number", type(None): "nothing"}
    return [f"{path}: {kinds[type(value)]}"]
