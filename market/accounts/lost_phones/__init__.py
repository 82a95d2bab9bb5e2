"""A lost phone: two operators move an account to another number, after three days in which the old one may say no."""
