"""Shops, products, stock, photos, certificates, seasons; `search/` is the index. Knows nothing of orders."""
