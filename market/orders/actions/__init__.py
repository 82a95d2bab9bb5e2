"""Changes to orders, by noun: `checkouts` place them, `moves` change their state, `timers` do what time brings."""
