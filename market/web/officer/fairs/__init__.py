"""`/office/fairs`: fairs made, opened, closed and called off, and how each goes."""
