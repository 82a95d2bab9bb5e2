"""Shops that are ready to sell: how many there are, what each sells, and how long the first sale took."""
