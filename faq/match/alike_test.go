package match

import "testing"

func TestAlike(t *testing.T) {
	const bachelor, master = "Come prenoto il planetario per la triennale?", "Come prenoto il planetario per la magistrale?"
	if same := Alike(bachelor, "come si prenota il planetario, per la triennale"); same < 0.8 {
		t.Errorf("the same in other words: %v", same)
	}
	if half := Alike(bachelor, master); half < 0.5 || half >= 0.8 {
		t.Errorf("but for the degree: %v", half)
	}
	if other := Alike(bachelor, "Quando scade la seconda rata?") + Alike("", ""); other > 0.2 {
		t.Errorf("another matter: %v", other)
	}
	for text, want := range map[string]bool{
		"come prenoto il planetario?": true, "prenotare il planetario alla magistrale": false, "planetario triennale": false, "": true,
	} {
		if got := Undecided(text, bachelor, master); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
