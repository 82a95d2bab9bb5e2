"""`/messages` and `/m/{number}`: what is written about orders, for either side."""
