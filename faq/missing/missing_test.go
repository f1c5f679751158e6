package missing_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"sportello/faq/match/matchtest"
	"sportello/faq/missing"
)

var ctx = context.Background()

func questions(lang string, texts ...string) (list []missing.Question) {
	for _, text := range texts {
		list = append(list, missing.Question{Text: text, Lang: lang, N: 1})
	}
	return list
}

func groups(t *testing.T, list []missing.Question) []missing.Group {
	t.Helper()
	found, err := missing.Groups(ctx, list, missing.DefaultLeast)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

var parking = []string{
	"posso parcheggiare la bici in ateneo?", "dove parcheggio la bici nel campus", "come faccio ad attivare il wifi eduroam",
	"parcheggio bici ateneo", "eduroam non si connette al wifi", "c'è un parcheggio per la bici?", "password wifi eduroam", "parchegio bici",
}

func TestQuestionsOfOneMeaningAreOneGroup(t *testing.T) {
	var members [][]int
	for _, g := range groups(t, questions("it", parking...)) {
		members = append(members, g.Members)
	}
	if want := [][]int{{0, 1, 3, 5, 7}, {2, 4, 6}}; !reflect.DeepEqual(members, want) {
		t.Errorf("%v, want %v", members, want)
	}
}

func TestTheOrderOfQuestionsChangesNothing(t *testing.T) {
	texts := func(list []missing.Question) (out [][]string) {
		for _, g := range groups(t, list) {
			var of []string
			for _, i := range g.Members {
				of = append(of, list[i].Text)
			}
			slices.Sort(of)
			out = append(out, of)
		}
		slices.SortFunc(out, slices.Compare)
		return out
	}
	list := questions("it", parking...)
	want := texts(list)
	slices.Reverse(list)
	for range 3 {
		if got := texts(list); !reflect.DeepEqual(got, want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
}

func TestEntriesNearBringQuestionsTogether(t *testing.T) {
	list := questions("it", "mi hanno rubato il tesserino in mensa", "ho smarrito il badge, come entro in mensa?", "quando apre la segreteria?", "orari della biblioteca")
	if found := groups(t, list); len(found) != 4 {
		t.Fatalf("together by one word alone: %v", found)
	}
	list[0].Near, list[1].Near = map[string]float64{"card-lost": 0.4}, map[string]float64{"card-lost": 0.3, "card-new": 0.02}
	if found := groups(t, list); len(found) != 3 || len(found[0].Members) != 2 {
		t.Errorf("%v", found)
	}
}

func TestLanguagesStayApart(t *testing.T) {
	list := append(questions("it", "erasmus learning agreement"), questions("en", "erasmus learning agreement")...)
	if found := groups(t, list); len(found) != 2 {
		t.Errorf("%v", found)
	}
}

// The best wording is one that many use, and has no hole.
func TestTheBestWordingStandsForMost(t *testing.T) {
	list := questions("it", "ma quindi insomma la bici dove posso metterla per parcheggiarla in ateneo?", "posso parcheggiare la bici in ateneo?",
		"dove parcheggiare la bici in ateneo, ••• grazie", "parcheggiare bici ateneo")
	list[1].N = 5
	if found := groups(t, list); len(found) != 1 || found[0].Best != 1 {
		t.Errorf("%+v", found)
	}
	holes := questions("it", "sono ••• e cerco il parcheggio della bici", "cerco il parcheggio della bici in ateneo")
	holes[0].N = 2
	if found := groups(t, holes); len(found) != 1 || found[0].Best != 1 {
		t.Errorf("%+v", found)
	}
}

func TestNothingAndWordlessQuestions(t *testing.T) {
	if found := groups(t, nil); len(found) != 0 {
		t.Errorf("%v", found)
	}
	if found := groups(t, questions("it", "", "?", "!!")); len(found) != 3 {
		t.Errorf("%v", found)
	}
}

func TestItEndsWithItsContext(t *testing.T) {
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := missing.Groups(ended, questions("it", parking...), missing.DefaultLeast); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// A crowd that asks the same is one group, however many they are.
func TestACrowdIsOneGroup(t *testing.T) {
	var list []missing.Question
	for i := range 300 {
		list = append(list, missing.Question{Text: fmt.Sprintf("posso parcheggiare la bici in ateneo il giorno %d?", i), Lang: "it", N: 1})
	}
	if found := groups(t, list); len(found[0].Members) != 300 {
		t.Errorf("%d groups", len(found))
	}
}

// BenchmarkGroups groups so many distinct questions about so many matters.
func BenchmarkGroups(b *testing.B) {
	for _, n := range []int{1000, 5000} {
		var list []missing.Question
		for i := range n {
			list = append(list, missing.Question{Text: matchtest.Question(i, n/8, i%3), Lang: "it", N: 1,
				Near: map[string]float64{fmt.Sprint(i % 300): 0.4, fmt.Sprint(i % 37): 0.2}})
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			found := 0
			for b.Loop() {
				groups, err := missing.Groups(ctx, list, missing.DefaultLeast)
				if err != nil {
					b.Fatal(err)
				}
				found = len(groups)
			}
			b.ReportMetric(float64(found), "groups")
		})
	}
}
