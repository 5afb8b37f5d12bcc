"""Forms that clients in the wild send in place of Twilio's: names in another case, multipart and JSON bodies.

Twilio's answer to them is not established. One live answer to a form with `to` in lower case missed the channel only
(dasniko/keycloak-mfa-plugins#202); the setting `parameter_case` takes them so.
"""

from collections.abc import Collection

from mfa_emulator.core.http.messages import Request

_MOST_NAMED = 5


def in_our_case(pairs: list[tuple[str, str]], known: Collection[str]) -> list[tuple[str, str]]:
    """The pairs with the published names, in whatever case they came."""
    published = {name.lower(): name for name in known}
    return [(published.get(name.lower(), name), text) for name, text in pairs]


def named(request: Request, unknown: list[str], known: Collection[str]) -> str:
    """Words for what came in place of parameters, or beside them: the kind of the body, or the unknown names."""
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "GET" and content_type == "multipart/form-data":
        return "a multipart body, not application/x-www-form-urlencoded"
    if request.method != "GET" and content_type == "application/json":
        return "a JSON body, not application/x-www-form-urlencoded"
    return names(unknown, known)


def names(unknown: list[str], known: Collection[str]) -> str:
    """Words for unknown names, of which a few are told."""
    published = {name.lower() for name in known}
    return ", ".join(_one(name, published) for name in unknown[:_MOST_NAMED]) + (
        f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
    )


def _one(name: str, published: Collection[str]) -> str:
    # Escaped, since a client writes them.
    quoted = f'"{name[:40].encode("unicode_escape").decode()}"'
    if name.lower() not in published:
        return quoted
    return f"{quoted} in {'lower' if name.islower() else 'another'} case"
