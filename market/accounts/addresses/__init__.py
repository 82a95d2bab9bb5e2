"""The address book: where somebody has parcels sent, sealed, and hers alone."""
