"""`/deliver-to`: to which commune things are to be sent, by any of its names."""
