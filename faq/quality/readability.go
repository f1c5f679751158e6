// Package quality measures how an entry reads, and finds what makes it stale. It judges
// texts and dates; it reads and keeps nothing.
package quality

import (
	"math"
	"regexp"
	"strings"
	"unicode"

	"sportello/content"
)

// Formula is how readability is measured.
type Formula string

// The formulas, by language.
const (
	// Gulpease is 89 + (300 sentences - 10 letters) / words, made for Italian (Lucisano,
	// Piemontese: GULPEASE, una formula per la predizione della difficoltà dei testi in
	// lingua italiana, Scuola e città 3, 1988).
	Gulpease Formula = "gulpease"
	// Flesch is 206.835 - 1.015 words/sentences - 84.6 syllables/words, the reading ease of
	// English (Flesch: A new readability yardstick, Journal of Applied Psychology 32, 1948).
	Flesch Formula = "flesch"
)

// Level is what a score means to readers.
type Level string

// The levels. Gulpease: easy is 60 and more (read without help after the middle school),
// hard below 40 (hard after secondary school). Flesch: easy is 60 and more ("standard"),
// hard below 50 ("difficult").
const (
	Easy Level = "easy"
	Fair Level = "fair"
	Hard Level = "hard"
)

// HintCode names what makes a text hard to read.
type HintCode string

// The hints.
const (
	LongSentence  HintCode = "long_sentence"
	LongParagraph HintCode = "long_paragraph"
)

// The bounds beyond which a hint is given, in words. Italy's public offices are told to
// stay below 25 in a sentence (Dipartimento della funzione pubblica, direttiva 8/5/2002).
const (
	MaxSentence  = 25
	MaxParagraph = 80
	maxHints     = 20
)

// Hint is a place that could be read more easily.
type Hint struct {
	Code  HintCode
	Line  int    // of the file, from 1
	Words int    // that it has
	Text  string // its first words
}

// Readability is how an answer reads.
type Readability struct {
	Formula   Formula
	Score     float64 // 0 to 100, higher is easier
	Level     Level
	Sentences int
	Words     int
	Hints     []Hint // at most 20
}

var addresses = regexp.MustCompile(`\(?\b(?:https?://|mailto:|tel:)[^\s)]+\)?|\S+@\S+`)

// Read measures the answer of an entry; source is its file. An answer without words has
// the score 100.
func Read(e *content.Entry, source []byte) Readability {
	r := Readability{Formula: Gulpease, Score: 100}
	if e.Lang == "en" {
		r.Formula = Flesch
	}
	letters, syllables := 0, 0
	for block := range strings.SplitSeq(addresses.ReplaceAllString(content.Plain(e.Body), ""), "\n") {
		inBlock := 0
		for _, sentence := range sentences(block) {
			words := wordsOf(sentence)
			if len(words) == 0 {
				continue
			}
			r.Sentences++
			inBlock += len(words)
			for _, w := range words {
				letters += len([]rune(w))
				syllables += Syllables(w)
			}
			r.hint(LongSentence, MaxSentence, len(words), sentence, e, source)
		}
		r.Words += inBlock
		r.hint(LongParagraph, MaxParagraph, inBlock, block, e, source)
	}
	r.score(float64(letters), float64(syllables))
	return r
}

func (r *Readability) score(letters, syllables float64) {
	words, sentences := float64(r.Words), float64(r.Sentences)
	hard, easy := 40.0, 60.0
	switch {
	case r.Words == 0:
	case r.Formula == Gulpease:
		r.Score = 89 + (300*sentences-10*letters)/words
	default:
		r.Score = 206.835 - 1.015*words/sentences - 84.6*syllables/words
		hard = 50
	}
	r.Score = math.Round(10*min(100, max(0, r.Score))) / 10
	switch {
	case r.Score >= easy:
		r.Level = Easy
	case r.Score >= hard:
		r.Level = Fair
	default:
		r.Level = Hard
	}
}

func (r *Readability) hint(code HintCode, most, n int, text string, e *content.Entry, source []byte) {
	if n <= most || len(r.Hints) >= maxHints {
		return
	}
	words := strings.Fields(strings.TrimLeft(text, "-•0123456789. "))
	begin := strings.Join(words[:min(8, len(words))], " ")
	r.Hints = append(r.Hints, Hint{code, lineIn(e.Body, words) + content.BodyLine(source), n, begin})
}

var marks = strings.NewReplacer("*", "", "_", "", "`", "", "[", "", "]", "")

// lineIn finds the line of a body, from 0, on which words begin; 0 where they can't be
// found for the marks between them.
func lineIn(body string, words []string) int {
	begin := strings.Join(words[:min(3, len(words))], " ")
	for i, line := range strings.Split(body, "\n") {
		if strings.Contains(marks.Replace(line), begin) {
			return i
		}
	}
	return 0
}

// abbreviations end with a point and no sentence.
var abbreviations = map[string]bool{"es": true, "art": true, "artt": true, "n": true, "nr": true, "sig": true, "prof": true, "dott": true,
	"ecc": true, "p": true, "pp": true, "pag": true, "cfr": true, "tel": true, "max": true, "min": true, "co": true, "e.g": true, "i.e": true,
	"mr": true, "ms": true, "dr": true, "no": true, "vs": true, "etc": true, "approx": true, "lett": true, "all": true, "a.a": true}

// sentences takes a paragraph apart.
func sentences(block string) (list []string) {
	runes := []rune(block)
	start := 0
	for i, r := range runes {
		if !strings.ContainsRune(".!?…;", r) || i+1 < len(runes) && !unicode.IsSpace(runes[i+1]) {
			continue
		}
		if before := strings.Fields(string(runes[start:i])); r == '.' && len(before) > 0 &&
			abbreviations[strings.ToLower(strings.TrimLeft(before[len(before)-1], "(“\"«"))] {
			continue
		}
		list = append(list, string(runes[start:i+1]))
		start = i + 1
	}
	return append(list, string(runes[start:]))
}

// wordsOf are the words of a sentence: what has a letter or a digit in it.
func wordsOf(sentence string) []string {
	return strings.FieldsFunc(sentence, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Syllables counts those of an English word: groups of vowels, without a silent e.
func Syllables(word string) int {
	n, vowel := 0, false
	word = strings.ToLower(word)
	for _, r := range word {
		is := strings.ContainsRune("aeiouyàèéìòù", r)
		if is && !vowel {
			n++
		}
		vowel = is
	}
	if n > 1 && strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") {
		n--
	}
	return max(1, n)
}
