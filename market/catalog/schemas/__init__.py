"""What is said of shops and goods, in and out. Amounts in đồng, weights in grams, sides in centimetres."""
