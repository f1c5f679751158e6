package notice_test

import (
	"net/url"
	"regexp"
	"testing"
	"time"

	"sportello/faq/notice"
)

var link = regexp.MustCompile(`https://sportello\.example\.edu/notices/(confirm|leave)\?\S+`)

// linkIn is what the page of a letter's link gets.
func linkIn(t *testing.T, text, page string) (id, token string) {
	t.Helper()
	for _, found := range link.FindAllStringSubmatch(text, -1) {
		if found[1] == page {
			u, err := url.Parse(found[0])
			ok(t, err)
			return u.Query().Get("id"), u.Query().Get("token")
		}
	}
	t.Fatalf("no link to %s in %q", page, text)
	return "", ""
}

func TestDoubleOptIn(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		m := newMailbox(t)
		wish := notice.Wish{Address: " Anna.Bianchi@Example.edu", Lang: "it", Topics: []string{"fees"}}
		ok(t, o.Ask(ctx, wish))
		o.sendAll(m)
		letters := m.take()
		if len(letters) != 1 || letters[0].to != "anna.bianchi@example.edu" || letters[0].header.Get("List-Unsubscribe") != "" {
			t.Fatalf("%+v", letters)
		}
		if n, err := o.Subscribers(ctx, notice.ByMail); err != nil || n != 0 {
			t.Fatalf("%d subscribers before anybody confirmed, %v", n, err)
		}
		id, token := linkIn(t, letters[0].plain, "confirm")
		if other, _ := linkIn(t, letters[0].html, "confirm"); other != id {
			t.Error("the two forms have two links")
		}
		_, err := o.Confirm(ctx, id, token+"x")
		want(t, err, notice.ErrLink)
		want(t, o.Leave(ctx, id, token), notice.ErrLink)
		for range 2 {
			lang, err := o.Confirm(ctx, id, token)
			ok(t, err)
			if lang != "it" {
				t.Error(lang)
			}
		}
		if n, _ := o.Subscribers(ctx, notice.ByMail); n != 1 {
			t.Errorf("%d subscribers", n)
		}
	})
}

// A link to confirm holds two days, and until another was asked for.
func TestLinksExpire(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		m := newMailbox(t)
		wish := notice.Wish{Address: "anna@example.edu", Lang: "it"}
		ok(t, o.Ask(ctx, wish))
		o.sendAll(m)
		id, first := linkIn(t, m.take()[0].plain, "confirm")
		o.pass(11 * time.Minute)
		ok(t, o.Ask(ctx, wish))
		o.sendAll(m)
		_, second := linkIn(t, m.take()[0].plain, "confirm")
		_, err := o.Confirm(ctx, id, first)
		want(t, err, notice.ErrLink)
		o.pass(notice.ConfirmWithin + time.Second)
		_, err = o.Confirm(ctx, id, second)
		want(t, err, notice.ErrLink)
		ok(t, o.Clean(ctx))
		if n := o.rows(`SELECT COUNT(*) FROM subscribers`); n != 0 {
			t.Errorf("%d addresses are kept", n)
		}
	})
}

func (o *office) rows(query string) (n int) {
	o.t.Helper()
	ok(o.t, o.db.QueryRow(ctx, query).Scan(&n))
	return n
}

// However often a stranger asks, an address gets three letters a day, and the answer is
// the same.
func TestNobodyFloodsAMailbox(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		m := newMailbox(t)
		for range 100 {
			ok(t, o.Ask(ctx, notice.Wish{Address: "anna@example.edu", Lang: "it"}))
			o.sendAll(m)
			o.pass(10 * time.Minute) // 16 hours in all
		}
		if n := len(m.take()); n != 3 {
			t.Errorf("%d letters", n)
		}
	})
}

func TestLeaving(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		m := newMailbox(t)
		o.join(m, notice.Wish{Address: "anna@example.edu", Lang: "it"})
		o.join(m, notice.Wish{Address: "bob@example.edu", Lang: "it"})
		n := o.add(deadline())
		ok(t, o.Send(ctx, n.ID, n.Revision, notice.ByMail, "Elena"))
		o.sendAll(m)
		letters := m.take()
		id, token := linkIn(t, letters[0].plain, "leave")
		other, _ := linkIn(t, letters[1].plain, "leave")
		want(t, o.Leave(ctx, other, token), notice.ErrLink)
		for range 2 {
			ok(t, o.Leave(ctx, id, token))
		}
		if n := o.rows(`SELECT COUNT(*) FROM subscribers WHERE address = '` + letters[0].to + `'`); n != 0 {
			t.Error("the address is still there")
		}
		if p := o.progress(n.ID); p.Sent != 2 {
			t.Errorf("%+v", p)
		}
		again := o.add(deadline())
		ok(t, o.Send(ctx, again.ID, again.Revision, notice.ByMail, "Elena"))
		o.sendAll(m)
		if left := m.take(); len(left) != 1 || left[0].to == letters[0].to {
			t.Errorf("%+v", left)
		}
	})
}

func TestAddresses(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		for _, bad := range []string{"", "anna", "anna@", "@example.edu", "anna@localhost", "Anna <anna@example.edu>", "a@b.it, c@d.it",
			"anna@example.edu\r\nBcc: bob@example.edu", "anna@[127.0.0.1]", "anna bianchi@example.edu", "annà@example.edu"} {
			want(t, o.Ask(ctx, notice.Wish{Address: bad, Lang: "it"}), notice.ErrAddress)
		}
		want(t, o.Ask(ctx, notice.Wish{Address: "anna@example.edu", Lang: "de"}), notice.ErrInvalid)
		want(t, o.Ask(ctx, notice.Wish{Address: "anna@example.edu", Lang: "it", Topics: []string{"none"}}), notice.ErrInvalid)
	})
}
