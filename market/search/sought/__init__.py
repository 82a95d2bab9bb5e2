"""What people seek and what they find, counted by day and text; no person, address or time stands beside it."""
