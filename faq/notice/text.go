package notice

import (
	"context"
	"encoding/binary"
	"fmt"
	"strings"

	"sportello/content"
	"sportello/faq/notice/post"
)

// textFrames are the words around a notice, and those with a code: Italian, English.
var (
	textFrames = map[string]string{
		"it": "Segreteria studenti: %s %s Per non riceverne piu' rispondi STOP",
		"en": "Student office: %s %s To get no more reply STOP",
	}
	codeFrames = map[string]string{
		"it": "%s e' il codice per gli avvisi della segreteria studenti di %s. Vale 30 minuti. Se non l'hai chiesto tu, ignoralo.",
		"en": "%s is your code for the notices of the student office of %s. It holds for 30 minutes. If you did not ask for it, ignore it.",
	}
)

// cheaper has marks that would more than halve what fits into an SMS written as those
// that do not.
var cheaper = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "«", `"`, "»", `"`, "–", "-", "—", "-", "…", "...", "\u00a0", " ")

// Text is what an SMS with these words says.
func (o Office) Text(w Words, lang string) string {
	words := w.SMS
	if words == "" {
		words = w.Title
	}
	words = strings.Join(strings.Fields(words), " ")
	return cheaper.Replace(fmt.Sprintf(textFrames[lang], words, o.PublicURL+"/faq/"+lang))
}

// Texts is what the SMS of a notice say, by the language of the reader, with what each
// comes to.
func (o Office) Texts(texts map[string]Words) map[string]post.Text {
	out := map[string]post.Text{}
	n := Notice{Texts: texts}
	for _, lang := range content.Languages {
		w, in := n.In(lang)
		if w != (Words{}) {
			out[lang] = post.NewText("", "", o.Text(w, in))
		}
	}
	return out
}

// text writes an SMS in the subscriber's language.
func (s *Notices) text(ctx context.Context, o Office, m mailed) (post.Text, error) {
	if m.notice != nil {
		w, lang := m.notice.In(m.lang)
		return post.NewText(m.id, m.address, o.Text(w, lang)), nil
	}
	key, err := s.linkKey(ctx)
	if err != nil {
		return post.Text{}, err
	}
	body := fmt.Sprintf(codeFrames[m.lang], codeOf(key, m.subscriber, m.askedAt), o.University)
	return post.NewText(m.id, m.address, cheaper.Replace(body)), nil
}

// codeOf is the code by which who asked at a time shows that a number is theirs: six
// digits, of which nothing is kept.
func codeOf(key []byte, subscriber string, askedAt int64) string {
	sum := sum(key, toProve, subscriber, askedAt)
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum)%1_000_000)
}
