"""What an operator types beside the running application."""

import os
import subprocess
import sys

from market.http import Market
from tests.support.installation import SECRET


def market(app: Market, *words: str) -> subprocess.CompletedProcess[str]:
    """`market WORDS`, in a process of its own on the same database."""
    config = app.config["MARKET"]
    environ = {"MARKET_HOME": str(config.home), "DATABASE_URL": config.database_url, "SECRET_KEY": SECRET}
    command = [sys.executable, "-c", "from market.cli import main; main()", *words]
    return subprocess.run(command, env={**os.environ, **environ}, capture_output=True, text=True, timeout=120)
