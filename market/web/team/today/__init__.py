"""`/team`: her households, those that need most first."""
