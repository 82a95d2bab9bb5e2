"""Money, by noun: each noun knows only those to its left (tests/laws). ledger, rates, ..., cards."""
