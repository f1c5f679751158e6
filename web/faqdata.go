package web

import (
	"net/url"
	"strconv"
	"strings"

	"sportello/content"
	"sportello/faq"
)

func topicURL(lang, topic string) string { return faqURL(lang) + "/" + url.PathEscape(topic) }

func entryPath(e *faq.Entry) string { return entryURL(e.Lang, e.Topic, e.ID) }

// dial is a telephone number as a link needs it.
func dial(number string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, number)
}

// What search engines read of a page: https://schema.org/FAQPage.
type faqPageData struct {
	Context    string         `json:"@context"`
	Type       string         `json:"@type"`
	Name       string         `json:"name"`
	URL        string         `json:"url"`
	InLanguage string         `json:"inLanguage"`
	Publisher  organization   `json:"publisher"`
	MainEntity []questionData `json:"mainEntity"`
}

type organization struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type questionData struct {
	Type           string     `json:"@type"`
	Name           string     `json:"name"`
	AcceptedAnswer answerData `json:"acceptedAnswer"`
}

type answerData struct {
	Type         string       `json:"@type"`
	Text         string       `json:"text"` // HTML
	DateModified content.Date `json:"dateModified"`
	Author       organization `json:"author"`
}

// structured describes the answers in the page's language, or nothing if none is.
func structured(p *page, answers []answer) any {
	data := faqPageData{Context: "https://schema.org", Type: "FAQPage", Name: p.Title, URL: p.Canonical, InLanguage: p.Lang,
		Publisher: organization{"CollegeOrUniversity", p.University}}
	for _, a := range answers {
		if !a.Foreign {
			data.MainEntity = append(data.MainEntity, questionData{"Question", a.Question,
				answerData{"Answer", string(a.HTML), a.Updated, organization{"Organization", a.Owner}}})
		}
	}
	if data.MainEntity == nil {
		return nil
	}
	return data
}

var monthNames = map[string][]string{
	"it": {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"},
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
}

// Date writes a day in the page's language.
func (p *page) Date(d content.Date) string {
	t, ok := d.Time()
	if !ok {
		return string(d)
	}
	day := strconv.Itoa(t.Day())
	if p.Lang == "it" && t.Day() == 1 {
		day = "1º"
	}
	return day + " " + monthNames[p.Lang][t.Month()-1] + " " + strconv.Itoa(t.Year())
}

// dayNames are in the order of [content.Weekdays].
var dayNames = map[string][]string{
	"it": {"domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"},
	"en": {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
}

// daysText writes days: "da lunedì a venerdì" where they follow one another by their
// numbers.
func daysText(lang string, numbers []int, names []string) string {
	for i := 1; i < len(numbers); i++ {
		if numbers[i] != numbers[i-1]+1 || len(numbers) == 2 {
			return strings.Join(names, ", ")
		}
	}
	first, last := names[0], names[len(names)-1]
	switch {
	case len(names) == 1:
		return first
	case lang == "en":
		return first + " to " + last
	default:
		return "da " + first + " a " + last
	}
}
