"""Balances: what there is to take out, what is still on its way, and a month at a glance."""
