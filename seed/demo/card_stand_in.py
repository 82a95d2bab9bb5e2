"""The demo's card gateway: localstripe, as a process of its own that listens on this machine only.

    python card_stand_in.py PORT FILE

Nothing imports this file, for localstripe is GPL and no part of the product. Its own command listens to everybody and
keeps what it was told in /tmp; here that is FILE.
"""

import pickle
import sys
from pathlib import Path

from aiohttp import web
from localstripe.resources import Store, store
from localstripe.server import app


def main(port: int, file: Path) -> None:
    Store.dump_to_disk = lambda _store: None
    if file.exists():
        store.update(pickle.loads(file.read_bytes()))  # noqa: S301 - our own file, beside the demo's database
    Store.dump_to_disk = lambda kept: file.write_bytes(pickle.dumps(dict(kept)))
    web.run_app(app, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
