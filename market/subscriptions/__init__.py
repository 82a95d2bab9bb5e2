"""Events to other systems: who subscribed to what, each message signed, sent and logged (Standard Webhooks)."""
