"""The service with a clock that jumps: by as many seconds as the file CLOCK_FILE says at that moment."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from market import clock

_steady = clock.now
_file = Path(os.environ["CLOCK_FILE"])


def _jumping() -> datetime:
    return _steady() + timedelta(seconds=float(_file.read_text() or 0))


clock.now = _jumping

from market.app import create_app  # noqa: E402, F401  (gunicorn asks for it here)

if __name__ == "__main__":
    from market.cli import main

    main(sys.argv[1:])
