"""How strangers find the market: what search engines, feeds of goods and feed readers are told."""
