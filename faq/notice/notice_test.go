package notice_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"sportello/faq/notice"
)

func titles(t *testing.T, o *notice.Notices) (all []string, next time.Duration) {
	t.Helper()
	shown, next, err := o.Showing(ctx)
	ok(t, err)
	for _, n := range shown {
		w, _ := n.In("it")
		all = append(all, w.Title)
	}
	return all, next
}

// A notice begins and ends by the clock alone, and is gone at once when it is withdrawn.
func TestNoticesFollowTheClock(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		if got, _ := titles(t, o.Notices); got != nil {
			t.Fatalf("%v before any", got)
		}
		n := deadline()
		n.From = monday.Add(time.Hour)
		n = o.add(n)
		strike := deadline()
		strike.Kind, strike.Texts = notice.Disruption, map[string]notice.Words{"it": {Title: "Sciopero", Text: "Lo sportello è chiuso."}}
		strike.From, strike.Until = monday.Add(2*time.Hour), monday.Add(3*time.Hour)
		o.add(strike)
		for _, step := range []struct {
			after time.Duration
			want  string
			next  time.Duration
		}{
			{0, "", time.Hour},
			{time.Hour - time.Millisecond, "", time.Millisecond},
			{time.Hour, "Seconda rata", time.Hour},
			{2 * time.Hour, "Sciopero,Seconda rata", time.Hour},
			{3 * time.Hour, "Seconda rata", 45 * time.Hour},
			{48*time.Hour - time.Millisecond, "Seconda rata", time.Millisecond},
			{48 * time.Hour, "", notice.MaxDuration},
		} {
			o.clock.Store(monday.Add(step.after).UnixMilli())
			if got, next := titles(t, o.Notices); strings.Join(got, ",") != step.want || next != step.next {
				t.Errorf("after %v: %v for %v, want %s for %v", step.after, got, next, step.want, step.next)
			}
		}
		o.clock.Store(monday.Add(2 * time.Hour).UnixMilli())
		withdrawn, err := o.Withdraw(ctx, n.ID, n.Revision, "Anna")
		ok(t, err)
		if got, _ := titles(t, o.Notices); strings.Join(got, ",") != "Sciopero" || withdrawn.State(monday) != notice.Withdrawn {
			t.Errorf("%v after one was withdrawn", got)
		}
		back, err := o.Restore(ctx, n.ID, withdrawn.Revision, "Anna")
		ok(t, err)
		if got, _ := titles(t, o.Notices); len(got) != 2 || back.ChangedBy != "Anna" || back.Texts["en"] != n.Texts["en"] {
			t.Errorf("%v, %+v after it was restored", got, back)
		}
	})
}

// What an editor does on one node is shown on another soon.
func TestNoticesReachOtherNodes(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		other := notice.New(o.db)
		if got, _ := titles(t, other); got != nil {
			t.Fatalf("%v before any", got)
		}
		o.add(deadline())
		for until := time.Now().Add(30 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			if got, _ := titles(t, other); len(got) == 1 {
				return
			}
			if time.Now().After(until) {
				t.Fatal("the other node does not see it")
			}
		}
	})
}

func TestSecondEditorIsTold(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		n := o.add(deadline())
		n.Texts["it"] = notice.Words{Title: "Rata", Text: "Scade domani."}
		saved, err := o.Save(ctx, n)
		ok(t, err)
		if saved.Revision != 2 || saved.Texts["it"].Title != "Rata" {
			t.Errorf("%+v", saved)
		}
		_, err = o.Save(ctx, n)
		want(t, err, notice.ErrStale)
		_, err = o.Withdraw(ctx, n.ID, 1, "Anna")
		want(t, err, notice.ErrStale)
		n.ID = "none"
		_, err = o.Save(ctx, n)
		want(t, err, notice.ErrNotFound)
		list, err := o.List(ctx)
		ok(t, err)
		if len(list) != 1 || list[0].Revision != 2 || list[0].ChangedAt.IsZero() {
			t.Errorf("%+v", list)
		}
	})
}

func TestFaultsOfNotices(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		words := func(title, text string) func(*notice.Notice) {
			return func(n *notice.Notice) { n.Texts["it"] = notice.Words{Title: title, Text: text} }
		}
		for _, k := range []struct {
			change func(*notice.Notice)
			field  string
			fault  notice.Fault
		}{
			{func(n *notice.Notice) { n.Texts = nil }, "it", notice.FaultNoWords},
			{words(" ", "Testo"), "it", notice.FaultNoTitle},
			{words("Titolo", "\n"), "it", notice.FaultNoText},
			{words(strings.Repeat("è", notice.MaxTitle+1), "Testo"), "it", notice.FaultLongTitle},
			{words("Titolo", strings.Repeat("è", notice.MaxText+1)), "it", notice.FaultLongText},
			{words("Due\nrighe", "Testo"), "it", notice.FaultCharacters},
			{words("Titolo", "Testo\x00"), "it", notice.FaultCharacters},
			{words("Titolo", "\xff"), "it", notice.FaultCharacters},
			{words("Titolo", "[qui](pagina.html)"), "it", notice.FaultLink},
			{func(n *notice.Notice) { n.From = time.Time{} }, "from", notice.FaultNoFrom},
			{func(n *notice.Notice) { n.Until = time.Time{} }, "until", notice.FaultNoUntil},
			{func(n *notice.Notice) { n.Until = n.From }, "until", notice.FaultBackwards},
			{func(n *notice.Notice) { n.Until = n.From.Add(notice.MaxDuration + time.Second) }, "until", notice.FaultLongTime},
			{func(n *notice.Notice) { n.From, n.Until = monday.Add(-2*time.Hour), monday }, "until", notice.FaultPast},
			{func(n *notice.Notice) { n.Topics = []string{"fees", "none"} }, "topics", notice.FaultTopic},
			{func(n *notice.Notice) { n.EntryPoints = []string{strings.Repeat("a", notice.MaxPlace+1)} }, "entry_points", notice.FaultEntryPoints},
			{func(n *notice.Notice) {
				n.EntryPoints = strings.Split("a b c d e f g h i j k l m n o p q r s t u", " ")
			}, "entry_points", notice.FaultEntryPoints},
		} {
			n := deadline()
			k.change(&n)
			_, err := o.Add(ctx, n)
			told, is := errors.AsType[*notice.ProblemsError](err)
			if !is || len(told.Problems) != 1 || told.Problems[0].Field != k.field || told.Problems[0].Fault != k.fault {
				t.Errorf("%v, want %s: %s", err, k.field, k.fault)
			}
		}
		n := deadline()
		n.Kind = "party"
		_, err := o.Add(ctx, n)
		want(t, err, notice.ErrInvalid)
	})
}

// The limits themselves are allowed, and names are kept tidy.
func TestNoticeAtItsLimits(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		n := deadline()
		n.Texts["it"] = notice.Words{Title: strings.Repeat("è", notice.MaxTitle), Text: strings.Repeat("è", notice.MaxText)}
		n.Until = n.From.Add(notice.MaxDuration)
		n.Topics, n.EntryPoints = []string{"fees", " exams", "fees"}, []string{"www", "", strings.Repeat("a", notice.MaxPlace)}
		n = o.add(n)
		if strings.Join(n.Topics, ",") != "exams,fees" || len(n.EntryPoints) != 2 {
			t.Errorf("%v %v", n.Topics, n.EntryPoints)
		}
		if !n.At("www") || n.At("faq") || !n.About("fees") || n.About("isee") {
			t.Error("shown at the wrong place")
		}
	})
}
