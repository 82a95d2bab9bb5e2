"""The word lists as rows: what operators add, change and withdraw, tried beforehand, and heard by each machine."""
