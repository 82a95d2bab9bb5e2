"""The card gateway: a Stripe-compatible client. Never called inside a transaction."""
