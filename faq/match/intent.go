package match

import (
	_ "embed" // of the rules
	"slices"
	"strings"
)

// intents.txt holds one rule a line: the intent, and words that must stand in
// a row. It is data so that whoever runs the counter can read what it obeys.
//
//go:embed intents.txt
var intentRules string

// ignored is the intent of the rules that hide words from the others.
const ignored = "ignore"

// rule is one way to say what a line of intents.txt has.
type rule struct {
	intent string
	words  []string
	whole  bool // the question must hold nothing else of weight
}

// rulebook is rules in the order of their weight, found by their first word.
type rulebook struct {
	rules   []rule
	byFirst map[string][]int
}

var rules = parseRules(intentRules)

// parseRules reads "intent: words" (anywhere in a question) and
// "intent = words" (the whole question, but for courtesies).
func parseRules(text string) *rulebook {
	b := &rulebook{byFirst: map[string][]int{}}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		i := strings.IndexAny(line, ":=")
		whole := line[i] == '='
		for _, words := range ways(strings.Fields(line[i+1:])) {
			if whole {
				words = withoutCourtesy(words)
			}
			if len(words) == 0 {
				continue
			}
			b.byFirst[words[0]] = append(b.byFirst[words[0]], len(b.rules))
			b.rules = append(b.rules, rule{intent: strings.TrimSpace(line[:i]), words: words, whole: whole})
		}
	}
	return b
}

// ways are all ways to say a rule, one alternative of each of its fields taken.
func ways(fields []string) [][]string {
	all := [][]string{nil}
	for _, f := range fields {
		var longer [][]string
		for _, begun := range all {
			for alternative := range strings.SplitSeq(f, "/") {
				longer = append(longer, slices.Concat(begun, splitWords(fold(alternative, 0))))
			}
		}
		all = longer
	}
	return all
}

// find is the weightiest rule of those that accept takes, -1 if there is none.
func (b *rulebook) find(words []string, accept func(i int, r *rule) bool) int {
	best := -1
	for i, w := range words {
		for _, n := range b.byFirst[w] {
			if best >= 0 && n > best {
				break
			}
			if hasPrefix(words[i:], b.rules[n].words) && accept(i, &b.rules[n]) {
				best = n
			}
		}
	}
	return best
}

// ruleWords is how many words of a question the rules are looked for in.
const ruleWords = 400

// intent recognises a question that is not about the content of the base. The
// rules stand in order of weight: distress is heard before anything else.
func intent(words []string) string {
	words = rules.withoutIgnored(words[:min(len(words), ruleWords)])
	bare := withoutCourtesy(words)
	anywhere := rules.find(words, func(_ int, r *rule) bool { return !r.whole && r.intent != ignored })
	whole := rules.find(bare, func(i int, r *rule) bool { return r.whole && i == 0 && len(r.words) == len(bare) })
	switch {
	case anywhere >= 0 && (whole < 0 || anywhere < whole):
		return rules.rules[anywhere].intent
	case whole >= 0:
		return rules.rules[whole].intent
	case len(bare) > 0 || len(words) == 0:
		return IntentNone
	case containsAny(words, thankWords):
		return IntentThanks
	case containsAny(words, greetWords):
		return IntentGreeting
	}
	return IntentNone
}

// Urgent reports whether a text has words of distress, wherever they stand in it.
func Urgent(text string) bool {
	const overlap = 20 // words; more than any rule has
	words := splitWords(fold(text, 0))
	if rules.find(words, func(_ int, r *rule) bool { return r.intent == IntentUrgent }) < 0 {
		return false // what nearly all texts are; what is ignored, or hides it, is for the rest
	}
	for {
		if intent(words) == IntentUrgent {
			return true
		}
		if len(words) <= ruleWords {
			return false
		}
		words = words[ruleWords-overlap:]
	}
}

// withoutIgnored blanks the words that only seem to say something.
func (b *rulebook) withoutIgnored(words []string) []string {
	kept := words
	for i, w := range words {
		for _, n := range b.byFirst[w] {
			r := &b.rules[n]
			if r.intent != ignored || !hasPrefix(words[i:], r.words) {
				continue
			}
			if &kept[0] == &words[0] {
				kept = slices.Clone(words)
			}
			clear(kept[i : i+len(r.words)])
		}
	}
	return kept
}

// The words of courtesy: a question of nothing else is a greeting or thanks.
var (
	greetWords = makeSet("ciao salve buongiorno buonasera buonpomeriggio buondi giorno sera hello hi hey good morning afternoon evening")
	thankWords = makeSet("grazie ringrazio ringraziamo grz thanks thank thx ty tnx")
	courtesy   = makeSet(`per favore piacere cortesia prego mille tante molte buon buona buone a tutti ancora infinite davvero
		voi lei scusi scusa scusate please sorry there everyone you very much so many lot all dear gentile cari caro cara`)
)

// withoutCourtesy leaves out greetings, thanks and the like.
func withoutCourtesy(words []string) []string {
	var out []string
	for _, w := range words {
		if !greetWords[w] && !thankWords[w] && !courtesy[w] {
			out = append(out, w)
		}
	}
	return out
}

func containsAny(words []string, set map[string]bool) bool {
	for _, w := range words {
		if set[w] {
			return true
		}
	}
	return false
}

// hasPrefix reports whether words begin with a rule.
func hasPrefix(words, rule []string) bool {
	return len(words) >= len(rule) && slices.Equal(words[:len(rule)], rule)
}
