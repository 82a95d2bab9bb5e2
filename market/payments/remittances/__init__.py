"""What carriers remit of the cash they collected, their fees and claims (reconciliation)."""
