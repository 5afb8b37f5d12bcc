"""Runtimes that the variables of `exec --https-proxy` do not hold, or hold in part: warnings for people."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

_RUNTIMES = {
    "java": "Java's own HTTP clients obey the proxy; Apache HttpClient does with useSystemProperties() alone, and "
    "without it calls the real host",
    "php": "PHP's curl obeys the proxy; its own streams, file_get_contents('https://…') among them, read no proxy and "
    "call the real host",
    "perl": "Perl's LWP reads the proxy with env_proxy alone, and without it calls the real host",
}
_ALIASES = {"mvn": "java", "mvnw": "java", "gradle": "java", "gradlew": "java", "kotlin": "java", "scala": "java"}
_OLD_NODE = (
    "Node {} has no fetch that reads a proxy: a program that uses it calls the real host. Take Node 24, or 22.21 and "
    "newer; clients that read HTTPS_PROXY themselves, axios for one, are led here by any"
)


def warning(words: Sequence[str]) -> str | None:
    """The line to say before the command starts, or None if all of its requests are led here as far as is known."""
    runtime = _runtime(words[0])
    if runtime == "node":
        version = _version_of_node(words[0] if _plain(words[0]) == "node" else "node")
        return None if version is None or _reads_proxies(version) else _OLD_NODE.format(version)
    return _RUNTIMES.get(runtime)


def _runtime(word: str) -> str:
    """The runtime that a command is, or that a script names in its first line."""
    name = _plain(word)
    path = shutil.which(word)
    if path is not None and name not in (*_RUNTIMES, *_ALIASES, "node"):
        name = _plain(_interpreter(Path(path)))
    return _ALIASES.get(name, name)


def _plain(word: str) -> str:
    """The name without its folder, version or ``.exe``: ``php`` of ``/usr/bin/php8.2``."""
    return Path(word).name.removesuffix(".exe").rstrip("0123456789.")


def _interpreter(path: Path) -> str:
    try:
        with path.open("rb") as file:
            first = file.readline(200).decode("utf-8", "replace")
    except OSError:
        return ""
    words = [word for word in first.removeprefix("#!").split() if word != "-S"] if first.startswith("#!") else []
    if words and Path(words[0]).name == "env":
        del words[0]
    return words[0] if words else ""


def _version_of_node(command: str) -> str | None:
    try:
        done = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip().removeprefix("v") or None


def _reads_proxies(version: str) -> bool:
    """True if this Node knows NODE_USE_ENV_PROXY."""
    major, minor = (int(part) for part in version.split(".")[:2])
    return major >= 24 or (major == 22 and minor >= 21)
