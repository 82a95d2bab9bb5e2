"""`/checkouts`, `/orders`: what a buyer has bought, how it is paid, where it is, and what can be done about it."""
