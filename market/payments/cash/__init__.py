"""Cash on delivery: one row a parcel, its states."""
