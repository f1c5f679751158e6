package match

import (
	"strings"
	"unicode/utf8"
)

// splitWords cuts folded text into words. Elisions are opened (dov'e: dove,
// e; l'esame: esame), English contractions too (don't: do, not), and e-mail is
// one word. Question words and negations stay: what a question asks for
// is as telling as what it is about.
func splitWords(folded string) []string {
	out := make([]string, 0, len(folded)/6+1)
	start := -1
	for i, r := range folded {
		if isWord(r) || (r == '\'' && start >= 0) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			out = appendWord(out, folded[start:i])
			start = -1
		}
	}
	if start >= 0 {
		out = appendWord(out, folded[start:])
	}
	return joinEmail(out)
}

// appendWord appends the words that one run of letters and apostrophes holds.
func appendWord(out []string, run string) []string {
	if strings.IndexByte(run, '\'') < 0 {
		return append(out, cutWord(run))
	}
	parts := strings.FieldsFunc(run, func(r rune) bool { return r == '\'' })
	for i, p := range parts {
		last := i == len(parts)-1
		switch {
		case last && i > 0 && contractions[p] != "":
			out = contract(out, p)
		case !last && elisions[p] != "":
			if full := elisions[p]; full != "-" {
				out = append(out, full)
			}
		default:
			out = append(out, cutWord(p))
		}
	}
	return out
}

// elisions opens the words that Italian cuts before a vowel; "-" drops them.
var elisions = map[string]string{
	"l": "-", "un": "-", "d": "-", "gl": "-", "dell": "-", "all": "-", "nell": "-",
	"sull": "-", "dall": "-", "coll": "-", "degl": "-", "agl": "-",
	"c": "ci", "m": "mi", "t": "ti", "s": "si", "v": "vi", "n": "ne",
	"dov": "dove", "com": "come", "cos": "cosa", "quand": "quando", "qual": "quale",
	"quant": "quanto", "quest": "questo", "quell": "quello", "tutt": "tutto",
	"nient": "niente", "anch": "anche", "nessun": "nessuno", "mezz": "mezzo",
}

// contractions opens the ends of English words; "-" drops them.
var contractions = map[string]string{
	"s": "-", "t": "not", "re": "are", "ve": "have", "ll": "will", "d": "would", "m": "am",
}

// contract replaces the end of an English word: can + t is can, not.
func contract(out []string, end string) []string {
	full := contractions[end]
	if end == "t" && len(out) > 0 {
		stem := strings.TrimSuffix(out[len(out)-1], "n")
		switch stem {
		case "ca":
			stem = "can"
		case "wo":
			stem = "will"
		}
		out[len(out)-1] = stem
	}
	if full == "-" {
		return out
	}
	return append(out, full)
}

// cutWord bounds the length of a word.
func cutWord(w string) string {
	if len(w) <= maxWordRune || utf8.RuneCountInString(w) <= maxWordRune {
		return w
	}
	return string([]rune(w)[:maxWordRune])
}

// joinEmail makes e mail, as e-mail was split, one word.
func joinEmail(w []string) []string {
	out := w[:0]
	for i := 0; i < len(w); i++ {
		if w[i] == "e" && i+1 < len(w) && (w[i+1] == "mail" || w[i+1] == "mails") {
			i++
			out = append(out, "email")
			continue
		}
		if w[i] != "" {
			out = append(out, w[i])
		}
	}
	return out
}

// stopWords carry no meaning of their own. They are kept, at a quarter of
// their weight: they matter in "tassa di" against "tassa per" only when all
// else is equal.
var stopWords = makeSet(`il lo la i gli le un uno una di a da in con su per tra fra
	del dello della dei degli delle al allo alla ai agli alle dal dallo dalla dai dagli dalle
	nel nello nella nei negli nelle sul sullo sulla sui sugli sulle e ed o od che si ci vi ne
	mi ti mio mia miei mie the an of to at on for and or is are be been am was were it its
	this that as by with from my me i`)

// frameWords put a question rather than say what it is about: come faccio a
// sapere, is it possible to. They count half; an office's questions nearly all
// begin with a few of them, so that in a small base rarity alone
// would make much of which.
var frameWords = makeSet(`come dove quando quale quali quanto quanta quanti quante cosa chi perche
	posso puo possono possiamo potrei potrebbe devo deve devono dobbiamo dovrei faccio fa fare fanno
	sapere so ho ha hanno abbiamo avere avrei sono sei siamo essere sia stato stata
	vorrei voglio vorremmo bisogna occorre necessario possibile se anche non quindi
	funziona significa avviene trovo
	how where when which what who whom why can could may might must should shall will would do does did
	have has had need know get there possible want like if not about we you they`)

const (
	stopShare  = 0.25
	frameShare = 0.5
)

// wordShare is the part of its idf that a word counts.
func wordShare(word string) float64 {
	switch {
	case stopWords[word]:
		return stopShare
	case frameWords[word]:
		return frameShare
	}
	return 1
}

func makeSet(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}
