package post

import (
	"context"
	"strings"
	"unicode/utf16"
)

// Text is an SMS.
type Text struct {
	ID   string // unique: a gateway takes a message with the same id for a repeat
	To   string // a number in the form of E.164, +393471234567
	Body string

	Encoding Encoding
	Segments int // of which it is made, and each of which is paid for
	Length   int // in the units that the encoding counts
}

// Texts hands over an SMS and says what became of it; the error says why it was not
// [Sent], without the number or the text, for it may be logged. It is safe for concurrent
// use.
type Texts interface {
	Text(ctx context.Context, t Text) (Outcome, error)
}

// Encoding is how an SMS is written.
type Encoding string

// The encodings of 3GPP TS 23.038.
const (
	GSM7 Encoding = "gsm-7" // the letters of gsm and gsmPairs
	UCS2 Encoding = "ucs-2" // any letter
)

// The letters of the GSM 7 bit default alphabet, and those of its extension, each of which
// takes the place of two (3GPP TS 23.038, 6.2.1).
const (
	gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
		"¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	gsmPairs = "\f^{}\\[~]|€"
)

// How much an SMS holds alone, and each of several (3GPP TS 23.040: their header takes the
// place of seven letters, or three).
var room = map[Encoding]struct{ alone, each int }{GSM7: {160, 153}, UCS2: {70, 67}}

// NewText counts what a text comes to.
func NewText(id, to, body string) Text {
	t := Text{ID: id, To: to, Body: body, Encoding: GSM7}
	if strings.ContainsFunc(body, func(r rune) bool { return !strings.ContainsRune(gsm+gsmPairs, r) }) {
		t.Encoding = UCS2
	}
	left, alone := 0, room[t.Encoding].alone
	for _, r := range body {
		n := t.Encoding.width(r)
		t.Length += n
		if left < n { // no letter is cut in two
			left = room[t.Encoding].each
			t.Segments++
		}
		left -= n
	}
	if t.Length <= alone {
		t.Segments = min(1, t.Length)
	}
	return t
}

// width is how many units a letter takes.
func (e Encoding) width(r rune) int {
	switch {
	case e == UCS2:
		return len(utf16.Encode([]rune{r}))
	case strings.ContainsRune(gsmPairs, r):
		return 2
	}
	return 1
}
