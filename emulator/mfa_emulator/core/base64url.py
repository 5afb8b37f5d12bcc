"""Base64 in the alphabet of URLs and without padding, as JSON Web Tokens have it."""

from binascii import a2b_base64, b2a_base64


def encode(data: bytes) -> str:
    """The bytes as text."""
    # binascii itself: the module base64 costs as much again; and to translate costs ten times what to replace does.
    return b2a_base64(data, newline=False).rstrip(b"=").replace(b"+", b"-").replace(b"/", b"_").decode()


def decode(text: str, *, strict: bool = False) -> bytes:
    """The bytes of a text; unless `strict`, characters that are not Base64 are passed over. Raises ValueError."""
    padded = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    return a2b_base64(padded, strict_mode=strict)
