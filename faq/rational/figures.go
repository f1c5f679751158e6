package rational

import (
	"regexp"
	"strconv"
	"strings"
)

const (
	number = `(\d{1,3}(?:[.,' ’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)`
	// numberWord is a number in figures or, up to twenty and in round tens, in words.
	numberWord = `(?i:(\d{1,4}(?:[.,]\d+)?|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|quindici|diciotto|venti|` +
		`trenta|quaranta|quarantacinque|sessanta|novanta|cento|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|` +
		`fifteen|eighteen|twenty|thirty|forty|forty-five|sixty|ninety))`
)

var numberWords = map[string]string{
	"due": "2", "two": "2", "tre": "3", "three": "3", "quattro": "4", "four": "4", "cinque": "5", "five": "5",
	"sei": "6", "six": "6", "sette": "7", "seven": "7", "otto": "8", "eight": "8", "nove": "9", "nine": "9",
	"dieci": "10", "ten": "10", "undici": "11", "eleven": "11", "dodici": "12", "twelve": "12",
	"quindici": "15", "fifteen": "15", "diciotto": "18", "eighteen": "18", "venti": "20", "twenty": "20",
	"trenta": "30", "thirty": "30", "quaranta": "40", "forty": "40", "quarantacinque": "45", "forty-five": "45",
	"sessanta": "60", "sixty": "60", "novanta": "90", "ninety": "90", "cento": "100",
}

var (
	moneyRange   = regexp.MustCompile(`(?i)` + number + `\s*(?:-|–|to|and|a|ed?)\s*` + number + `\s*(?:€|euros?\b|eur\b)`)
	moneyAfter   = regexp.MustCompile(`(?i)` + number + `\s*(?:€|euros?\b|eur\b)`)
	moneyBefore  = regexp.MustCompile(`(?i)(?:€|\beuros?|\beur)\s*` + number)
	percentage   = regexp.MustCompile(`(?i)` + number + `\s*(?:%|per ?cento\b|percent\b|per cent\b)`)
	creditCount  = regexp.MustCompile(numberWord + `\s*(?i:cfu|ects|crediti|credits?)\b`)
	markOf       = regexp.MustCompile(`\b(\d{1,3})\s*(?:/|su|out of)\s*(30|60|100|110)\b`)
	clock        = regexp.MustCompile(`(?i)\b([012]?\d)[:.]([0-5]\d)(?:\s*(am\b|pm\b|a\.m\.|p\.m\.)|\b)`)
	hourOnly     = regexp.MustCompile(`(?i)\b(?:alle|ore|dalle|at)\s+(?:ore\s+)?([012]?\d)(?:\s*(am|pm))?\b`)
	durationPart = regexp.MustCompile(`\b` + numberWord + `[\s-]+(?i:(giorn|day|settiman|week|mes[ei]\b|month|ann[oi]\b|year|or[ae]\b|hour|minut))\w*`)
	emailAddress = regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`)
	anyName      = regexp.MustCompile(`(?i)^\w*(?:nome|name|codice|code|matricola)\w*[.@]`)
	phoneNumber  = regexp.MustCompile(`(?:(?:\+|00)\d{2}[ .-]?)?\(?\b(?:0\d{1,3}|3\d\d|8\d\d|199)\)?(?:[ ./-]\d{2,8}){1,4}\b|\b(?:\+39|0039)?0\d{7,10}\b|\b3\d{9}\b|\b800\d{6}\b`)
	officeName   = regexp.MustCompile(`\b(?:Ufficio|Segreteria|Servizio|Sportello|Settore)(?:\s+(?:di |del |della |per |e |i |gli |le |all[ao]? )?[A-ZÀ-Ú][\wà-ú']+){1,4}|\b(?:[A-Z][a-z]+ ){1,3}(?:Office|Desk|Service|Unit)\b`)
)

// telling are the words of which a fact without figures has one.
var telling = regexp.MustCompile(monthNames + `|\bMay\b|` + numberWord + `|` + officeName.String())

var units = map[string]string{
	"giorn": "d", "day": "d", "settiman": "w", "week": "w", "mese": "m", "mesi": "m", "month": "m", "anno": "y", "anni": "y",
	"year": "y", "ora": "h", "ore": "h", "hour": "h", "minut": "min",
}

// figures reads amounts, shares, credits, marks, times and durations.
func (s *scan) figures() {
	money := func(g []string) []fact { return []fact{{kind: FactAmount, value: s.plainNumber(g[1])}} }
	s.take(moneyRange, func(g []string) []fact {
		return []fact{{kind: FactAmount, value: s.plainNumber(g[1])}, {kind: FactAmount, value: s.plainNumber(g[2])}}
	})
	s.take(moneyAfter, money)
	s.take(moneyBefore, money)
	s.take(percentage, func(g []string) []fact { return []fact{{kind: FactPercent, value: s.plainNumber(g[1])}} })
	s.take(creditCount, func(g []string) []fact { return []fact{{kind: FactCredits, value: s.counted(g[1])}} })
	s.take(markOf, func(g []string) []fact { return []fact{{kind: FactMark, value: g[1] + "/" + g[2]}} })
	s.take(clock, func(g []string) []fact { return timeOf(g[1], g[2], g[3]) })
	s.take(hourOnly, func(g []string) []fact { return timeOf(g[1], "00", g[2]) })
	s.take(durationPart, func(g []string) []fact {
		return []fact{{kind: FactDuration, value: s.counted(g[1]) + units[strings.ToLower(g[2])]}}
	})
}

func timeOf(hour, minute, half string) []fact {
	h, _ := strconv.Atoi(hour)
	if hour == "0" {
		return nil // 0.25 of something
	}
	if strings.HasPrefix(strings.ToLower(half), "p") && h < 12 {
		h += 12
	}
	if strings.HasPrefix(strings.ToLower(half), "a") && h == 12 || h == 24 {
		h = 0
	}
	if h > 24 {
		return nil
	}
	return []fact{{kind: FactTime, value: strconv.Itoa(h) + ":" + minute}}
}

// counted is a number in figures.
func (s *scan) counted(n string) string {
	if w, ok := numberWords[strings.ToLower(n)]; ok {
		return w
	}
	return s.plainNumber(n)
}

// plainNumber brings 27.948,60 and 27,948.60 to 27948.6. Of one mark with three digits
// behind it, the language says what it parts; of two kinds, the last parts the decimals.
func (s *scan) plainNumber(n string) string {
	n = strings.NewReplacer(" ", "", "'", "", "’", "").Replace(n)
	dot, comma := strings.LastIndexByte(n, '.'), strings.LastIndexByte(n, ',')
	last := max(dot, comma)
	if last < 0 {
		return n
	}
	decimals := len(n)-last-1 != 3
	if !decimals && dot >= 0 && comma >= 0 {
		decimals = true
	} else if !decimals && strings.Count(n, n[last:last+1]) == 1 {
		decimals = n[last] == ',' && s.lang != "en" // 7,425 of an Italian
	}
	if !decimals {
		return strip(n)
	}
	out := strip(n[:last]) + "." + n[last+1:]
	return strings.TrimRight(strings.TrimRight(out, "0"), ".")
}

func strip(n string) string { return strings.NewReplacer(".", "", ",", "").Replace(n) }

// addresses reads those of e-mail.
func (s *scan) addresses() {
	s.take(emailAddress, func(g []string) []fact {
		if anyName.MatchString(g[0]) {
			return nil // name.surname@: of nobody
		}
		return []fact{{kind: FactEmail, value: strings.ToLower(strings.TrimRight(g[0], "."))}}
	})
}

// phones reads telephone numbers, after all that may look like one.
func (s *scan) phones() {
	s.take(phoneNumber, func(g []string) []fact {
		digits := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, g[0])
		digits = strings.TrimPrefix(strings.TrimPrefix(digits, "00"), "39")
		if len(digits) < 8 || len(digits) > 12 {
			return nil
		}
		return []fact{{kind: FactPhone, value: digits}}
	})
}

// offices reads the names of offices.
func (s *scan) offices() {
	s.take(officeName, func(g []string) []fact {
		return []fact{{kind: FactOffice, value: strings.ToLower(strings.Join(strings.Fields(g[0]), " "))}}
	})
}
