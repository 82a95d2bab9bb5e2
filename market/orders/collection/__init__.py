"""Goods that the buyer fetches: at the shop, at a market, or at a post office to which the household brings them."""
