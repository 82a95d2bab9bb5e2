"""Post offices, carriers, parcels, scans, tracking. Holds a text reference to what is sent, knows no orders."""
