"""`/shop/{id}/money/cash`: cash by a code at any post office."""
