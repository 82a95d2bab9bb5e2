"""How people write: syllables, input methods, synonyms, typos."""
