package match

import (
	"strings"
	"testing"
)

// Each line is one message.
const (
	urgentIt = `voglio morire
		a volte penso al suicidio
		mi voglio ammazzare
		se non passo questo esame mi ammazzo
		non ce la faccio più
		la faccio finita
		non ho più voglia di vivere
		vorrei non svegliarmi più
		sarebbe meglio se non ci fossi
		sono stanca di vivere
		il mio coinquilino vuole suicidarsi
		ho pensieri suicidi
		ho voglia di farmi del male
		sto pensando di buttarmi dalla finestra
		un mio compagno mi minaccia
		il mio ex mi perseguita
		il mio relatore mi ha molestata
		sono stata violentata
		sono stato aggredito in residenza
		mi ha picchiata ieri sera
		mi stanno ricattando con delle foto
		ho paura del mio ragazzo
		subisco violenze in casa
		sono vittima di stalking
		ho avuto un attacco di panico e non so cosa fare
		sono in pericolo
		serve un'ambulanza in aula 3
		la mia coinquilina non respira
		ho preso troppe pastiglie
		la mia vita non ha senso`
	urgentEn = `I want to die
		I want to kill myself
		I'm having suicidal thoughts
		I don't want to live anymore
		I wish I was dead
		there is no reason to live
		I am thinking of ending my life
		I hurt myself on purpose
		I keep cutting myself
		my ex is stalking me
		my flatmate threatened me
		I was assaulted on campus
		a professor harassed me
		I am being blackmailed
		I'm scared of my boyfriend
		I was raped
		she wants to kill herself
		I had a panic attack
		I am in danger
		please call an ambulance
		my friend is not breathing
		I feel hopeless
		I can't cope anymore
		everyone would be better off without me
		somebody is following me
		I have a stalker
		took too many pills
		I am afraid for my life
		I can't go on
		he hits me`
	personIt = `operatore
		vorrei parlare con un operatore
		posso parlare con qualcuno dell'ufficio tasse
		posso parlare con una persona?
		mi passi un operatore per favore
		mettetemi in contatto con un umano
		ho bisogno di parlare con qualcuno
		non voglio parlare con un bot
		c'è qualcuno?
		parlare con la segreteria
		vorrei parlare con l'ufficio
		passatemi una persona in carne e ossa
		potete richiamarmi?
		cerco un operatore
		voglio parlare a voce
		chattare con un operatore
		serve un operatore
		persona vera`
	personEn = `human
		can I talk to a human
		speak to a real person
		connect me to an operator
		I need a human
		I want to talk to someone
		is anybody there?
		can I speak with the student office
		live agent please
		transfer me to a person
		could someone call me
		I don't want to talk to a bot
		talking to staff
		speak with an advisor`
	greetings = `ciao
		Salve a tutti
		buongiorno
		buon pomeriggio
		ehi
		come va?
		ciao come stai
		hello there
		good evening
		hi, how are you?
		hola
		hey`
	thanksSaid = `grazie mille
		ok grazie
		perfetto, grazie
		ho capito, grazie
		tutto chiaro
		risolto, grazie ancora
		siete stati gentilissimi
		buona giornata
		arrivederci
		a posto così
		ok va bene
		thanks a lot
		thank you so much
		got it, thanks
		that's great, thank you
		that helped, thanks
		bye
		cheers
		perfect
		thx`
	none = `mi ammazzo di studio e non passo
		mi uccido di lavoro per pagare le tasse
		morire dal ridere
		voglio morire dal ridere
		vorrei morire di noia
		il server è morto
		PoliDesk è morto, come faccio?
		l'operatore non mi ha risposto
		agente immobiliare
		sono un agente immobiliare, posso affittare agli studenti?
		quando risponde l'operatore?
		ho già parlato con l'operatore ieri
		come contatto un docente
		come contatto il mio relatore
		posso parlare con il professore durante l'esame?
		chi è l'operatore del mio corso di laurea?
		voglio farla finita con questo esame
		voglio farla finita con analisi 2
		non ce la faccio più a entrare in PoliDesk
		non ce la faccio a pagare la rata
		sto facendo la tesi sul suicidio in Durkheim
		c'è un seminario sulla violenza di genere?
		il tirocinio in ambulanza dà crediti?
		sono in pericolo di decadenza
		ho paura di non passare l'esame
		mi sono fatto male giocando a calcio, posso rinviare l'esame?
		ho la scadenza domani, è urgente!!
		urgente: pagamento non registrato
		sono disperata, non trovo la password
		che panico, scade domani la borsa
		l'esame è stato un massacro
		ho perso la vita appresso a questo piano di studi
		tagliare un esame dal piano
		mi hanno bocciato di nuovo
		mi segue un tutor, chi lo paga?
		come funziona la vita in residenza
		la persona che mi segue in segreteria
		delega a una persona di fiducia
		qualcuno può ritirare la pergamena al posto mio?
		un altro studente può usare il mio posto?
		grazie, ma entro quando pago?
		ciao, quando scade la seconda rata?
		ok ma quanto costa?
		perfetto, e per la magistrale?
		buongiorno, come mi iscrivo?
		non voglio parlare con un operatore, dimmi solo la data
		this exam is killing me
		I am dying to know my result
		my laptop died, can I postpone?
		the server is dead
		I am killing myself laughing
		I'm writing a thesis on suicide prevention
		am I in danger of losing my scholarship?
		can I cut a course from my plan
		is there a deadline for the human resources master
		are human beings mortal
		I hurt myself playing football, is the exam postponed?
		the operator did not answer me
		real estate agent contract
		who is the contact person for Erasmus
		can another person collect my diploma
		thanks, but when is it due?
		hi, how do I enrol?
		great, and how much is it?
		it is urgent, the deadline is today
		a person with a disability, what can they ask?
		the staff lost my form
		mi sto ammazzando di lavoro per la tesi
		la rata mi sta uccidendo
		quanto dura la vita utile della PoliCard
		can I kill my enrolment and start again
		where do I speak at the graduation ceremony`
)

func TestIntents(t *testing.T) {
	for _, c := range []struct{ intent, messages string }{
		{IntentUrgent, urgentIt}, {IntentUrgent, urgentEn}, {IntentPerson, personIt}, {IntentPerson, personEn},
		{IntentGreeting, greetings}, {IntentThanks, thanksSaid}, {IntentNone, none},
	} {
		for message := range strings.Lines(c.messages) {
			message = strings.TrimSpace(message)
			if got := intent(splitWords(fold(message, maxRunes))); got != c.intent {
				t.Errorf("%q: %q, want %q", message, got, c.intent)
			}
		}
	}
}

func TestRulesAreSound(t *testing.T) {
	known := map[string]bool{ignored: true, IntentUrgent: true, IntentPerson: true, IntentThanks: true, IntentGreeting: true}
	for _, r := range rules.rules {
		if !known[r.intent] || len(r.words) == 0 || len(r.words) == 1 && !r.whole && r.intent == IntentPerson {
			t.Errorf("%+v", r)
		}
	}
}

func BenchmarkIntent(b *testing.B) {
	words := splitWords(fold("Buongiorno, vorrei sapere entro quando devo pagare la seconda rata delle tasse se sono fuori corso", maxRunes))
	for b.Loop() {
		intent(words)
	}
}

func TestDistressIsHeardWhereverItStands(t *testing.T) {
	long := strings.Repeat("la segreteria non risponde ", 300)
	for _, text := range []string{"voglio morire", long + "voglio morire", long + "e ora I want to die " + long} {
		if !Urgent(text) {
			t.Errorf("not heard in %d characters", len(text))
		}
	}
	for _, text := range []string{"", "è urgente, la scadenza è domani", long} {
		if Urgent(text) {
			t.Errorf("heard in %.40q", text)
		}
	}
}

func BenchmarkUrgent(b *testing.B) {
	for b.Loop() {
		Urgent("Ho pagato la seconda rata ieri ma sul portale risulta ancora da pagare, cosa devo fare?")
	}
}
