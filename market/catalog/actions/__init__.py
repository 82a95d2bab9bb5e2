"""Changes to shops, products, stock, certificates and photos. None commits."""
