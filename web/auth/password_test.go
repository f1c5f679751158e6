package auth

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// The hash of "correct horse battery" by another implementation, OpenSSL by way of
// Python's cryptography:
//
//	Argon2id(salt=b"somesalt16bytes!", length=32, iterations=2, lanes=1, memory_cost=19456)
const reference = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQxNmJ5dGVzIQ$1TfTh8GEI3XG3XDAhWY28tYhiBOhwulXdJq4Lq7+naM"

func TestReferenceHash(t *testing.T) {
	h := newHashing()
	for password, want := range map[string]bool{secret: true, secret + " ": false, "": false} {
		if right, err := h.verify(ctx, reference, password); err != nil || right != want {
			t.Errorf("%q: %v, %v, want %v", password, right, err, want)
		}
	}
	if h.outdated(reference) {
		t.Error("the recommended cost is outdated")
	}
}

func TestHashAndVerify(t *testing.T) {
	h := newHashing()
	one, err1 := h.hash(ctx, "perché così è 12")
	two, err2 := h.hash(ctx, "perché così è 12")
	if err := errors.Join(err1, err2); err != nil || one == two {
		t.Fatalf("%v, or two salts the same: %s", err, one)
	}
	if !strings.HasPrefix(one, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash: %s", one)
	}
	// Typed with combining accents it is the same password.
	if right, err := h.verify(ctx, one, "perche\u0301 cosi\u0300 e\u0300 12"); err != nil || !right {
		t.Errorf("decomposed: %v, %v", right, err)
	}
	if right, err := h.verify(ctx, "", ""); err != nil || right {
		t.Errorf("no password: %v, %v", right, err)
	}
	if _, err := h.verify(ctx, "$argon2id$oops", secret); err == nil {
		t.Error("a broken hash is no error")
	}
}

func TestHashingWaitsNoLongerThanItsCaller(t *testing.T) {
	h := newHashing()
	for range maxHashing {
		h.slot <- struct{}{}
	}
	brief, cancel := context.WithCancel(ctx)
	done := make(chan error)
	go func() {
		_, err := h.hash(brief, secret)
		done <- err
	}()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want canceled", err)
	}
	<-h.slot
	if _, err := h.hash(ctx, secret); err != nil {
		t.Errorf("a slot is free: %v", err)
	}
	if len(h.slot) != maxHashing-1 {
		t.Errorf("%d slots taken, want %d", len(h.slot), maxHashing-1)
	}
}

func TestRandomPassword(t *testing.T) {
	seen := map[string]bool{}
	letters := map[rune]int{}
	for range 2000 {
		p := RandomPassword()
		if seen[p] || len(p) != 24 || checkPassword(p) != nil || strings.Count(p, "-") != 4 {
			t.Fatalf("password %q", p)
		}
		seen[p] = true
		for _, r := range strings.ReplaceAll(p, "-", "") {
			letters[r]++
		}
	}
	for _, r := range readable {
		// 40,000 letters: 1290 of each, with a standard deviation of 35.
		if n := letters[r]; n < 1000 || n > 1580 {
			t.Errorf("%d times %c", n, r)
		}
	}
	if len(letters) != len(readable) {
		t.Errorf("%d letters, want %d", len(letters), len(readable))
	}
}

func TestParsePHCRefuses(t *testing.T) {
	if _, err := parsePHC(reference); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"argon2i":         {"argon2id", "argon2i"},
		"old version":     {"v=19", "v=16"},
		"much memory":     {"m=19456", "m=4294967295"},
		"too much memory": {"m=19456", "m=4294967296"},
		"little memory":   {"m=19456", "m=7"},
		"no passes":       {"t=2", "t=0"},
		"many passes":     {"t=2", "t=17"},
		"no threads":      {"p=1", "p=0"},
		"leading zero":    {"t=2", "t=02"},
		"plus sign":       {"t=2", "t=+2"},
		"short salt":      {"c29tZXNhbHQxNmJ5dGVzIQ", "c2FsdA"},
		"padding":         {"c29tZXNhbHQxNmJ5dGVzIQ", "c29tZXNhbHQxNmJ5dGVzIQ=="},
		"loose bits":      {"c29tZXNhbHQxNmJ5dGVzIQ", "c29tZXNhbHQxNmJ5dGVzIR"},
		"one more part":   {"c29tZXNhbHQxNmJ5dGVzIQ", "c29tZXNhbHQxNmJ5dGVzIQ$c29tZQ"},
		"space":           {"p=1$", "p=1$ "},
	} {
		s := strings.Replace(reference, change[0], change[1], 1)
		if s == reference {
			t.Fatalf("%s changes nothing", name)
		}
		if h, err := parsePHC(s); err == nil {
			t.Errorf("%s: %s is read as %s", name, s, h)
		}
	}
}

// FuzzParsePHC: what is read is within bounds and is written back as it was.
func FuzzParsePHC(f *testing.F) {
	for _, s := range []string{reference, "", "$argon2id$", "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h, err := parsePHC(s)
		if err != nil {
			return
		}
		if !h.sane() || h.String() != s {
			t.Errorf("%q is read as %q", s, h)
		}
	})
}

func BenchmarkHash(b *testing.B) {
	h := newHashing()
	for b.Loop() {
		if _, err := h.hash(ctx, secret); err != nil {
			b.Fatal(err)
		}
	}
}
