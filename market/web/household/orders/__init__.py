"""`/shop/{id}/orders`: the orders of a shop, and all that is done with one."""
