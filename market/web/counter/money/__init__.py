"""Cash at the post office: the till, what couriers hand in, what is paid out by code."""
