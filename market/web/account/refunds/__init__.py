"""`/me/refunds`: what was given back to a buyer in cash, fetched by a code at any post office."""
