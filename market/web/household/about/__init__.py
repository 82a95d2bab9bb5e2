"""The shop itself: what it says, when it rests, and its end."""
