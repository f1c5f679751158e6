package content_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sportello/content"
)

func TestBundledHelplines(t *testing.T) {
	l := bundledLibrary(t)
	var phones []string
	for _, line := range l.Helplines.Lines {
		phones = append(phones, line.Phone)
	}
	for _, want := range []string{"112", "1522", "114"} {
		if !slices.Contains(phones, want) {
			t.Errorf("%s is not among %v", want, phones)
		}
	}
	if phones[0] != "112" || l.Helplines.Queue == "" || len(l.Campuses) != 3 {
		t.Errorf("%+v, %+v", l.Helplines, l.Campuses)
	}
}

// A library without the file still has a number to call.
func TestHelplinesMayBeLeftOut(t *testing.T) {
	l, problems, err := content.ReadLibrary(fstest.MapFS{"topics.yaml": {Data: []byte(topics)}})
	if err != nil || len(problems) > 0 || len(l.Helplines.Lines) != 1 || l.Helplines.Lines[0].Phone != "112" || len(l.Campuses) > 0 {
		t.Errorf("%+v, %v, %v", l, problems, err)
	}
}

func TestProblemsOfCampusesAndHelplines(t *testing.T) {
	const campuses = "campuses:\n  - id: lago\n    name: {it: Lago, en: Lago}\n"
	const lines = `queue: fees
lines:
  - name: {it: Emergenza, en: Emergency}
    phone: "112"
    hours: {it: Sempre, en: Always}
    about: {it: Pericolo, en: Danger}
`
	cases := []struct{ name, file, from, to, want string }{
		{"good", "helplines.yaml", "", "", ""},
		{"queue", "helplines.yaml", "queue: fees", "queue: feez", `helplines.yaml:1: queue: "feez" is not in topics.yaml`},
		{"unknown field", "helplines.yaml", "phone", "fone", "helplines.yaml:4: "},
		{"no way", "helplines.yaml", `    phone: "112"` + "\n", "", "helplines.yaml:3: line 1: give a phone or a url"},
		{"phone", "helplines.yaml", `"112"`, `"one one two"`, `helplines.yaml:3: line 1: phone: "one one two" is no number`},
		{"address", "helplines.yaml", `    phone: "112"`, "    url: http://x.example", "must begin with https://"},
		{"language", "helplines.yaml", ", en: Always", "", `helplines.yaml:3: line 1: hours: give it in "en" too`},
		{"none", "helplines.yaml", lines, "lines: []\n", "helplines.yaml:1: lines: there are none"},
		{"campus id", "campuses.yaml", "id: lago", "id: L", "campuses.yaml:2: campus 1 (L): id: use lower-case letters"},
		{"campus name", "campuses.yaml", ", en: Lago", "", `campuses.yaml:2: campus 1 (lago): name: give the name in "en" too`},
		{"campus twice", "campuses.yaml", "campuses:\n", campuses, "stands here twice"},
		{"campus field", "campuses.yaml", "name:", "nome:", "campuses.yaml:3: "},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"topics.yaml": topics, "campuses.yaml": campuses, "helplines.yaml": lines}
			files[c.file] = strings.Replace(files[c.file], c.from, c.to, 1)
			fsys := fstest.MapFS{}
			for name, text := range files {
				fsys[name] = &fstest.MapFile{Data: []byte(text)}
			}
			_, problems, err := content.ReadLibrary(fsys)
			if err != nil {
				t.Fatal(err)
			}
			var told []string
			for _, p := range problems {
				told = append(told, p.Error())
			}
			if all := strings.Join(told, "\n"); !strings.Contains(all, c.want) || (c.want == "") != (all == "") {
				t.Errorf("told %q, want %q", all, c.want)
			}
		})
	}
}
