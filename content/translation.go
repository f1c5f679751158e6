package content

import (
	"bytes"
	"fmt"
	"maps"
	"regexp"
)

var translationsBlock = regexp.MustCompile(`(?m)^translations:[ \t]*(?:\{[^}\n]*\}[ \t]*)?\r?\n(?:[ \t]+[a-z]{2}:[^\n]*\n)*`)

// SetTranslation names in an entry's file the entry that translates it into lang, or
// none for an empty id; nothing else of the file changes. Its errors are those of
// [ParseEntry].
func SetTranslation(source []byte, lang, id string) ([]byte, error) {
	e, err := ParseEntry(source)
	if err != nil || e.Translations[lang] == id {
		return source, err
	}
	block := ""
	for _, l := range Languages {
		named := e.Translations[l]
		if l == lang {
			named = id
		}
		if named != "" {
			block += "  " + l + ": " + named + "\n"
		}
	}
	if block != "" {
		block = "translations:\n" + block
	}
	front, err := endOfFront(source)
	if err != nil {
		return nil, err
	}
	at := translationsBlock.FindIndex(source[:front])
	if at == nil {
		at = []int{front, front}
	}
	out := append(bytes.Clone(source[:at[0]]), block...)
	out = append(out, source[at[1]:]...)
	if after, err := ParseEntry(out); err != nil || after.Translations[lang] != id { // written in a way of its own
		return e.withTranslation(lang, id)
	}
	return out, nil
}

// endOfFront is where the line stands that ends the fields.
func endOfFront(source []byte) (int, error) {
	for at := 4; at < len(source); {
		end := bytes.IndexByte(source[at:], '\n')
		if end < 0 {
			break
		}
		if line := bytes.TrimRight(source[at:at+end], "\r"); string(line) == "---" {
			return at, nil
		}
		at += end + 1
	}
	return 0, fmt.Errorf("%w", ErrFrontMatter)
}

func (e *Entry) withTranslation(lang, id string) ([]byte, error) {
	after := *e
	after.Translations = map[string]string{}
	maps.Copy(after.Translations, e.Translations)
	if after.Translations[lang] = id; id == "" {
		delete(after.Translations, lang)
	}
	return after.Format()
}
