package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sportello/content"
	"sportello/content/intake"
)

var topics = []content.Topic{{ID: "fees", Name: map[string]string{"it": "Tasse e contributi", "en": "Fees"}, Owner: "Ufficio Contributi"},
	{ID: "exams", Name: map[string]string{"it": "Esami", "en": "Exams"}, Owner: "Segreteria"}}

func read(t *testing.T, name string, data []byte, o intake.Options) *intake.Result {
	t.Helper()
	if o.Topics == nil {
		o.Topics = topics
	}
	r, err := intake.Read(context.Background(), name, data, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// text is what a result says, for comparing.
func text(r *intake.Result) string {
	var s strings.Builder
	for _, p := range r.Proposals {
		s.WriteString("@" + p.Place + " " + p.ID + " [" + p.Topic + " " + p.Lang + "] " + p.Question + "\n")
		for _, a := range p.Alternates {
			s.WriteString("~ " + a + "\n")
		}
		if p.Translation != "" {
			s.WriteString("= " + p.Translation + "\n")
		}
		if d := p.Duplicate; d != nil {
			s.WriteString("! " + d.How + " " + d.ID + "\n")
		}
		for _, n := range p.Notes {
			s.WriteString("? " + n.Code + " " + n.Text + "\n")
		}
		s.WriteString(p.Body + "\n")
	}
	return s.String()
}

// Each file of testdata is read, and what it gives is in the file of the same name with
// .want behind it. To write those anew: UPDATE=1 go test ./content/intake.
func TestFilesOfOffices(t *testing.T) {
	names, err := filepath.Glob("testdata/[a-z]*.*")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, ".want") {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			r := read(t, name, data, intake.Options{})
			got := string(r.Kind) + "\n" + text(r)
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(name+".want", []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name + ".want")
			if err != nil || got != string(want) {
				t.Errorf("got %v\n%s\nwant\n%s", err, got, want)
			}
			makeable(t, r)
		})
	}
}

// makeable checks that a proposal without blocking notes breaks no rule of entries.
func makeable(t *testing.T, r *intake.Result) {
	t.Helper()
	for _, p := range r.Proposals {
		blocked := false
		for _, n := range p.Notes {
			blocked = blocked || n.Blocks
		}
		if blocked {
			continue
		}
		e := p.Entry(topics[0], time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
		source, err := e.Format()
		if err != nil {
			t.Fatal(err)
		}
		again, err := content.ParseEntry(source)
		if err != nil {
			t.Errorf("%s: %v\n%s", p.ID, err, source)
			continue
		}
		if problems := content.CheckEntry(again, source); len(problems) > 0 {
			t.Errorf("%s: %v\n%s", p.ID, problems, source)
		}
	}
}

func TestColumnsThatSomebodyChooses(t *testing.T) {
	data := []byte("Argomento interno;Cosa chiedono;Cosa diciamo\nTasse;Quando pago?;Entro il 30 settembre.\n")
	r := read(t, "x.csv", data, intake.Options{})
	if !r.NeedsColumns || len(r.Columns) != 3 || r.Columns[1].Name != "Cosa chiedono" || r.Columns[1].Sample != "Quando pago?" {
		t.Fatalf("%+v", r)
	}
	fields, ok := intake.ParseFields("-,question,answer")
	if !ok {
		t.Fatal("the fields are not understood")
	}
	r = read(t, "x.csv", data, intake.Options{Columns: fields, Topic: "fees"})
	if r.NeedsColumns || text(r) != "@2 pago [fees it] Quando pago?\nEntro il 30 settembre.\n" {
		t.Errorf("%+v\n%s", r, text(r))
	}
	if _, ok := intake.ParseFields("question,nonsense"); ok {
		t.Error("a field that there is not is taken")
	}
}

func TestDuplicates(t *testing.T) {
	known := []intake.Known{
		{ID: "second-instalment", Lang: "it", Question: "Entro quando devo pagare la seconda rata?", Alternates: []string{"scadenza seconda rata"}},
		{ID: "second-instalment-en", Lang: "en", Question: "When is the second instalment due?"},
	}
	for _, c := range []struct{ row, want string }{
		{`x,"Entro quando devo pagare la SECONDA rata",a`, "question second-instalment"},
		{`x,Scadenza seconda rata?,a`, "question second-instalment"},
		{`x,Quando si deve pagare la rata?,a`, ""},
		{`x,Entro quando è da pagare la seconda rata?,a`, "like second-instalment"},
		{`second-instalment,Altro?,a`, "id second-instalment"},
		{`x,Come mi iscrivo agli esami?,a`, ""},
	} {
		r := read(t, "x.csv", []byte("id,domanda,risposta\n"+c.row+"\n"), intake.Options{Known: known, Lang: "it"})
		got := ""
		if d := r.Proposals[0].Duplicate; d != nil {
			got = d.How + " " + d.ID
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.row, got, c.want)
		}
		if r.Proposals[0].ID == "second-instalment" {
			t.Errorf("%s: the id is that of another entry", c.row)
		}
	}
}

func TestTopicsAreKnownByTheirNames(t *testing.T) {
	many := append([]content.Topic{{ID: "exam-office", Name: map[string]string{"it": "Esami di Stato", "en": "State exams"}}}, topics...)
	for wanted, topic := range map[string]string{"fees": "fees", "TASSE E CONTRIBUTI": "fees", "Tasse": "fees", "Fees": "fees", "Esami": "exams", "State": "exam-office", "Tass": "", "": ""} {
		r := read(t, "x.csv", []byte("domanda,risposta,argomento\na?,b,"+wanted+"\n"), intake.Options{Topics: many})
		if got := r.Proposals[0].Topic; got != topic {
			t.Errorf("%q: %q, want %q", wanted, got, topic)
		}
	}
}
