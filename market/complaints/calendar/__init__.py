"""Days that an officer makes working days, or days off, over what the calendar says."""
