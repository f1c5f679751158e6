package handoff

import (
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/it"
)

// sanFrancesco is a national holiday again from 2026 on (law 151 of 8 October 2025).
var sanFrancesco = &cal.Holiday{Name: "San Francesco d'Assisi", Month: time.October, Day: 4, StartYear: 2026, Func: cal.CalcDayOfMonth}

// italianHolidays are the days on which public offices in Italy are closed, with their
// names in English. Easter Sunday counts for queues that open on Sundays.
var italianHolidays = []struct {
	*cal.Holiday
	it, en string
}{
	{it.Capodanno, "Capodanno", "New Year's Day"},
	{it.Epifania, "Epifania", "Epiphany"},
	{aa.Easter, "Pasqua", "Easter Sunday"},
	{it.Pasquetta, "Lunedì dell'Angelo", "Easter Monday"},
	{it.FestaDellaLiberazione, "Festa della Liberazione", "Liberation Day"},
	{it.FestaDelLavoro, "Festa del Lavoro", "Labour Day"},
	{it.FestaDellaRepubblica, "Festa della Repubblica", "Republic Day"},
	{it.Assunzione, "Ferragosto", "Assumption Day"},
	{sanFrancesco, "San Francesco d'Assisi", "Saint Francis of Assisi"},
	{it.TuttiISanti, "Ognissanti", "All Saints' Day"},
	{it.Immacolata, "Immacolata Concezione", "Immaculate Conception"},
	{it.Natale, "Natale", "Christmas Day"},
	{it.SantoStefano, "Santo Stefano", "Saint Stephen's Day"},
}

// holidayYears keeps the holidays of each year asked for: map[Day]Text by year.
var holidayYears sync.Map

// holidaysIn returns the national holidays of a year with their names.
func holidaysIn(year int) map[Day]Text {
	if known, ok := holidayYears.Load(year); ok {
		return known.(map[Day]Text)
	}
	days := map[Day]Text{}
	for _, h := range italianHolidays {
		if actual, _ := h.Calc(year); !actual.IsZero() {
			days[Day(actual.Format(time.DateOnly))] = Text{"it": h.it, "en": h.en}
		}
	}
	holidayYears.Store(year, days)
	return days
}
