package match

import (
	_ "embed" // of the rules
	"strings"
)

// intents.txt holds one rule a line: the intent, and words that must stand in
// a row. It is data so that whoever runs the counter can read what it obeys.
//
//go:embed intents.txt
var intentRules string

// rule is one line of intents.txt.
type rule struct {
	intent string
	words  []string
	whole  bool // the question must hold nothing else of weight
}

var rules = parseRules(intentRules)

// parseRules reads "intent: words" (anywhere in a question) and
// "intent = words" (the whole question, but for courtesies).
func parseRules(text string) []rule {
	var out []rule
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		i := strings.IndexAny(line, ":=")
		out = append(out, rule{
			intent: strings.TrimSpace(line[:i]),
			words:  splitWords(fold(line[i+1:], 0)),
			whole:  line[i] == '=',
		})
	}
	return out
}

// ruleWords is how many words of a question the rules are looked for in.
const ruleWords = 400

// intent recognises a question that is not about the content of the base. The
// rules stand in order of weight: distress is heard before anything else.
func intent(words []string) string {
	words = words[:min(len(words), ruleWords)]
	bare := withoutCourtesy(words)
	for _, r := range rules {
		if r.whole && equalWords(bare, r.words) || !r.whole && containsWords(words, r.words) {
			return r.intent
		}
	}
	switch {
	case len(bare) > 0 || len(words) == 0:
		return IntentNone
	case containsAny(words, thankWords):
		return IntentThanks
	case containsAny(words, greetWords):
		return IntentGreeting
	}
	return IntentNone
}

// The words of courtesy: a question of nothing else is a greeting or thanks.
var (
	greetWords = makeSet("ciao salve buongiorno buonasera buondi giorno sera hello hi hey good morning afternoon evening")
	thankWords = makeSet("grazie ringrazio thanks thank thx ty")
	courtesy   = makeSet(`per favore piacere cortesia prego mille tante molte buon buona buone a tutti
		voi lei scusi scusa scusate please sorry there everyone you very much so many all dear gentile`)
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

func equalWords(a, b []string) bool { return len(a) == len(b) && hasPrefix(a, b) }

// hasPrefix reports whether words begin with a rule.
func hasPrefix(words, rule []string) bool {
	if len(words) < len(rule) {
		return false
	}
	for i, r := range rule {
		if w := words[i]; w != r {
			return false
		}
	}
	return true
}

func containsWords(words, rule []string) bool {
	for i := range words {
		if hasPrefix(words[i:], rule) {
			return true
		}
	}
	return false
}
