"""What fairs came to: orders and đồng, promises kept, first sales, and buyers who came back."""
