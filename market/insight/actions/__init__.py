"""Changes, by noun: `rollups` follow what happened, `targets` are set and divided."""
