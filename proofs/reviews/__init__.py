"""A hundred thousand orders with honest buyers: does the score rank shops nearer to what they are than the raw mean?"""
