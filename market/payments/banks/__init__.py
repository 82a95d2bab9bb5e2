"""The banks of Vietnam, to which money may be sent."""
