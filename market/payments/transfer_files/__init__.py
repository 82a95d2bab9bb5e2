"""Transfer files for the bank: payouts and refunds handed over together."""
