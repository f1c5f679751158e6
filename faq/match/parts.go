package match

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxPartsText = 16_000 // bytes of a message that are read for its questions
	maxParts     = 12     // questions told apart in one message
	maxPiece     = 600    // bytes of a sentence that may stand before an elliptic question
)

// Parts are the questions of a long message, each by itself: greetings and the story
// around them are left out. A question that says too little alone ("Come faccio?")
// takes the sentence before it along. Where nothing in the text shows that it asks,
// there are none.
func Parts(text string) []string {
	if len(text) > maxPartsText {
		text = text[:maxPartsText]
	}
	var parts []string
	before := "" // the sentence before, unless it asks itself
	for _, p := range pieces(strings.ToValidUTF8(text, " ")) {
		if len(parts) == maxParts {
			break
		}
		question, asks := readPiece(p)
		switch {
		case !asks && len(p) <= maxPiece && !isCourtesy(p):
			before = p
		case asks && question != "":
			if before != "" && Weight(question) < 2 {
				question = before + " " + question
			}
			parts, before = append(parts, question), ""
		}
	}
	return parts
}

// pieces cuts a text at the ends of sentences and lines, and before words that begin
// another question in one sentence.
func pieces(text string) (out []string) {
	start := 0
	emit := func(end int) {
		for _, p := range cutAtJoints(strings.TrimSpace(text[start:end])) {
			if p != "" {
				out = append(out, p)
			}
		}
		start = end
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '\n', '\r':
			emit(i)
		case '?', '!', ';':
			for i+1 < len(text) && strings.IndexByte("?!.;", text[i+1]) >= 0 {
				i++
			}
			emit(i + 1)
		case '.':
			if endsSentence(text[i+1:]) {
				emit(i + 1)
			}
		}
	}
	emit(len(text))
	return out
}

// joints are the words that begin another question within a sentence, longest first.
var joints = []string{
	" e inoltre ", ", inoltre ", " inoltre ", " e anche ", " ed anche ", " e poi ", ", poi ", " poi ", " e infine ",
	" and also ", ", also ", " also ", " and then ", " besides ", " plus ",
}

// cutAtJoints cuts a sentence where a joint stands between two questions.
func cutAtJoints(sentence string) (out []string) {
	lower := strings.ToLower(sentence)
	if len(lower) != len(sentence) { // some letters change their length
		return []string{sentence}
	}
	for start, from := 0, 0; ; {
		at, length := nextJoint(lower, from)
		if at < 0 {
			return append(out, sentence[start:])
		}
		left, right := sentence[start:at], sentence[at+length:]
		if Weight(left) >= 1 && asksByWords(left) && asksByWords(right) {
			out = append(out, strings.TrimRight(left, " ,"))
			start = at + length
		}
		from = at + length - 1 // a joint may begin with the space that ends another
	}
}

// nextJoint finds the first joint from a place on.
func nextJoint(lower string, from int) (at, length int) {
	at = -1
	for _, j := range joints {
		if i := strings.Index(lower[from:], j); i >= 0 && (at < 0 || from+i < at) {
			at, length = from+i, len(j)
		}
	}
	return at, length
}

// readPiece says whether a piece asks, and what, without greeting or joint before it.
func readPiece(p string) (question string, asks bool) {
	marked := strings.ContainsRune(p, '?')
	p = withoutLead(p)
	if !marked && !asksByWords(p) || isCourtesy(p) {
		return "", false
	}
	return p, true
}

// leads are words that may stand before a question and say nothing of it.
var leads = makeSet("inoltre poi infine also besides secondly finally")

// withoutLead takes greetings and joints from the beginning.
func withoutLead(p string) string {
	rest := p
	for {
		word, after := firstWord(rest)
		folded := fold(word, maxWordRune)
		if word == "" || !greetWords[folded] && !thankWords[folded] && !leads[folded] {
			return rest
		}
		if after == "" {
			return p
		}
		rest = after
	}
}

// firstWord cuts off the first word with what stands between it and the next.
func firstWord(s string) (word, rest string) {
	end := strings.IndexFunc(s, func(r rune) bool { return !isWord(r) && r != '\'' })
	if end < 0 {
		return s, ""
	}
	next := strings.IndexFunc(s[end:], isWord)
	if next < 0 {
		return s[:end], ""
	}
	return s[:end], s[end+next:]
}

// openers begin a question that needs no mark; words that only ask inside a sentence
// are in asking.
var (
	openers = makeSet(`come dove quando quale quali quanto quanta quanti quante cosa chi perche posso possiamo potrei potete
		devo dobbiamo bisogna occorre serve entro
		how where when which what who whom why can could may must should do does did is are am will would have has`)
	asking = parseRules(`ask: vorrei/volevo/voglio/vorremmo sapere/capire/chiedere/chiedervi/informazioni
		ask: mi/ci serve/servirebbe sapere
		ask: potete/potreste/puoi/puo/potrebbe dirmi/spiegarmi/indicarmi
		ask: mi sapete/sapreste/potete/potreste dire/spiegare/indicare
		ask: mi chiedo/chiedevo/domandavo
		ask: non so/capisco se/come/quando/dove/quale/quanto/cosa
		ask: would like to know/ask
		ask: want to know/ask
		ask: wanted to know/ask
		ask: could/can you tell/explain
		ask: wondering if/whether/how/when/where/what
		ask: do not know/understand if/whether/how/when/where/what`)
)

// asksByWords reports whether a sentence asks, mark or no mark.
func asksByWords(s string) bool {
	words := withoutCourtesy(splitWords(fold(s, maxPiece)))
	for len(words) > 0 && (words[0] == "e" || words[0] == "ma" || words[0] == "and" || words[0] == "but") {
		words = words[1:]
	}
	return len(words) > 1 && openers[words[0]] || anyRule(asking, words)
}

func anyRule(b *rulebook, words []string) bool {
	return b.find(words, func(int, *rule) bool { return true }) >= 0
}

// isCourtesy reports whether a piece is only greeting, thanks or the like.
func isCourtesy(p string) bool {
	words := splitWords(fold(p, maxPiece))
	if len(words) == 0 {
		return true
	}
	switch intent(words) {
	case IntentGreeting, IntentThanks:
		return true
	}
	return len(withoutCourtesy(words)) == 0
}

// Weight is how many words of a text say what it is about.
func Weight(text string) (n int) {
	for _, w := range splitWords(fold(text, maxPiece)) {
		if !stopWords[w] && !frameWords[w] && !courtesy[w] && !greetWords[w] && !thankWords[w] && utf8.RuneCountInString(w) > 1 && !unicode.IsDigit(rune(w[0])) {
			n++
		}
	}
	return n
}
