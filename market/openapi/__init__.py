"""The service describes itself as a contract from which clients are generated: OpenAPI 3.1."""
