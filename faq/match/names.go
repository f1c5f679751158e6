package match

import "slices"

// Group is what several features tell together.
type Group string

// The groups of the features, in the order in which they are best read.
const (
	GroupWords   Group = "words"   // of the question and of the item's phrases
	GroupText    Group = "text"    // of the answer or passage
	GroupTaught  Group = "taught"  // by the base's phrases and by students
	GroupAround  Group = "around"  // the question: language and topic
	GroupCompare Group = "compare" // with the other candidates
)

// Groups are the groups of features, in the order in which they are best read.
var Groups = []Group{GroupWords, GroupText, GroupTaught, GroupAround, GroupCompare}

// Feature is a feature in words that need no knowledge of how matching works.
type Feature struct {
	Name   string // as in Candidate.Why
	Group  Group
	It, En string
}

// popularName is the popularity among the features; see Experience.
const popularName = "popular"

// Reasons are the features behind a confidence, by ReasonNames; what is nothing is 0.
// (A map of them took longer than all else that is done for the candidates shown.)
type Reasons []float64

// ReasonNames names the Reasons, in their order: the features of the rank, the popularity,
// and of the first candidate of its kind what the confidence goes by besides.
var ReasonNames = slices.Concat(RankNames[:], []string{popularName}, ConfidenceNames[:cRank])

// Named are the reasons that are not nothing.
func (r Reasons) Named() map[string]float64 {
	named := make(map[string]float64, len(r))
	for i, x := range r {
		if x != 0 {
			named[ReasonNames[i]] = x
		}
	}
	return named
}

// Of is the reason of a name, 0 for none.
func (r Reasons) Of(name string) float64 {
	if i := slices.Index(ReasonNames, name); i >= 0 && i < len(r) {
		return r[i]
	}
	return 0
}

// described is all that may stand in Candidate.Why, in the order in which they are best
// read. A test fails where a feature of the models is missing here.
var described = []Feature{
	{"exact", GroupWords, "la domanda è una delle formulazioni, parola per parola", "the question is one of the wordings, word for word"},
	{"phrase", GroupWords, "parole della domanda trovate nella formulazione migliore", "words of the question found in the best wording"},
	{"reverse", GroupWords, "parole della formulazione migliore trovate nella domanda", "words of the best wording found in the question"},
	{"phrases", GroupWords, "parole della domanda trovate in una formulazione qualsiasi", "words of the question found in any wording"},
	{"cosine", GroupWords, "somiglianza delle parole con la formulazione migliore", "likeness of the words to the best wording"},
	{"grams", GroupWords, "somiglianza delle lettere con la formulazione migliore", "likeness of the letters to the best wording"},
	{"several", GroupWords, "somiglianza media con le tre formulazioni migliori", "mean likeness to the three best wordings"},
	{"centroid", GroupWords, "somiglianza con l’insieme delle formulazioni", "likeness to all wordings taken together"},
	{"not", GroupWords, "domanda e formulazione migliore sono entrambe negate, o nessuna delle due", "question and best wording are both negated, or neither"},
	{"count", GroupWords, "ricchezza di formulazioni", "wealth of wordings"},

	{"all", GroupText, "parole della domanda trovate nelle formulazioni o nel testo", "words of the question found in the wordings or the text"},
	{"context", GroupText, "parole della domanda trovate nel brano o in quelli vicini", "words of the question found in the passage or those around it"},
	{"focus", GroupText, "la parola più rara della domanda è fra quelle trovate", "the rarest word of the question is among those found"},
	{"gives", GroupText, "ha quello che si chiede: una data, un importo, un luogo, una persona", "has what is asked for: a date, an amount, a place, a person"},
	{"words", GroupText, "parole della domanda nel testo, nella stessa forma", "words of the question in the text, in the same form"},
	{"text", GroupText, "parole della domanda nel testo, secondo la loro frequenza", "words of the question in the text, by how often they occur"},
	{"sentence", GroupText, "parole della domanda nelle due frasi migliori del testo", "words of the question in the best two sentences of the text"},
	{"pairs", GroupText, "parole vicine della domanda trovate vicine", "neighbouring words of the question found side by side"},

	{"learned", GroupTaught, "quanto la domanda sembra una di quelle di questa voce", "how much the question looks like one of this entry’s"},
	{"trained", GroupTaught, "la voce ha formulazioni da cui imparare", "the entry has wordings to learn from"},
	{"lead", GroupTaught, "quanto sembra più di questa voce che delle altre", "how much more it looks like this entry’s than the others’"},
	{popularName, GroupTaught, "quanto questa risposta ha aiutato altri studenti", "how much this answer has helped other students"},

	{"level", GroupAround, "non è per un altro corso di studi o un’altra sede", "is not for another degree or campus"},
	{"lang", GroupAround, "è nella lingua della domanda", "is in the language of the question"},
	{"audience", GroupAround, "è per chi scrive, per quanto se ne sa", "is for whoever writes, as far as that is known"},
	{"topic", GroupAround, "è dell’argomento della domanda precedente", "is of the topic of the question before"},

	{"known", GroupCompare, "parole della domanda che la biblioteca conosce", "words of the question that the library knows"},
	{"score", GroupCompare, "punteggio del primo candidato", "score of the first candidate"},
	{"share", GroupCompare, "quota del primo candidato fra tutti", "the first candidate’s share among all"},
	{"margin", GroupCompare, "distacco dal secondo candidato", "lead over the second candidate"},
	{"ahead", GroupCompare, "parole trovate in più rispetto al secondo candidato", "words found that the second candidate lacks"},
	{"both", GroupCompare, "quota del primo candidato, per le parole trovate", "the first candidate’s share, times the words found"},
}

// biasName is no feature but the constant of the model.
const biasName = "bias"

// In gives the feature in a language.
func (f Feature) In(lang string) string {
	if lang == "it" {
		return f.It
	}
	return f.En
}

// Features are those that a Candidate.Why may have, in the order in which they are best
// read, and after them any of why that has no words yet, under its own name.
func Features(why map[string]float64) []Feature {
	list := slices.Clone(described)
	named := map[string]bool{biasName: true}
	for _, f := range list {
		named[f.Name] = true
	}
	var others []string
	for name := range why {
		if !named[name] {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range others {
		list = append(list, Feature{Name: name, Group: GroupCompare, It: name, En: name})
	}
	return slices.DeleteFunc(list, func(f Feature) bool { _, ok := why[f.Name]; return !ok })
}
