"""Key URIs: ``otpauth://totp/…``, which authenticator apps scan as QR codes."""

from urllib.parse import parse_qs, quote, unquote, urlsplit

from mfa_emulator.core.otp.totp import Totp, totp_of

SCHEME = "otpauth:"


def read(uri: str) -> tuple[Totp, str]:
    """The parameters and the label of a URI. Raises ValueError when no authenticator could use it."""
    parts = urlsplit(uri)
    if parts.scheme != "otpauth" or parts.netloc != "totp":
        raise ValueError("not an otpauth://totp/ URI")
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if "secret" not in query:
        raise ValueError("the otpauth:// URI has no secret")
    given = query.get("digits", 6), query.get("period", 30), query.get("algorithm", "sha1")
    return totp_of(query["secret"], *given), unquote(parts.path.removeprefix("/"))


def written(totp: Totp, account: str, issuer: str = "") -> str:
    """The URI of these parameters, with the account and its vendor as label."""
    label = f"{quote(issuer, safe='')}:{quote(account, safe='@')}" if issuer else quote(account, safe="@")
    named = f"&issuer={quote(issuer, safe='')}" if issuer else ""
    return (
        f"otpauth://totp/{label}?secret={totp.secret}{named}"
        f"&algorithm={totp.algorithm.upper()}&digits={totp.digits}&period={totp.period}"
    )
