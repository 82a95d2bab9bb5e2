"""The ledger (double entry), its accounts, and the wallets of shops and people."""
