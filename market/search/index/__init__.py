"""The index of this machine, a disposable projection of the catalogue, and the indexer that follows the change feed."""
