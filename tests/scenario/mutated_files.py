"""Files that are nearly scenarios: bundled ones, of which characters, lines, keys and values are changed.

Run it with a number of files: each must load, or be refused with a position for each mistake, within the time-out.
"""

import random
import re
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path

from mfa_emulator.core.providers import Providers
from mfa_emulator.core.time import realtime
from mfa_emulator.providers import BUILT_IN
from mfa_emulator.scenario.loading import load_text
from mfa_emulator.scenario.positions import LoadError

FILES = sorted(Path(str(resources.files("mfa_scenarios"))).rglob("*.mfa.yaml"))
PROVIDERS = Providers(BUILT_IN)
PLACED = re.compile(r"^m\.mfa\.yaml:\d+:\d+: \S")
ODD = (
    *("{", "}", "[", "]", ":", "- ", "\t", '"', "'", "&a ", "*a", "!!int ", "${", "$${", "${x}", "#", "|", ">", "\x00"),
    *("null", "true", "-1", "1e999", "99999999999999999999", "''", "[]", "{}", "[[[[", "{$any: 1}", "\ud800", "\u202e"),
    *(
        "{$matches: '(a+)+$'}",
        "$exact",
        "$approx",
        "examples: [{a: 1}]",
        "vars: {a: '${b}'}",
        "env: {a: B}",
        "fault",
        "~",
    ),
)
CHUNK = re.compile(r"[A-Za-z_$.]+|\d+|\s+|.")


TEXTS = [file.read_text(encoding="utf-8").replace("setup: ", "# setup: ") for file in FILES]


def mutant(chance: random.Random) -> str:
    """One of them, the same for the same chance."""
    text = chance.choice(TEXTS)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        text = chance.choice(CHANGES)(text, chance)
    return text


def _odd(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(ODD) + text[at:]


def _cut(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + text[at + chance.choice((1, 2, 5, 40)) :]


def _end(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) + 1)]


def _line(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    others = chance.choice(TEXTS).split("\n")
    at = chance.randrange(len(lines))
    how = chance.randrange(4)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(at, chance.choice(others))
    elif how == 2:
        lines.insert(at, lines[at])
    else:
        lines[at] = " " * chance.randrange(9) + lines[at].strip()
    return "\n".join(lines)


def _word(text: str, chance: random.Random) -> str:
    """One word, number or sign becomes another, or something odd."""
    parts = CHUNK.findall(text)
    others = CHUNK.findall(chance.choice(TEXTS))
    if parts:
        parts[chance.randrange(len(parts))] = chance.choice((chance.choice(ODD), chance.choice(others)))
    return "".join(parts)


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (_odd, _cut, _end, _line, _word, _word)


def trouble_of(text: str) -> tuple[str, bool]:
    """What is wrong with how a file was taken, "" if nothing is; and whether it is a scenario."""
    try:
        load_text(text, "m.mfa.yaml", PROVIDERS)
    except LoadError as error:
        unplaced = [line for line in str(error).split("\n") if not PLACED.match(line)]
        return (f"no position: {unplaced}" if unplaced else ""), False
    except Exception as error:  # whatever it is, it would be a traceback
        return f"{type(error).__name__}: {error}", False
    return "", True


def main(count: int) -> None:
    """Try them, and print how many loaded, the slowest, and each that made trouble."""
    loaded, slowest, troubles = 0, 0.0, 0
    chance = random.Random(1)
    for number in range(count):
        text = mutant(chance)
        began = realtime.monotonic()
        trouble, was_loaded = trouble_of(text)
        slowest = max(slowest, realtime.monotonic() - began)
        loaded += was_loaded
        if trouble:
            troubles += 1
            print(f"--- {number}: {trouble}\n{text}")
    counts = f"{loaded} loaded, {count - loaded} refused, {troubles} troubles"
    print(f"{count} files: {counts}; slowest {slowest * 1000:.0f} ms")
    sys.exit(bool(troubles))


if __name__ == "__main__":
    main(int(sys.argv[1]))
