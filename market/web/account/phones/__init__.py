"""`/me/phones`: where I am signed in, another phone number, a lost phone."""
