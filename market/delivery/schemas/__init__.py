"""What post offices, scanners, operators and carriers send and read. Amounts in đồng, weights in grams."""
