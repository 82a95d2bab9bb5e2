"""A form is sent once, refused with all that was typed, and kept when the session ended meanwhile."""
