"""One process of a race: it makes the calls that it is given, as fast as it can, once it is told to go.

python -m proofs.caller < calls      (settings from the environment; first line: JSON calls, second: go)
"""

import json
import sys

from market.app import create_app
from tests.support.village import Caller


def main() -> None:
    app, calls = create_app(), json.loads(sys.stdin.readline())
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    answers = []
    for call in calls:
        with app.app_context():
            caller = Caller(app.test_client(), call["token"])
            answer = getattr(caller, call["method"])(call["path"], call["body"], headers=call["headers"])
            answers.append([answer.status_code, (answer.json or {}).get("type")])
    print(json.dumps(answers), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
