package web_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"sportello/content/db"
	"sportello/content/db/dbtest"
)

// BenchmarkRefuse starts the program, built as it is shipped, with a line that is full,
// and has students ask for a chat over HTTP: reported are refusals a second, with the
// client on the same processors.
func BenchmarkRefuse(b *testing.B) {
	program := buildSportello(b)
	for name, database := range map[string]string{"sqlite": dbtest.EmptySQLiteURL(b), "postgres": dbtest.DurablePostgresURL(b)} {
		b.Run(name, func(b *testing.B) { benchRefuse(b, program, database) })
	}
}

func benchRefuse(b *testing.B, program, database string) {
	open := openQueue(b)
	addr, pid := startSportello(b, program, database, 10, func(d *db.DB) {
		open(d)
		oneAtWork(b, d)
	})
	chats := make([]dialogue, sendChats)
	w := dial(b, addr)
	for i := range chats {
		if err := w.call("POST", "/api/v1/conversations", "", `{"lang":"it"}`, &chats[i]); err != nil {
			b.Fatal(err)
		}
	}
	ask := func(w *wire, d *dialogue) (int, error) {
		status, _, err := w.do("POST", "/api/v1/conversations/"+d.ID+"/handoff", d.Token, `{"channel":"chat","queue":"bench"}`)
		return status, err
	}
	in := 0
	for ; in < len(chats); in++ {
		status, err := ask(w, &chats[in])
		if err != nil {
			b.Fatal(err)
		}
		if status == http.StatusConflict {
			break
		}
	}
	rest := chats[in:]
	b.Run("refusals", func(b *testing.B) {
		load(b, addr, pid, senders, func(w *wire, worker, n int) error {
			status, err := ask(w, &rest[(n*senders+worker)%len(rest)])
			if err == nil && status != http.StatusConflict {
				err = fmt.Errorf("status %d for who asks at a full line", status)
			}
			return err
		})
	})
}

// oneAtWork adds an operator who is there for as long as the measurement takes.
func oneAtWork(b *testing.B, d *db.DB) {
	err := d.Tx(b.Context(), func(tx *db.Tx) error {
		_, err := tx.Exec(`INSERT INTO operators (id, name, level, capacity, state, seen_at) VALUES ('one', 'One', 1, 2, 'available', $1)`,
			db.Millis(time.Now().Add(time.Hour)))
		if err == nil {
			_, err = tx.Exec(`INSERT INTO operator_queues (operator_id, queue_id) VALUES ('one', 'bench')`)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}
