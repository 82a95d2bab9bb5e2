"""`/me/bank`, `/me/identity`, `/me/password`: what protects her money and account, by a code of her own phone."""
