"""The rules as they are shipped; MARKET_HOME/pages/ has an operator's own."""
