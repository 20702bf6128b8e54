package tickets

// Term is one word of a search, normalised as the index has it.
type Term struct {
	// Tokens are neighbours that must follow each other; most terms have one.
	Tokens []string
	// Prefix: the last token is the beginning of a word.
	Prefix bool
}
