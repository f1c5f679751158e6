package textdiff

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// written is a diff as people write it, with the changed words in brackets.
func written(d Diff) string {
	var b strings.Builder
	for _, h := range d.Hunks {
		b.WriteString("@\n")
		for _, l := range h.Lines {
			b.WriteString(map[Kind]string{Same: " ", Removed: "-", Added: "+"}[l.Kind])
			for _, p := range l.Parts {
				if p.Changed {
					b.WriteString("[" + p.Text + "]")
				} else {
					b.WriteString(p.Text)
				}
			}
			b.WriteString("\n")
		}
	}
	return b.String()
}

func TestCompare(t *testing.T) {
	for _, k := range []struct{ before, after, want string }{
		{"a\nb\n", "a\nb\n", ""},
		{"a\nb\n", "a\r\nb", ""},
		{"", "a\n", "@\n+a\n"},
		{"La rata scade il 30 settembre 2026.\n", "La rata scade il 15 ottobre 2026.\n",
			"@\n-La rata scade il [30] [settembre] 2026.\n+La rata scade il [15] [ottobre] 2026.\n"},
		{"Tutt'altro testo qui\n", "niente di uguale davvero\n", "@\n-Tutt'altro testo qui\n+niente di uguale davvero\n"},
		{"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n", "@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n"},
		{"x\n1\n2\n3\n4\n5\n6\n7\n8\ny\n", "1\n2\n3\n4\n5\n6\n7\n8\n", "@\n-x\n 1\n 2\n 3\n@\n 6\n 7\n 8\n-y\n"},
	} {
		if got := written(Compare(k.before, k.after)); got != k.want {
			t.Errorf("%q to %q:\n%s\nwant\n%s", k.before, k.after, got, k.want)
		}
	}
}

func TestMerge(t *testing.T) {
	const base = "id: x\nowner: A\n---\nuno\ndue\ntre\n"
	for _, k := range []struct {
		name, mine, theirs, want string
	}{
		{"apart", "id: x\nowner: B\n---\nuno\ndue\ntre\n", "id: x\nowner: A\n---\nuno\ndue\ntre\nquattro\n", "id: x\nowner: B\n---\nuno\ndue\ntre\nquattro\n"},
		{"the same", "id: x\nowner: B\n---\nuno\ndue\ntre\n", "id: x\nowner: B\n---\nuno\ndue\ntre\n", "id: x\nowner: B\n---\nuno\ndue\ntre\n"},
		{"only mine", "tutto nuovo\n", base, "tutto nuovo\n"},
		{"one line", "id: x\nowner: B\n---\nuno\ndue\ntre\n", "id: x\nowner: C\n---\nuno\ndue\ntre\n", ""},
		{"two ends", base + "mio\n", base + "loro\n", ""},
		{"lines side by side", "id: x\nowner: B\n---\nuno\ndue\ntre\n", "id: x\nowner: A\n+++\nuno\ndue\ntre\n", ""},
	} {
		got := Merge(base, k.mine, k.theirs)
		if got.Clean != (k.want != "") || got.Source != k.want {
			t.Errorf("%s: %+v", k.name, got)
		}
	}
	got := Merge("a\nb\nc\n", "a\nB\nc\n", "a\nb2\nc\n")
	if len(got.Chunks) != 3 || got.Chunks[1].From != Conflict || got.Chunks[1].Mine[0] != "B" || got.Chunks[1].Theirs[0] != "b2" || got.Chunks[1].Base[0] != "b" {
		t.Errorf("%+v", got)
	}
}

// lines is a text of few different lines, so that much is alike.
func lines(t *rapid.T, name string) string {
	list := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b b", "", "c d, e.", "è"}), 0, 8).Draw(t, name)
	if len(list) == 0 {
		return ""
	}
	return strings.Join(list, "\n") + "\n"
}

// A diff holds both texts; a merge with what did not change is the other; and both sides
// are in a merge alike, whichever comes first.
func TestDiffAndMergeHoldTheirTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, mine, theirs := lines(t, "base"), lines(t, "mine"), lines(t, "theirs")
		var before, after strings.Builder
		for _, l := range align(splitLines(base), splitLines(mine)) {
			text := ""
			for _, p := range l.Parts {
				text += p.Text
			}
			if l.Kind != Added {
				before.WriteString(text + "\n")
			}
			if l.Kind != Removed {
				after.WriteString(text + "\n")
			}
		}
		if before.String() != base || after.String() != mine {
			t.Fatalf("%q and %q", before.String(), after.String())
		}
		if got := Merge(base, mine, base); !got.Clean || strings.TrimSuffix(got.Source, "\n") != strings.TrimSuffix(mine, "\n") {
			t.Fatalf("%+v", got)
		}
		one, two := Merge(base, mine, theirs), Merge(base, theirs, mine)
		if one.Clean != two.Clean || one.Source != two.Source {
			t.Fatalf("%+v\n%+v", one, two)
		}
	})
}
