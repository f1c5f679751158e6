package simulate

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// counted is a world in which a few things were counted.
func counted(t *testing.T) *world {
	t.Helper()
	s, err := Find("smoke")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(Options{Scenario: s, Rate: 60, Size: 1}, []string{"http://localhost"})
	w.floor = newFloor([]string{"fees"})
	w.tally.do(func(t *tally) {
		t.students, t.joined, t.chats = 5, 4, 3
		t.told = []told{{0, 60, 30}, {0, 60, 61}, {10, 20, 20}}
		t.live, t.liveHeld = 7, 5
		t.shed, t.refusals["join closed"] = 1, 1
		t.quiet.add(4)
		for _, wait := range []float64{30, 61, 20} {
			t.waits.add(wait)
			t.byTime[3].waits.add(wait)
		}
		t.comm.add(530, 30)
		t.moments = []moment{{time.Minute, 2, 1}, {2 * time.Minute, 0, 3}}
	})
	return w
}

func TestReportCounts(t *testing.T) {
	r := counted(t).report(time.Second)
	near(t, "coverage at joining", *r.CoverageJoining, 2.0/3, 1e-9)
	near(t, "coverage while waiting", *r.CoverageLive, 5.0/7, 1e-9)
	near(t, "coverage", *r.Coverage, 0.7, 1e-9)
	near(t, "width", r.ToldWidth, (60+60+10)/3.0, 1e-9)
	near(t, "mean wait", r.WaitMean, 37, 1e-9)
	if r.Shed != 1 || len(r.Formulas) != 1 || r.Formulas[0].Name != "Comm100" || len(r.Broken()) != 0 {
		t.Errorf("%+v", r)
	}
	if share(0, 0) != nil {
		t.Error("a share of nothing")
	}
}

// Where what was told can't be judged, the report says why in place of a share.
func TestReportSaysWhyThereIsNoCoverage(t *testing.T) {
	for want, change := range map[string]func(t *tally){
		"nobody had to wait":      func(t *tally) { t.told, t.live, t.comm = nil, 0, guess{} },
		"the server told none":    func(t *tally) { t.told, t.live = nil, 0 },
		"own 1000 ms are 60 s of": func(t *tally) { t.joins.add(1000) },
	} {
		w := counted(t)
		w.tally.do(change)
		if r := w.report(time.Second); r.Coverage != nil || !strings.Contains(r.CoverageWhy, want) {
			t.Errorf("%v %q", r.Coverage, r.CoverageWhy)
		}
	}
}

func TestReportNamesWhatWasBroken(t *testing.T) {
	w := counted(t)
	w.tally.do(func(t *tally) { t.verdict.lost, t.slow = 2, 1 })
	r := w.report(time.Second)
	r.Pooled = counted(t).report(time.Second)
	r.Pooled.OverCapacity = 1
	got := strings.Join(r.Broken(), "\n")
	for _, want := range []string{"2 acknowledged", "1 engaged", "with one pool: 1 times"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
	}
}

func TestReportAsJSONHasWhatWasPromised(t *testing.T) {
	body, err := json.Marshal(counted(t).report(time.Second))
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(body, &fields); err != nil {
		t.Fatal(err)
	}
	for name := range strings.FieldsSeq(`scenario students chats messages_acknowledged messages_lost messages_doubled messages_out_of_order
		engaged_dropped engaged_p50_ms engaged_p99_ms quiet_p99_ms joins_shed double_claims over_capacity idle_slot_max_ms
		estimate_coverage duration_s rss_mb`) {
		if _, ok := fields[name]; !ok {
			t.Errorf("no %s", name)
		}
	}
}

func TestReportAsTextAndPage(t *testing.T) {
	r := counted(t).report(time.Second)
	r.Pooled = counted(t).report(time.Second)
	r.Pooled.Pool = true
	var text, html strings.Builder
	if err := errors.Join(r.Text(&text), r.Page(&html)); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Split queues and one pool", "join closed", "70.0 %", "All promises were kept."} {
		if !strings.Contains(text.String(), want) || !strings.Contains(html.String(), want) {
			t.Errorf("no %q in\n%s", want, text.String())
		}
	}
	if strings.Contains(html.String(), "NaN") || strings.Contains(html.String(), "ZgotmplZ") || strings.Contains(html.String(), "<script") {
		t.Error("the page has what it must not have")
	}
	if n := strings.Count(html.String(), "<figure>"); n != 10 {
		t.Errorf("%d charts", n)
	}
	for _, drawing := range strings.Split(html.String(), "<svg")[1:] {
		svg, _, _ := strings.Cut(drawing, "</svg>")
		wellFormed(t, "<svg"+svg+"</svg>")
	}
}

func wellFormed(t *testing.T, source string) {
	t.Helper()
	for d := xml.NewDecoder(strings.NewReader(source)); ; {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Errorf("%v in %s", err, source)
			return
		}
	}
}
