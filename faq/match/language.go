package match

import (
	_ "embed" // of the sample texts
	"math"
)

// The samples are plain sentences of the kind students and offices write, made
// for this purpose; a language is known by its small words and its endings.
//
//go:embed language_it.txt
var sampleIt string

//go:embed language_en.txt
var sampleEn string

// tongue is a naive Bayes classifier of two languages over words and character
// n-grams (1 to 4) of words (Cavnar and Trenkle 1994 for the n-grams).
type tongue struct {
	ratio map[string]float64 // ln P(feature | it) - ln P(feature | en)
}

var tongues = newTongue(sampleIt, sampleEn)

// newTongue counts the features of two samples, with add-half smoothing.
func newTongue(samples ...string) *tongue {
	var counts [langs]map[string]float64
	var total [langs]float64
	all := map[string]bool{}
	for l, text := range samples {
		counts[l] = map[string]float64{}
		for _, w := range splitWords(fold(text, 0)) {
			features(w, func(f string) {
				counts[l][f]++
				total[l]++
				all[f] = true
			})
		}
	}
	t := &tongue{ratio: make(map[string]float64, len(all))}
	for f := range all {
		t.ratio[f] = math.Log((counts[it][f]+0.5)/(total[it]+0.5)) - math.Log((counts[en][f]+0.5)/(total[en]+0.5))
	}
	return t
}

// features calls f with the word as a whole and its n-grams.
func features(word string, f func(string)) {
	f("=" + word)
	grams(word, f)
	f(word[len(word)-1:] + ">")
}

// temper makes up for the n-grams of a word not being independent.
const temper = 0.25

// maxTongue bounds the words looked at.
const maxTongue = 60

// languageOf recognises the language of words and how sure that is: 0 for a
// coin's throw, 1 for no doubt.
func languageOf(words []string) (string, float64) {
	var sum float64
	for _, w := range words[:min(len(words), maxTongue)] {
		sum += tongueOf(w)
	}
	return languageAt(sum)
}

// languageBy is languageOf for words whose meanings are known.
func languageBy(words []*meaning) (string, float64) {
	var sum float64
	for _, h := range words[:min(len(words), maxTongue)] {
		sum += h.tongue
	}
	return languageAt(sum)
}

// tongueOf is how much a word speaks for Italian, against English; a number does not.
func tongueOf(word string) (sum float64) {
	if !hasDigit(word) {
		features(word, func(f string) { sum += tongues.ratio[f] })
	}
	return sum
}

func languageAt(sum float64) (string, float64) {
	p := logistic(temper * sum)
	if p >= 0.5 {
		return langName[it], 2*p - 1
	}
	return langName[en], 1 - 2*p
}

// sureOfLanguage is from which sureness on a text's own words count more than what is
// known of its writer.
const sureOfLanguage = 0.5

// LanguageOf says which language a text is written in, "it" or "en": the one expected of
// its writer, unless its words clearly say the other.
func LanguageOf(text, expected string) string {
	lang, sure := languageOf(splitWords(fold(text, maxRunes)))
	if sure < sureOfLanguage && (expected == langName[it] || expected == langName[en]) {
		return expected
	}
	return lang
}
