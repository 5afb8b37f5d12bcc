"""The command, interrupted at the call of a function: that of the number in `AT`, or the next one after a callback.
Without it, the calls are counted.

Ctrl-C comes as the signal that a terminal sends; the count goes into the file that `COUNT` names.
"""

import os
import signal
import sys
from pathlib import Path
from types import FrameType

# With the toy as its only vendor, as there.
from toy_command import main

at, count = int(os.environ.get("AT", "0")), 0
CALLBACK = "cb"
"""The function that Python's import calls when a lock is gone: what is raised there is written out, and lost."""


def look(frame: FrameType, event: str, argument: object) -> None:
    global at, count
    if event == "call":
        count += 1
        if 0 < at <= count and frame.f_code.co_name != CALLBACK:
            at = 0
            os.kill(os.getpid(), signal.SIGINT)


try:
    sys.setprofile(look)
    main()
finally:
    sys.setprofile(None)
    if "COUNT" in os.environ:
        Path(os.environ["COUNT"]).write_text(str(count))
