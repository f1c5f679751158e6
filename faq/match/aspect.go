package match

// aspects are what a question asks for, or a text gives, beyond its matter: to be
// about the same thing is not enough if the question is when and the text has no
// date, or if the one is of bachelors and the other of masters.
type aspects uint16

const (
	aTime aspects = 1 << iota
	aAmount
	aPlace
	aContact
	aBachelor
	aMaster
	aCycle
	aUniversityMaster
	aDoctor
	aNot

	aKinds  = aTime | aAmount | aPlace | aContact
	aLevels = aBachelor | aMaster | aCycle | aUniversityMaster | aDoctor
)

// askWords say what a question asks for, textWords what a text gives.
var (
	askWords = eachLanguage(map[aspects]string{
		aTime: `quando scadenza scadenze scade scadono orario orari ora termine data date entro giorno giorni
			when deadline deadlines dates opening hours`,
		aAmount:  `quanto quanta costa costano costo costi importo prezzo much cost costs price`,
		aPlace:   `dove where`,
		aContact: `chi contattare contatto contatti telefono who whom contact phone`,
	})
	textWords = eachLanguage(map[aspects]string{
		aTime: `gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
			lunedi martedi mercoledi giovedi venerdi sabato domenica giorni giorno settimana settimane mese mesi anno ore
			orario orari data date scadenza scadenze entro quando prima durante inizio fine periodo calendario
			january february march april may june july august september october november december
			monday tuesday wednesday thursday friday saturday sunday days day week weeks month months year hours
			deadline deadlines before when during start end period calendar by until`,
		aAmount: `euro eur costo costi costa gratis gratuito gratuita gratuiti gratuitamente importo pagare paga
			tassa tasse contributo bollo quota free charge cost costs fee fees pay amount`,
		aPlace: `via piazza viale aula edificio sportello campus sede ufficio sito portale pagina link piano
			servizi online area street square building room office site website portal page floor desk www http https`,
		aContact: `email telefono numero ufficio segreteria sportello contattare contatta scrivere scrivi rivolgersi
			rivolgiti referente docente responsabile coordinatore servizio phone number office contact write coordinator
			professor desk service tutor`,
	})
	// bothWords are of both; the last ones mean another level in each language.
	bothWords = map[aspects]string{
		aBachelor: `triennale triennali bachelor bachelors undergraduate`,
		aMaster:   `magistrale magistrali specialistica msc postgraduate`,
		aCycle:    `unico`,
		aDoctor:   `dottorato dottorandi dottorando phd doctoral doctorate`,
		aNot:      `non senza not without no never mai`,
	}
	masterWords = [langs]map[aspects]string{
		it: {aUniversityMaster: `master`},
		en: {aMaster: `master masters`},
	}
)

// levels are the aspects of the values of Item.Level.
var levels = map[string]aspects{
	"bachelor": aBachelor, "master": aMaster, "single-cycle": aCycle, "university-master": aUniversityMaster, "phd": aDoctor,
}

// eachLanguage adds to words those of both lists, for each language.
func eachLanguage(words map[aspects]string) (out [langs]map[string]aspects) {
	for lang := range out {
		out[lang] = aspectsOf(words, bothWords, masterWords[lang])
	}
	return out
}

// aspectsOf maps words to the aspects they show.
func aspectsOf(lists ...map[aspects]string) map[string]aspects {
	out := map[string]aspects{}
	for _, words := range lists {
		for bit, list := range words {
			for w := range makeSet(list) {
				out[w] |= bit
			}
		}
	}
	return out
}

// asks is what the words of a question ask for.
func asks(lang int, words []string) (out aspects) {
	for _, w := range words {
		out |= askWords[lang][w]
	}
	return out
}

// gives is what a word of a text gives; any number may be a date or an amount.
func gives(lang int, word string) aspects {
	if hasDigit(word) {
		return aTime | aAmount
	}
	return textWords[lang][word]
}

// levelsOf are the levels that an item is about: those it is said to be, else those
// it is asked for with, else those its text names; none if it is about any.
func levelsOf(x *Item, s *itemStats) (out aspects) {
	for _, l := range x.Level {
		if levels[l] == 0 {
			return 0 // all of them
		}
		out |= levels[l]
	}
	if out == 0 {
		out = s.inPhrases & aLevels
	}
	if out == 0 {
		out = s.inText & aLevels
	}
	return out
}

// aspects compares what the question asks for with what an item gives. An item
// without a text, as an intent of a bot, gives what it is asked for.
func (c *comparison) aspects(x *itemStats, v *rankVector) {
	v[fGives], v[fLevel], v[fNot] = 1, 1, 1
	if kinds := c.q.asks & aKinds; kinds != 0 && x.words > 0 && kinds&(x.inText|x.inPhrases) == 0 {
		v[fGives] = 0
	}
	if of := c.q.asks & aLevels; of != 0 && x.levels != 0 && of&x.levels == 0 {
		v[fLevel] = 0
	}
	if c.best != nil && (c.q.asks^c.best.gives)&aNot != 0 {
		v[fNot] = 0
	}
}
