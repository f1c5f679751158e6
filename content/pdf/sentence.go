package pdf

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences splits text for quoting. Each sentence is a part of text as it
// stands, without the white space around it; nothing but white space is lost. A
// line break always ends a sentence. Made for Italian and English: a full stop
// after an abbreviation ("art.", "es.", "prof.", "e.g."), an initial or inside a
// number ends none.
func Sentences(text string) []string {
	var out []string
	for _, s := range sentenceSpans(text) {
		out = append(out, text[s.from:s.to])
	}
	return out
}

// span is a part of a text, in bytes.
type span struct{ from, to int }

func sentenceSpans(text string) []span {
	var out []span
	from := 0
	cut := func(to int) {
		part := text[from:to]
		lead := len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
		if trimmed := strings.TrimSpace(part); trimmed != "" {
			out = append(out, span{from + lead, from + lead + len(trimmed)})
		}
		from = to
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case r == '\n':
			cut(i)
		case strings.ContainsRune(".!?…", r):
			end := i + closers(text[i:])
			if ends(text[from:i], text[end:], r) {
				cut(end)
				i = end
			}
		}
	}
	cut(len(text))
	return out
}

// closers is how many bytes of quotes, brackets and further stops belong to the
// sentence before them.
func closers(rest string) int {
	n := 0
	for n < len(rest) {
		r, size := utf8.DecodeRuneInString(rest[n:])
		if !strings.ContainsRune(".!?…\"'”’»)]", r) {
			break
		}
		n += size
	}
	return n
}

// ends judges a stop between before, which holds it, and after.
func ends(before, after string, stop rune) bool {
	trimmed := strings.TrimLeftFunc(after, unicode.IsSpace)
	if trimmed == "" {
		return true
	}
	if len(trimmed) == len(after) {
		return false // "3.5", "www.example.org", "D.Lgs."
	}
	next, _ := utf8.DecodeRuneInString(trimmed)
	if unicode.IsLower(next) || strings.ContainsRune(",;:)", next) {
		return false
	}
	if stop != '.' {
		return true
	}
	last := before[strings.LastIndexFunc(before, unicode.IsSpace)+1:]
	stem := strings.Trim(last, "([\"«“‘'’.")
	if strings.Trim(stem, "0123456789") == "" && strings.TrimSpace(before) == last {
		return false // "12." at the beginning numbers what follows
	}
	if r, size := utf8.DecodeRuneInString(stem); size == len(stem) && unicode.IsUpper(r) {
		return false // an initial
	}
	last = strings.ToLower(strings.TrimLeft(last, "([\"«“‘"))
	if i := strings.LastIndexAny(last, "'’"); i >= 0 { // "dell'art."
		_, size := utf8.DecodeRuneInString(last[i:])
		last = last[i+size:]
	}
	return !abbreviations[last]
}

// abbreviations that something always follows. Those that may end a sentence
// ("ecc.", "etc.") are not here: a capital after them ends it.
var abbreviations = wordSet(`art. artt. es. n. nn. nr. num. prof. prof.ssa proff. dott. dott.ssa dr. sig. sig.ra sig.na
	sigg. ing. avv. arch. geom. rag. on. spett. gent. egr. pag. pagg. pp. p. cfr. v. vd. vol. voll. cap. capp. par. parr.
	lett. co. c.  fig. figg. tab. tabb. all. tel. cell. fax. int. ext. ca. d.lgs. d.l. d.m. d.p.r. d.r. l. r.d. reg.
	rif. cd. c.d. cosid. p.es. p.e. ad.es. s. ss. sgg. v.le p.zza c.so l.go st.  u.o. a.a. s.n.c.
	e.g. i.e. cf. mr. mrs. ms. jr. sr. vs. no. nos. eq. eqs. sec. secs. ch. chap. ed. eds. vol. approx. dept. univ. inc.
	ltd. ref. refs. resp. incl. viz. gen. feb. mar. apr. mag. giu. lug. ago. sett. ott. nov. dic.
	jan. jun. jul. aug. sep. sept. oct. dec.`)

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
