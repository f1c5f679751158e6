package assistant

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"sportello/content"
	"sportello/faq"
)

var day = time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)

// many voices for an item, each of a network of its own, spread over two weeks.
func many(n int, item string, s said, confidence float64) (list []voice) {
	for i := range n {
		list = append(list, voice{word{item, s, confidence}, origin{int64(i % 2), fmt.Sprint(item, i)}, day})
	}
	return list
}

// A thousand conversations of one origin weigh what one of them weighs, whatever they say.
func TestOneOriginIsOneVoice(t *testing.T) {
	others := append(many(40, "fees", saidYes, 0.6), many(10, "exams", saidNo, 0.5)...)
	for _, s := range []said{saidYes, saidNo, saidPicked} {
		pushing := voice{word{"pushed", s, 0.9}, origin{0, "mallory"}, day}
		one := slices.Concat(others, []voice{pushing})
		thousand := slices.Concat(others, slices.Repeat([]voice{pushing}, 1000))
		if a, b := popularity(one, day), popularity(thousand, day); !reflect.DeepEqual(a, b) || b["pushed"] != 0 {
			t.Errorf("%s: popular %v, with one %v", s, b, a)
		}
		a, b := calibration(one, day), calibration(thousand, day)
		if math.Abs(a.Shift-b.Shift) > 1e-6 || math.Abs(a.Slope-b.Slope) > 1e-6 {
			t.Errorf("%s: calibration %+v, with one %+v", s, b, a)
		}
	}
}

// One who comes back week after week alone moves nothing.
func TestPersistenceMovesNothing(t *testing.T) {
	var list []voice
	for week := range int64(50) {
		list = append(list, voice{word{"pushed", saidYes, notFirst}, origin{week, "mallory"}, day})
	}
	if p := popularity(list, day); len(p) != 0 {
		t.Errorf("popular: %v", p)
	}
	for i := range list {
		list[i].confidence = 0.4
	}
	if c := calibration(list, day); c.Shift != 0 || c.Slope != 1 {
		t.Errorf("calibration: %+v", c)
	}
}

func TestPopularityGrowsWithOthersAndFades(t *testing.T) {
	popular := func(n int, at time.Time) float64 { return popularity(many(n, "fees", saidYes, notFirst), at)["fees"] }
	if popular(2, day) != 0 || popular(3, day) != 0 {
		t.Error("two or three are a crowd")
	}
	few, more, crowd := popular(10, day), popular(40, day), popular(5000, day)
	if few <= 0 || more <= few || crowd != 1 || more < 0.7 {
		t.Errorf("%v, %v, %v", few, more, crowd)
	}
	if later := popular(40, day.AddDate(0, 3, 0)); later >= more || later <= 0 {
		t.Errorf("%v three months later, %v before", later, more)
	}
	if gone := popular(5000, day.AddDate(1, 0, 0)); gone != 0 {
		t.Errorf("%v a year later", gone)
	}
	if picked := popularity(many(40, "fees", saidPicked, notFirst), day)["fees"]; picked >= more || picked <= 0 {
		t.Errorf("picked %v, said %v", picked, more)
	}
}

func TestNoFeedbackTeachesNothing(t *testing.T) {
	if c := calibration(many(30, "fees", saidPicked, notFirst), day); c.Shift != 0 || c.Slope != 1 {
		t.Errorf("%+v", c)
	}
}

func TestNetworkOf(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "192.0.2.7", "2001:db8:1:2ff:3::1": "2001:db8:1:200::/56",
		"2001:db8:1:201::9": "2001:db8:1:200::/56", "fe80::1%eth0": "fe80::/56", "": "", "unknown": "",
	} {
		if got := networkOf(address); got != want {
			t.Errorf("networkOf(%q) = %q, want %q", address, got, want)
		}
	}
}

// What was said of the replies to one question, and what of it counts.
func TestWords(t *testing.T) {
	list := []Candidate{{ID: "a", Model: 0.6}, {ID: "b", Model: 0.3}, {ID: "c", Model: 0.1}}
	answer := &Turn{N: 1, Candidates: list, answered: "a", Reply: Reply{Kind: KindAnswer}}
	offered := &Turn{N: 1, Candidates: list, Reply: Reply{Kind: KindChoices}}
	second := &Turn{N: 2, Follows: 1, answered: "b", Reply: Reply{Kind: KindAnswer}}
	again := &Turn{N: 2, Follows: 1, Candidates: list[1:], Reply: Reply{Kind: KindChoices}}
	hello := &Turn{N: 1, Reply: Reply{Kind: KindChoices, Intent: "greeting"}}
	old := &Turn{N: 1, Candidates: []Candidate{{ID: "a"}}, answered: "a", Reply: Reply{Kind: KindAnswer}}
	for name, c := range map[string]struct{ got, want []word }{
		"the first helped":           {onReply(answer, answer, true), []word{{"a", saidYes, 0.6}}},
		"the first did not":          {onReply(answer, answer, false), []word{{"a", saidNo, 0.6}}},
		"the second helped":          {onReply(answer, second, true), []word{{"b", saidYes, notFirst}, {"a", saidNo, 0.6}}},
		"nor did the second":         {onReply(answer, second, false), []word{{"b", saidNo, notFirst}}},
		"none of the choices":        {onReply(offered, offered, false), []word{{"a", saidNo, 0.6}}},
		"none of those offered next": {onReply(answer, again, false), nil},
		"one was picked":             {onPick(offered, "b"), []word{{"b", saidPicked, notFirst}}},
		"picked at a greeting":       {onPick(hello, "b"), nil},
		"and it helped":              {onReply(hello, second, true), nil},
		"a turn of old":              {onReply(old, old, true), []word{{"a", saidYes, notFirst}}},
	} {
		if !reflect.DeepEqual(c.got, c.want) {
			t.Errorf("%s: %v, want %v", name, c.got, c.want)
		}
	}
}

func TestPopularQuestions(t *testing.T) {
	entry := func(id, topic, lang, twin string) *faq.Entry {
		e := &faq.Entry{}
		e.ID, e.Topic, e.Lang, e.Question = id, topic, lang, id
		if twin != "" {
			e.Translations = map[string]string{"en": twin}
		}
		return e
	}
	base := &faq.Base{
		Topics: []content.Topic{{ID: "fees"}, {ID: "exams"}, {ID: "isee"}},
		Entries: []*faq.Entry{entry("f1", "fees", "it", ""), entry("f2", "fees", "it", ""), entry("e1", "exams", "it", ""),
			entry("i1", "isee", "it", ""), entry("i2", "isee", "it", "i2-en")},
	}
	for _, c := range []struct {
		helped map[string]float64
		want   []string
	}{
		{nil, []string{"f1", "e1", "i1"}},
		{map[string]float64{"f1": 0.2, "f2": 0.5, "i2-en": 0.9}, []string{"i2", "f2", "e1"}},
	} {
		var got []string
		for _, q := range popular(base, c.helped, "it", time.Now()) {
			got = append(got, q.Entry)
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%v: %v, want %v", c.helped, got, c.want)
		}
	}
}
