"""Those who carry parcels, behind one plain interface."""
