package match

import (
	_ "embed" // of the rules
	"slices"
	"strings"
)

// hints.txt holds what students say of themselves, in the form of intents.txt.
//
//go:embed hints.txt
var hintRules string

var hints = parseRules(hintRules)

// Heard is what a text says of who writes it: values of Item.Audience and Item.Level.
func Heard(text string) (audience, level []string) {
	words := splitWords(fold(text, maxRunes))
	words = hints.withoutIgnored(words[:min(len(words), ruleWords)])
	for i, w := range words {
		for _, n := range hints.byFirst[w] {
			r := &hints.rules[n]
			if r.intent == ignored || !hasPrefix(words[i:], r.words) {
				continue
			}
			field, value, _ := strings.Cut(r.intent, " ")
			list := &audience
			if field == "level" {
				list = &level
			}
			if !slices.Contains(*list, value) {
				*list = append(*list, value)
			}
		}
	}
	return audience, level
}
