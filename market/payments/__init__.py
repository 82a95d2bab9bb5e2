"""Money owed and received, by reference and amount. Knows no orders. For now: cash on delivery."""
