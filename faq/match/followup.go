package match

import (
	"slices"
	"strings"
)

// Limits of what may lean on the question before.
const (
	maxFollowWords = 16 // in all
	maxFollowLead  = 5  // words of weight after "e", "and", "what about"
	maxFollowBare  = 1  // words of weight of a question without a matter of its own
	maxFollowThat  = 2  // words of weight of a question about "that"
)

// The words by which a text leans on what was said before it.
var (
	leanWords = makeSet("e ed ma invece oppure o quindi allora pero and but or so instead")
	leanPairs = parseRules(`lean: what/how about
		lean: nel/in caso
		lean: se invece/fossi/sono
		lean: stessa/idem
		lean: anche/pure per/se/in/con
		lean: solo/soltanto per
		lean: also/even/only for/if
		lean: same for
		lean: in that case`)
	pointWords = makeSet("quello quella quelli quelle questo questa questi queste cio it that this those these them one ones")
	leanAsks   = makeSet("come dove quando quale quali quanto quanta quanti quante cosa chi perche entro how where when which what who why")
	shortLeads = makeSet("per con in da for with in from")
)

// maxShort is how many words an answer-like follow-up ("per la magistrale?") may have.
const maxShort = 4

// FollowUp reports whether a text leans on the question before it: it begins as one
// that goes on, points at something, or asks without naming a matter. It may be wrong
// in doubt: whoever asks matches the text both alone and joined.
func FollowUp(text string) bool {
	words := splitWords(fold(text, maxRunes))
	if len(words) == 0 || len(words) > maxFollowWords {
		return false
	}
	n := Weight(text)
	switch {
	case leanWords[words[0]] || leanPairs.find(words, func(i int, _ *rule) bool { return i == 0 }) >= 0:
		return n <= maxFollowLead
	case shortLeads[words[0]] && len(words) <= maxShort:
		return true
	case n <= maxFollowThat && (containsAny(words, pointWords) || slices.ContainsFunc(words, endsInPronoun)):
		return true
	}
	return n <= maxFollowBare && containsAny(words, leanAsks)
}

// endsInPronoun knows the infinitives that Italian joins to what they are about:
// pagarlo, chiederla, farli.
func endsInPronoun(w string) bool {
	for _, end := range [...]string{"lo", "la", "li", "le", "ne"} {
		if stem, ok := strings.CutSuffix(w, end); ok && len(stem) >= 3 && strings.HasSuffix(stem, "r") {
			return true
		}
	}
	return false
}

// Join makes one question of a follow-up and the question before it, as one would have
// asked it at once.
func Join(before, text string) string {
	before = strings.TrimRight(strings.TrimSpace(before), " ?!.,;:")
	return before + ", " + strings.TrimSpace(text)
}
