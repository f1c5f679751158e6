package web

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sportello/content"
	"sportello/handoff"
)

// standing is how a queue stands, as the API tells it: a page puts it into words.
type standing struct {
	Open     bool   `json:"open"`
	OpensAt  string `json:"opens_at,omitempty"`  // when closed
	ClosesAt string `json:"closes_at,omitempty"` // when open
	Zone     string `json:"zone"`                // whose clock the office goes by
	Why      *why   `json:"why,omitempty"`       // closed for something else than the usual hours
}

type why struct {
	Reason handoff.Reason `json:"reason"`
	Text   string         `json:"text,omitempty"` // in the reader's language
}

func standingJSON(q handoff.Queue, now handoff.Standing, lang string) standing {
	s := standing{Open: now.Open, OpensAt: isoTime(now.OpensAt), Zone: q.Calendar().Zone().String()}
	if now.Open {
		s.ClosesAt = isoTime(now.Until)
	}
	if now.Reason != handoff.ByTheHours {
		s.Why = &why{now.Reason, now.Text.In(lang)}
	}
	return s
}

// openingText says when something opens as people do: "lunedì alle 9:00", "tomorrow at
// 9:00", by the clock of the zone.
func openingText(lang string, at, now time.Time, zone *time.Location) string {
	at, now = at.In(zone), now.In(zone)
	days := int(noonOf(at).Sub(noonOf(now)).Hours()/24 + 0.5)
	name := dayNames[lang][at.Weekday()]
	if lang == "en" {
		name = "on " + name
	}
	switch {
	case days == 0:
		name = map[string]string{"it": "oggi", "en": "today"}[lang]
	case days == 1:
		name = map[string]string{"it": "domani", "en": "tomorrow"}[lang]
	case days >= 7:
		name += fmt.Sprintf(" %d %s", at.Day(), monthNames[lang][at.Month()-1])
	}
	clock := fmt.Sprintf("%d:%02d", at.Hour(), at.Minute())
	switch {
	case lang == "en":
		return name + " at " + clock
	case at.Hour() == 1:
		return name + " all'" + clock
	}
	return name + " alle " + clock
}

func noonOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
}

// chatLines say on a public page when the chat of a topic is open, and when it opens
// again. None where the topic has no queue.
func (s *Server) chatLines(ctx context.Context, lang, topic string) ([]string, error) {
	q, stands, err := s.Desk.Standing(ctx, topic)
	if errors.Is(err, handoff.ErrNotFound) { // a new installation, before its queues
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var lines []string
	if week := weekText(lang, q.Calendar().Hours()); week != "" {
		lines = append(lines, week)
	}
	if stands.Open {
		return lines, nil
	}
	because := stands.Text.In(lang)
	if because != "" {
		because = " (" + because + ")"
	}
	if stands.OpensAt.IsZero() {
		return append(lines, pageText(lang, "chat_closed", because)), nil
	}
	return append(lines, pageText(lang, "chat_opens", because, openingText(lang, stands.OpensAt, s.DB.Now(), q.Calendar().Zone()))), nil
}

// weekText writes the hours of a week: days that have the same times stand together.
func weekText(lang string, h handoff.Hours) string {
	intervals, _ := h.Intervals()
	times := map[int][]string{}
	for _, in := range intervals {
		for _, day := range in.Days {
			n := slices.Index(content.Weekdays, strings.ToLower(day))
			times[n] = append(times[n], in.From+"-"+in.To)
		}
	}
	clocks := [7]string{}
	for day, times := range times {
		slices.Sort(times)
		clock := strings.ReplaceAll(" "+strings.Join(times, ", "), " 0", " ")
		clocks[day] = strings.TrimSpace(strings.ReplaceAll(clock, "-0", "-"))
	}
	if clocks == [7]string{always, always, always, always, always, always, always} {
		return pageText(lang, "chat_always")
	}
	var parts, told []string
	for _, day := range fromMonday {
		if clocks[day] == "" || slices.Contains(told, clocks[day]) {
			continue
		}
		told = append(told, clocks[day])
		var numbers []int
		var names []string
		for n, other := range fromMonday {
			if clocks[other] == clocks[day] {
				numbers, names = append(numbers, n), append(names, dayNames[lang][other])
			}
		}
		parts = append(parts, daysText(lang, numbers, names)+", "+clocks[day])
	}
	return strings.Join(parts, "; ")
}

// always are the hours of a day without night.
const always = "0:00-24:00"

// fromMonday are the weekdays in the order in which weeks are written.
var fromMonday = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
