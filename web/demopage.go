package web

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"sportello/content"
)

// demoSite is the home page of the invented university in one language. Its dates are
// those of the bundled library.
type demoSite struct {
	Menu     []demoLink // to the sections, in their order
	Claim    string
	Lead     string
	Enrol    demoLink
	Ask      string
	News     []demoNews
	Dates    []demoDate
	Figures  []demoFigure
	Campuses []demoCampus
	Services []topicCount
	Footer   string
}

type (
	demoLink struct{ Text, To string } // To is a section's id or a topic
	demoNews struct{ Label, Title, Text, Topic string }
	demoDate struct {
		Date        content.Date
		What, Topic string
	}
	demoFigure struct{ Number, What string }
	demoCampus struct{ Name, Address, What string }
)

var demoSites = map[string]demoSite{
	"it": {
		Menu:  []demoLink{{"In evidenza", "news"}, {"Scadenze", "dates"}, {"Servizi", "services"}, {"Campus", "campuses"}},
		Claim: "Progettare il futuro, tra le montagne e il lago",
		Lead:  "Ingegneria, architettura e design in tre campus: laboratori aperti, corsi in italiano e in inglese, un ateneo pubblico che conosce i suoi studenti.",
		Enrol: demoLink{"Come ci si immatricola", "enrolment"},
		Ask:   "Domande frequenti",
		News: []demoNews{
			{"Ammissioni", "TAV 2027/28: la sessione anticipata inizia l'8 febbraio", "Il test si fa da casa o in sede: 60 quesiti in 100 minuti, due tentativi per sessione.", "admission"},
			{"Tasse", "Seconda rata entro il 31 gennaio", "L'importo dipende dall'ISEE: controllalo in PoliDesk, nella sezione Pagamenti, e paga con PagoPA.", "fees"},
			{"Didattica", "Esami invernali dal 7 gennaio", "Due appelli per insegnamento fino al 20 febbraio: le iscrizioni si fanno in PoliDesk.", "exams"},
		},
		Dates: []demoDate{
			{"2026-12-19", "Fine delle lezioni del primo semestre", "exams"},
			{"2027-01-07", "Inizio degli esami invernali", "exams"},
			{"2027-01-31", "Scadenza della seconda rata", "fees"},
			{"2027-02-22", "Inizio del secondo semestre", "study-plan"},
		},
		Figures: []demoFigure{{"31.400", "studenti"}, {"68", "corsi di laurea e laurea magistrale"}, {"3", "campus"}, {"1.250", "docenti e ricercatori"}},
		Campuses: []demoCampus{
			{"Centro", "piazza dell'Arsenale 8", "Architettura, biblioteca centrale, segreterie"},
			{"Fiera", "via dei Telai 40", "Ingegneria industriale e dell'informazione"},
			{"Lago", "lungolago Volta 3", "Design, ambiente, residenze"},
		},
		Footer: "Piazza dell'Arsenale 8, Valmaggiore. Telefono 800 555 016, da lunedì a venerdì 9:00-13:00.",
	},
	"en": {
		Menu:  []demoLink{{"Highlights", "news"}, {"Dates", "dates"}, {"Services", "services"}, {"Campuses", "campuses"}},
		Claim: "Designing the future, between the mountains and the lake",
		Lead:  "Engineering, architecture and design on three campuses: open laboratories, courses in Italian and English, a public university that knows its students.",
		Enrol: demoLink{"How to enrol", "enrolment"},
		Ask:   "Frequently asked questions",
		News: []demoNews{
			{"Admissions", "TAV 2027/28: the early session begins on 8 February", "Sit the test at home or on campus: 60 questions in 100 minutes, two attempts a session.", "admission"},
			{"Fees", "Second instalment by 31 January", "The amount depends on your ISEE: find it in PoliDesk, under Payments, and pay with PagoPA.", "fees"},
			{"Teaching", "Winter exams from 7 January", "Two calls for each course until 20 February: sign up in PoliDesk.", "exams"},
		},
		Dates: []demoDate{
			{"2026-12-19", "End of first-semester classes", "exams"},
			{"2027-01-07", "Winter exams begin", "exams"},
			{"2027-01-31", "Second instalment due", "fees"},
			{"2027-02-22", "Second semester begins", "study-plan"},
		},
		Figures: []demoFigure{{"31,400", "students"}, {"68", "bachelor's and master's programmes"}, {"3", "campuses"}, {"1,250", "professors and researchers"}},
		Campuses: []demoCampus{
			{"Centro", "piazza dell'Arsenale 8", "Architecture, main library, student office"},
			{"Fiera", "via dei Telai 40", "Industrial and information engineering"},
			{"Lago", "lungolago Volta 3", "Design, environment, student housing"},
		},
		Footer: "Piazza dell'Arsenale 8, Valmaggiore. Telephone 800 555 016, Monday to Friday 9:00-13:00.",
	},
}

// demo is the home page of the invented university with the widget on it.
func (s *Server) demo(c *gin.Context) error {
	if !s.Demo {
		return errNotFound
	}
	p := s.newPage(languageOf(c), "demo")
	site := demoSites[p.Lang]
	for _, t := range s.Live.Base().Topics {
		site.Services = append(site.Services, topicCount{Topic: t, URL: topicURL(p.Lang, t.ID)})
	}
	p.Title, p.Data, p.NoIndex = site.Claim, site, true
	p.Description = site.Lead
	p.Other = "/demo?lang=" + p.OtherLang()
	c.Header("Vary", "Accept-Language")
	c.Header("Cache-Control", askAlways)
	return s.render(c, http.StatusOK, "demo", p)
}
