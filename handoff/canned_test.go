package handoff_test

import (
	"errors"
	"strings"
	"testing"

	"sportello/handoff"
)

func canned(queue, lang, name, text string) handoff.Canned {
	return handoff.Canned{QueueID: queue, Lang: lang, Name: name, Text: text, ChangedBy: "Elena"}
}

func TestCannedReplies(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		first, err := o.AddCanned(ctx, canned("", "it", " /Saluto ", " Buongiorno {Studente} "))
		ok(t, err)
		equal(t, "kept", first.Name+"|"+first.Text, "saluto|Buongiorno {Studente}")
		_, err = o.AddCanned(ctx, canned("", "it", "saluto", "Altro"))
		refused(t, err, handoff.ErrNameTaken)
		_, err = o.AddCanned(ctx, canned("nowhere", "it", "x", "Altro"))
		refused(t, err, handoff.ErrNotFound)
		_, err = o.AddCanned(ctx, canned("fees", "it", "saluto", "Qui le tasse"))
		ok(t, err)
		_, err = o.AddCanned(ctx, canned("exams", "it", "aula", "Aula 3"))
		ok(t, err)
		_, err = o.AddCanned(ctx, canned("", "en", "hello", "Hello"))
		ok(t, err)

		var names []string
		for _, lang := range []string{"it", "en"} {
			serve, err := o.CannedFor(ctx, "fees", lang)
			ok(t, err)
			for _, c := range serve {
				names = append(names, c.Text)
			}
		}
		equal(t, "in the queue", strings.Join(names, "|"), "Qui le tasse|Hello|Hello|Qui le tasse")
		all, err := o.Canned(ctx)
		ok(t, err)
		equal(t, "in all", len(all), 4)
	})
}

func TestCannedRevisions(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		read, err := o.AddCanned(ctx, canned("", "it", "saluto", "Buongiorno"))
		ok(t, err)
		theirs := read
		theirs.Text, theirs.QueueID = "Salve", "fees"
		theirs, err = o.SaveCanned(ctx, theirs)
		ok(t, err)
		equal(t, "revision", theirs.Revision, 2)
		_, err = o.SaveCanned(ctx, read)
		refused(t, err, handoff.ErrStale)
		refused(t, o.RemoveCanned(ctx, read.ID, read.Revision), handoff.ErrStale)
		other, err := o.AddCanned(ctx, canned("fees", "it", "altro", "Altro"))
		ok(t, err)
		other.Name = "saluto"
		_, err = o.SaveCanned(ctx, other)
		refused(t, err, handoff.ErrNameTaken)
		ok(t, o.RemoveCanned(ctx, theirs.ID, theirs.Revision))
		refused(t, o.RemoveCanned(ctx, theirs.ID, theirs.Revision), handoff.ErrNotFound)
		_, err = o.SaveCanned(ctx, theirs)
		refused(t, err, handoff.ErrNotFound)
	})
}

func TestCannedRules(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for _, try := range []struct {
			name, lang, text string
			want             error
		}{
			{"", "it", "x", handoff.ErrCannedName},
			{"due parole", "it", "x", handoff.ErrCannedName},
			{strings.Repeat("x", handoff.MaxCannedName+1), "it", "x", handoff.ErrCannedName},
			{"a\xff", "it", "x", handoff.ErrCannedName},
			{"x", "fr", "x", handoff.ErrInvalid},
			{"x", "it", " ", handoff.ErrEmpty},
			{"x", "it", strings.Repeat("è", handoff.MaxText+1), handoff.ErrTooLong},
			{"x", "it", "Salve {nome}", handoff.ErrVariable},
			{"x", "it", "Salve {}", handoff.ErrVariable},
			{"così_è-3", "it", "{ Studente } {student} {coda}{queue}{orari}{hours}{link}{operatore}{operator} {aperta", nil},
		} {
			_, err := o.AddCanned(ctx, canned("", try.lang, try.name, try.text))
			refused(t, err, try.want)
		}
		_, err := o.AddCanned(ctx, canned("", "it", "y", "{nome}"))
		unknown, is := errors.AsType[*handoff.UnknownVariableError](err)
		if !is || unknown.Name != "nome" {
			t.Errorf("the variable is not told: %v", err)
		}
	})
}

func TestBundledCannedComeOnce(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		ok(t, o.SeedCanned(ctx))
		all, err := o.Canned(ctx)
		ok(t, err)
		count := map[string]int{}
		for _, c := range all {
			count[c.Lang]++
			ok(t, o.RemoveCanned(ctx, c.ID, c.Revision))
		}
		if count["it"] < 10 || count["en"] != count["it"] {
			t.Errorf("bundled: %v", count)
		}
		ok(t, o.SeedCanned(ctx))
		all, err = o.Canned(ctx)
		ok(t, err)
		equal(t, "after they were removed", len(all), 0)
	})
}

func TestFillCanned(t *testing.T) {
	t.Parallel()
	full := map[handoff.Variable]string{handoff.VarStudent: "Anna", handoff.VarOperator: "Giulia", handoff.VarQueue: "{coda}",
		handoff.VarHours: "9-18", handoff.VarLink: "https://x/#1"}
	for _, try := range []struct {
		text   string
		values map[handoff.Variable]string
		want   string
	}{
		{"Salve {studente}, sono {OPERATORE}.", full, "Salve Anna, sono Giulia."},
		{"{coda} {orari} {link} {", full, "{coda} 9-18 https://x/#1 {"}, // a value is not filled again
		{"Salve {studente}, dica.", nil, "Salve, dica."},
		{"{studente}, è ancora lì?", nil, "È ancora lì?"},
		{"Salve.\n{student}, are you there?", nil, "Salve.\nAre you there?"},
		{"Grazie, {studente}, e buona giornata.", nil, "Grazie, e buona giornata."},
		{"Grazie, {studente}.", nil, "Grazie."},
		{"Grazie {studente}.", nil, "Grazie."},
		{"{studente}", nil, ""},
		{"{studente}{operatore}!", full, "AnnaGiulia!"},
		{"a {vecchia} b", nil, "a {vecchia} b"},
	} {
		equal(t, try.text, handoff.FillCanned(try.text, try.values), try.want)
	}
}
