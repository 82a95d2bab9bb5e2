"""A household opened, its consent by code or on paper, its shop handed over, codes that it reads out."""
