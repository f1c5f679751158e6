package content_test

import (
	"strings"
	"testing"

	"sportello/content"
)

func TestSetTranslationChangesNothingElse(t *testing.T) {
	const head, tail = "---\n# a comment\nid: x-y\nlang:   it\nquestion: 'How?'\n", "audience: [all]\n---\n\nbody\n---\ntranslations:\n  en: no\n"
	for _, k := range []struct{ name, source, id, want string }{
		{"added", head + tail, "z", head + "audience: [all]\ntranslations:\n  en: z\n---\n\nbody\n---\ntranslations:\n  en: no\n"},
		{"changed", head + "translations:\n  en: y\n" + tail, "z", head + "translations:\n  en: z\n" + tail},
		{"in a flow", head + "translations: {en: y}\n" + tail, "z", head + "translations:\n  en: z\n" + tail},
		{"removed", head + "translations:\n  en: y\n" + tail, "", head + tail},
		{"the same", head + "translations: {en:  z}\n" + tail, "z", head + "translations: {en:  z}\n" + tail},
		{"Windows", strings.ReplaceAll(head+tail, "\n", "\r\n"), "z", ""},
	} {
		got, err := content.SetTranslation([]byte(k.source), "en", k.id)
		if err != nil || k.want != "" && string(got) != k.want {
			t.Errorf("%s: %v\n%s", k.name, err, got)
		}
		if e, err := content.ParseEntry(got); err != nil || e.Translations["en"] != k.id || !strings.Contains(e.Body, "body") {
			t.Errorf("%s reads otherwise: %v", k.name, err)
		}
	}
	if _, err := content.SetTranslation([]byte("no fields"), "en", "z"); err == nil {
		t.Error("no fields")
	}
	// Laid out in a way that only the parser understands.
	got, err := content.SetTranslation([]byte(head+"\"translations\": {\n  en: y}\n"+tail), "en", "z")
	if e, parseErr := content.ParseEntry(got); err != nil || parseErr != nil || e.Translations["en"] != "z" {
		t.Errorf("%v %v\n%s", err, parseErr, got)
	}
}
