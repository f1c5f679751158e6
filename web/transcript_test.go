package web_test

import (
	"net/http"
	"strings"
	"testing"

	"sportello/content/db"
	"sportello/content/db/dbtest"
	"sportello/web/auth"
)

func TestTranscript(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		c := serve(t, d, nil)
		operator := c.user("operator", auth.Operator)
		v := c.start()
		conv := "/conversations/" + v.ID
		r := c.ask(v, "Entro quando devo pagare la seconda rata?")
		var state struct{ Chat string }
		c.call("POST", conv+"/handoff", v.Token, obj{"channel": "chat", "queue": "fees", "name": "Anna <b>"}, &state, http.StatusOK)
		chat := "/desk/chats/" + state.Chat
		c.call("POST", chat+"/claim", operator, nil, nil, http.StatusOK)
		c.call("POST", chat+"/messages", operator, obj{"client_id": "1", "text": "Buongiorno <script>alert(1)</script>"}, nil, http.StatusOK)
		c.call("POST", chat+"/notes", operator, obj{"client_id": "2", "text": "nota interna"}, nil, http.StatusOK)
		var file attachment
		c.upload(conv, v.Token, "f1", "ricevuta.pdf", strings.NewReader("%PDF-1.7"), &file, http.StatusCreated)
		c.call("POST", conv+"/messages", v.Token, obj{"client_id": "3", "text": "", "attachment": file.ID}, nil, http.StatusOK)
		c.call("POST", chat+"/close", operator, obj{"outcome": "resolved", "note": "nota finale"}, nil, http.StatusNoContent)

		inOrder := []string{"Entro quando devo pagare la seconda rata?", r.Answer.Question, r.Answer.HTML, "In attesa di una persona",
			"Staff operator segue la conversazione", "Buongiorno &lt;script&gt;alert(1)&lt;/script&gt;", "Anna &lt;b&gt;", "Allegato: ricevuta.pdf", "Conversazione chiusa"}
		for _, whose := range [][2]string{{conv, v.Token}, {chat, operator}} {
			body, h := c.download(whose[0]+"/transcript?lang=it", whose[1], http.StatusOK)
			rest := string(body)
			for _, want := range inOrder {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("%q is missing, or not in its place", want)
				}
				rest = after
			}
			for _, secret := range []string{"nota interna", "nota finale", "resolved", v.Token} {
				if strings.Contains(string(body), secret) {
					t.Errorf("it tells %q", secret)
				}
			}
			if !strings.HasPrefix(h.Get("Content-Disposition"), "attachment; filename=sportello-") {
				t.Error(h)
			}
		}
		english, _ := c.download(conv+"/transcript?lang=en", v.Token, http.StatusOK)
		if !strings.Contains(string(english), "Your conversation with the student office, Politecnico di Valmaggiore") {
			t.Error("not in English")
		}
		c.download(conv+"/transcript", "wrong", http.StatusNotFound)
		c.download(chat+"/transcript", c.user("editor", auth.Editor), http.StatusForbidden)
	})
}
