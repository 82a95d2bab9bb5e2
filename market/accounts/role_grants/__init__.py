"""Roles that operators give, two of them where the role gives power over others, and take away."""
