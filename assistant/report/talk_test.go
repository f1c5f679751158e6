package report

import "testing"

func TestNamesAreMaskedWhereverTheyStand(t *testing.T) {
	for text, want := range map[string]string{
		"Ada":                          "•••",
		"ciao ada, ADA Ada Ada!":       "ciao •••, ••• ••• •••!",
		"Ada Byron, byron Ada":         "••• •••, ••• •••",
		"Adamo e la Canada di Al":      "Adamo e la Canada di Al",
		"l'esame di Ada+Byron (Byron)": "l'esame di •••+••• (•••)",
	} {
		if got := maskFor(text, []string{"Ada Al Byron"}); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}
