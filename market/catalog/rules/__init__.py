"""Rules of shops, products, stock, certificates and rights, as plain values. No database, no Flask."""
