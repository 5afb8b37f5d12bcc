"""The command, interrupted at the call of a function: that of the number in `AT`. Without it, the calls are counted.

Ctrl-C comes as the signal that a terminal sends; the count goes into the file that `COUNT` names.
"""

import os
import signal
import sys
from pathlib import Path

# With the toy as its only vendor, as there.
from toy_command import main

at, count = int(os.environ.get("AT", "0")), 0


def look(frame: object, event: str, argument: object) -> None:
    global count
    if event == "call":
        count += 1
        if count == at:
            os.kill(os.getpid(), signal.SIGINT)


try:
    sys.setprofile(look)
    main()
finally:
    sys.setprofile(None)
    if "COUNT" in os.environ:
        Path(os.environ["COUNT"]).write_text(str(count))
