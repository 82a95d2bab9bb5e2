"""`/t`: where a parcel is, for whoever waits for it."""
