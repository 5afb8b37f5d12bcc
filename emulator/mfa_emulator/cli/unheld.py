"""Runtimes that the variables of `exec --https-proxy` do not hold, or hold in part: warnings for people."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from shlex import shlex

_RUNTIMES = {
    "java": "Java's own HTTP clients obey the proxy; Apache HttpClient does with useSystemProperties() alone, and "
    "without it calls the real host",
    "php": "PHP's curl obeys the proxy; its own streams, file_get_contents('https://…') among them, read no proxy and "
    "call the real host",
    "perl": "Perl's LWP reads the proxy with env_proxy alone, and without it calls the real host",
    "dotnet": ".NET was not tried: its HttpClient is said to read HTTPS_PROXY, but for one with UseProxy=false or a "
    "Proxy of its own, which calls the real host",
    "pwsh": "PowerShell was not tried: Invoke-RestMethod with -NoProxy calls the real host",
}
_ALIASES = {"mvn": "java", "mvnw": "java", "gradle": "java", "gradlew": "java", "kotlin": "java", "scala": "java"}
_OLD_NODE = (
    "Node {} has no fetch that reads a proxy: a program that uses it calls the real host. Take Node 24, or 22.21 and "
    "newer; clients that read HTTPS_PROXY themselves, axios for one, are led here by any"
)
_TRIED_FROM = {"deno": ("Deno", (2, 9)), "bun": ("Bun", (1, 4))}
"""The oldest versions that were seen to obey the proxy."""
_UNTRIED = "{} {} was not tried, {} and newer are: an older one may call the real host"

_KNOWN = frozenset((*_RUNTIMES, *_ALIASES, *_TRIED_FROM, "node"))
_SHELLS = ("sh", "bash", "dash", "zsh", "ksh")
_BEFORE = (
    "{",
    "!",
    "env",
    "exec",
    "command",
    "time",
    "nohup",
    "nice",
    "sudo",
    "timeout",
    "xargs",
    "if",
    "then",
    "else",
    "do",
)
"""Words behind which the command itself stands, with options, assignments or a number between."""
_WITH_A_NAME = ("-o", "+o", "-O", "+O")
"""Options of shells that are followed by the name of what they turn on or off."""
_DEEPEST = 5
"""Shell scripts within each other that are looked into."""


def warnings(words: Sequence[str]) -> list[str]:
    """The lines to say before the command starts; none if all of its requests are led here as far as is known."""
    found = (_warning(word) for word in _commands(words, _DEEPEST))
    return list(dict.fromkeys(text for text in found if text is not None))


def _warning(command: str) -> str | None:
    runtime = _runtime(command)
    if runtime == "node":
        version = _version(command if _plain(command) == "node" else "node")
        return None if version is None or version >= (24,) or (22, 21) <= version < (23,) else _old_node(version)
    if runtime in _TRIED_FROM:
        name, oldest = _TRIED_FROM[runtime]
        version = _version(command if _plain(command) == runtime else runtime)
        old = version is not None and version < oldest
        return _UNTRIED.format(name, _dotted(version or ()), _dotted(oldest)) if old else None
    return _RUNTIMES.get(runtime)


def _old_node(version: tuple[int, ...]) -> str:
    return _OLD_NODE.format(_dotted(version))


def _commands(words: Sequence[str], deeper: int) -> Iterator[str]:
    """The commands that these words run: the first of them, or those within a shell script."""
    rest = _behind_wrappers(words)
    if not rest:
        return
    script = _script(rest) if deeper else None
    if script is None:
        yield rest[0]
        return
    for one in _of_script(script):
        yield from _commands(one, deeper - 1)


def _behind_wrappers(words: Sequence[str]) -> Sequence[str]:
    at, wrapped = 0, False
    while at < len(words):
        word = words[at]
        wrapper = _plain(word) in _BEFORE
        if not (wrapper or _is_assignment(word) or (wrapped and (word.startswith("-") or word[:1].isdigit()))):
            break
        at, wrapped = at + 1, wrapped or wrapper
    return words[at:]


def _is_assignment(word: str) -> bool:
    name, sign, _ = word.partition("=")
    return bool(sign) and name.isidentifier()


def _script(words: Sequence[str]) -> str | None:
    """The text of the shell script that these words run: behind ``-c``, or a file's. None: they run none."""
    name = _plain(words[0])
    if name in _KNOWN:
        return None
    if name not in _SHELLS:
        path = shutil.which(words[0])
        return None if path is None or _plain(_interpreter(Path(path))) not in _SHELLS else _text(path)
    for before, word, behind in zip(words, words[1:], (*words[2:], ""), strict=False):
        if word.startswith("-") and word.endswith("c") and not word.startswith("--"):
            return behind
        if not word.startswith(("-", "+")) and before not in _WITH_A_NAME:
            return _text(word)
    return ""


def _text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""


def _of_script(text: str) -> Iterator[list[str]]:
    """The commands of a shell script, each as its words. What a quote leaves open is not looked at."""
    for line in text.replace("\\\n", " ").splitlines():
        command: list[str] = []
        to_file = False
        try:
            for token in shlex(line, posix=True, punctuation_chars=True):
                if token[:1] in ("(", ")", ";", "|", "&"):
                    yield command
                    command = []
                elif not to_file and token[:1] not in ("<", ">"):
                    command.append(token)
                to_file = token[:1] in ("<", ">")
        except ValueError:
            pass
        yield command


def _runtime(word: str) -> str:
    """The runtime that a command is, or that a script names in its first line."""
    name = _plain(word)
    path = shutil.which(word)
    if path is not None and name not in _KNOWN:
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


def _version(command: str) -> tuple[int, ...] | None:
    """The numbers of a runtime's version, or None if it does not run."""
    try:
        done = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return None
    found = re.search(r"\d+(?:\.\d+)+", done.stdout)
    return tuple(int(part) for part in found[0].split(".")) if found else None


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
