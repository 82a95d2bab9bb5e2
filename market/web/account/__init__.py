"""`/me`: herself. Who helps her, her phones, what she is told, what protects her account, and how she leaves."""
