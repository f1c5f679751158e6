package match

// Synonym is a group of terms of one language that stand for the same matter: words or
// short phrases of up to four words, as editors write them. A question with one of
// them is taken to speak of the others too.
type Synonym struct {
	Lang  string // "it" or "en"
	Terms []string
}
