"""Rules of figures, as plain values. No database, no Flask."""
