"""How it runs: worker, supervisor, heartbeat, health, logs, limits. It knows nothing of what it runs."""
