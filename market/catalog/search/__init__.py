"""The search index: a disposable projection of the catalogue, and the engines that hold it."""
