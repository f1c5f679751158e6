package match

import (
	"slices"
	"testing"
)

// Whoever adds a feature says in both languages what it is, for those who ask why.
func TestEveryFeatureHasAName(t *testing.T) {
	named := map[string]Feature{}
	for _, f := range described {
		if named[f.Name].Name != "" {
			t.Errorf("%s is described twice", f.Name)
		}
		named[f.Name] = f
	}
	for _, name := range append(slices.Clone(ConfidenceNames[1:]), RankNames[:]...) {
		f := named[name]
		if f.It == "" || f.En == "" || f.It == name || f.En == name || !slices.Contains(Groups, f.Group) {
			t.Errorf("the feature %q needs a group and words in Italian and English, in names.go", name)
		}
	}
	if ConfidenceNames[0] != biasName {
		t.Errorf("%s is the constant", ConfidenceNames[0])
	}
}

func TestFeaturesOf(t *testing.T) {
	got := Features(map[string]float64{"newest": 1, "all": 0.5, "bias": 1, "exact": 1})
	var names []string
	for _, f := range got {
		names = append(names, f.In("it"))
	}
	if want := []string{described[0].It, "parole della domanda trovate nelle formulazioni o nel testo", "newest"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	if got[1].In("en") != "words of the question found in the wordings or the text" {
		t.Error(got[1])
	}
}
