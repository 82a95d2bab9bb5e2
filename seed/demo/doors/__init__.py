"""The demo's doors: anybody may be one of its invented people, by one tap."""
