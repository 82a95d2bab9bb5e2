"""Changes to post offices, parcels, scans, and what follows from them."""
