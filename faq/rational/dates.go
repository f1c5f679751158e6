package rational

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// months are the names of the months, by their first letters in both languages.
var months = map[string]int{
	"gen": 1, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "mag": 5, "may": 5, "giu": 6, "jun": 6, "lug": 7, "jul": 7,
	"ago": 8, "aug": 8, "set": 9, "sep": 9, "ott": 10, "oct": 10, "nov": 11, "dic": 12, "dec": 12,
}

const (
	monthNames = `(gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|` +
		`January|February|March|April|May|June|July|August|September|October|November|December|` +
		`Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?`
	dayNumber  = `(?:\b|[dl]['’])([0-3]?\d)(?:°|º|st|nd|rd|th)?`
	yearNumber = `(?:,?\s+(?:of\s+|del\s+)?(20\d\d)\b)?`
	weekdays   = `(?:luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica|\w+day)?,?\s*`
	dash       = `\s*(?:-|–|—|/|al?|all['’]|e|ed|to|and|until|fino al)\s*(?:il|l['’]|the)?\s*`
)

var (
	// 5 to 19 October, dal 5 al 19 ottobre: the month once.
	daysOfMonth = regexp.MustCompile(`(?i)` + dayNumber + dash + weekdays + dayNumber + `(?:\s+(?:di\s+|of\s+)?)` + monthNames + yearNumber)
	dayMonth    = regexp.MustCompile(`(?i)` + dayNumber + `\s+(?:di\s+|of\s+)?` + monthNames + yearNumber)
	monthDay    = regexp.MustCompile(`(?i)\b` + monthNames + `\s+([0-3]?\d)(?:st|nd|rd|th)?\b` + `(?:,\s*(20\d\d)\b)?`)
	numericDate = regexp.MustCompile(`\b([0-3]?\d)[/.]([01]?\d)[/.](20\d\d|\d\d)\b`)
	isoDate     = regexp.MustCompile(`\b(20\d\d)-([01]\d)-([0-3]\d)\b`)
	monthOnly   = regexp.MustCompile(`\b(?i:` + monthNames + `)(?:\s+(?:of\s+|del\s+)?(20\d\d)\b)?`)
	inMay       = regexp.MustCompile(`\b(?:in|by|until|from|early|late|mid|of|and|every)\s+May\b`)
	academic    = regexp.MustCompile(`\b(20\d\d)\s*[/-–]\s*(20\d\d|\d\d)\b`)
)

// dates reads days, months and academic years.
func (s *scan) dates() {
	s.take(isoDate, func(g []string) []fact { return day(g[3], g[2], g[1], "") })
	s.take(numericDate, func(g []string) []fact { return day(g[1], g[2], longYear(g[3]), "") })
	s.take(academic, func(g []string) []fact {
		from, _ := strconv.Atoi(g[1][2:])
		to, _ := strconv.Atoi(g[2][len(g[2])-2:])
		if to != from+1 {
			return nil
		}
		return []fact{{kind: FactYear, value: fmt.Sprintf("20%02d/%02d", from, to)}}
	})
	s.take(daysOfMonth, func(g []string) []fact {
		m := monthOf(g[3])
		first, last := day(g[1], m, g[4], roleFrom), day(g[2], m, g[4], roleUntil)
		if len(first)+len(last) < 2 {
			return nil
		}
		return append(first, last...)
	})
	s.take(dayMonth, func(g []string) []fact { return day(g[1], monthOf(g[2]), g[3], "") })
	s.take(monthDay, func(g []string) []fact { return day(g[2], monthOf(g[1]), g[3], "") })
	s.take(inMay, func([]string) []fact { return []fact{{kind: FactMonth, value: "5"}} })
	s.take(monthOnly, func(g []string) []fact {
		if len(g[1]) < 4 && g[2] == "" || strings.EqualFold(g[1], "may") && g[1] != "May" || g[1] == "march" {
			return nil // too short a word to be sure, or a verb
		}
		return []fact{{kind: FactMonth, value: monthOf(g[1]), year: g[2]}}
	})
}

func monthOf(name string) string {
	return strconv.Itoa(months[strings.ToLower(name[:3])])
}

func longYear(y string) string {
	if len(y) == 2 {
		return "20" + y
	}
	return y
}

// day is a date, or nothing if there is no such day.
func day(d, m, year, role string) []fact {
	dd, _ := strconv.Atoi(d)
	mm, _ := strconv.Atoi(m)
	if dd < 1 || dd > 31 || mm < 1 || mm > 12 {
		return nil
	}
	return []fact{{kind: FactDate, value: fmt.Sprintf("%02d-%02d", mm, dd), year: year, role: role}}
}
