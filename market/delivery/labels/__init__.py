"""The label of a parcel: what stands on it, as A6 pages, as sheets of four, and as a page to print."""
