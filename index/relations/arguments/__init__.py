"""Who fills the places of a verb or a noun: by grammar, by a preposition, or because nobody else can."""
