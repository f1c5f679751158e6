package notice

import (
	"context"
	"embed"
	"fmt"
	htmltemplate "html/template"
	"net/url"
	"strings"
	"text/template"
	"time"

	"sportello/content"
	"sportello/faq/notice/post"
)

//go:embed letters
var letterFiles embed.FS

var (
	plainLetters = template.Must(template.ParseFS(letterFiles, "letters/*.txt"))
	htmlLetters  = htmltemplate.Must(htmltemplate.ParseFS(letterFiles, "letters/*.html"))
)

// letterData is what the templates fill in.
type letterData struct {
	Lang, WordsLang string // of the frame, and of the notice
	University      string
	Title           string
	Text            string // plain
	HTML            htmltemplate.HTML
	Until           string
	FAQ             string
	Confirm, Leave  string
}

// subjects of the request to confirm: Italian, English.
var subjects = map[string]string{"it": "Conferma: vuoi ricevere gli avvisi della segreteria?", "en": "Please confirm: do you want the student office's notices?"}

// letter writes what goes out, in the subscriber's language.
func (s *Notices) letter(ctx context.Context, o Office, m mailed) (post.Letter, error) {
	leave, err := s.sign(ctx, toLeave, m.subscriber)
	if err != nil {
		return post.Letter{}, err
	}
	data := letterData{Lang: m.lang, WordsLang: m.lang, University: o.University, FAQ: o.PublicURL + "/faq/" + m.lang,
		Leave: o.link("leave", m, leave)}
	out := post.Letter{ID: m.id, To: m.address}
	name := "confirm"
	if m.notice == nil {
		confirm, err := s.sign(ctx, toConfirm, m.subscriber, m.askedAt)
		if err != nil {
			return post.Letter{}, err
		}
		data.Title, data.Confirm = subjects[m.lang], o.link("confirm", m, confirm)
	} else {
		var w Words
		w, data.WordsLang = m.notice.In(m.lang)
		data.Title, data.Text, data.HTML = w.Title, content.Plain(w.Text), htmltemplate.HTML(content.HTML(w.Text, nil)) //nolint:gosec // sanitized by content
		data.Until, name, out.Leave = moment(m.notice.Until.In(o.Zone), m.lang), "notice", data.Leave
	}
	out.Subject = data.Title
	var plain, html strings.Builder
	if err := plainLetters.ExecuteTemplate(&plain, name+"-"+m.lang+".txt", data); err != nil {
		return out, err
	}
	if err := htmlLetters.ExecuteTemplate(&html, name+"-"+m.lang+".html", data); err != nil {
		return out, err
	}
	out.Plain, out.HTML = plain.String(), html.String()
	return out, nil
}

// link leads to a page of ours about the subscription.
func (o Office) link(page string, m mailed, token string) string {
	return o.PublicURL + "/notices/" + page + "?" + url.Values{"lang": {m.lang}, "id": {m.subscriber}, "token": {token}}.Encode()
}

var months = [...]string{"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"}

// moment is a time as a reader of lang writes it.
func moment(t time.Time, lang string) string {
	if lang == "en" {
		return t.Format("2 January 2006, 15:04")
	}
	return fmt.Sprintf("%d %s %d, ore %s", t.Day(), months[t.Month()-1], t.Year(), t.Format("15:04"))
}
