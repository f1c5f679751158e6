package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// isText tells a text, in any of the encodings that [decode] knows, from other files.
func isText(data []byte) bool {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return true
	}
	head := data[:min(len(data), 4096)]
	return len(head) > 0 && !bytes.HasPrefix(head, []byte("%PDF")) && bytes.IndexFunc(head, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r'
	}) < 0
}

// decode brings what spreadsheets write to UTF-8: UTF-16 with a mark ("Unicode text" of
// Excel), UTF-8, else Windows-1252.
func decode(data []byte) (string, error) {
	var from encoding.Encoding = charmap.Windows1252
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	}
	out, err := from.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrBroken, err)
	}
	return string(out), nil
}

func readCSV(data []byte) ([]table, error) {
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = separator(text), -1, true, true
	t := table{}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return []table{t}, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrBroken, err)
		}
		if len(t.rows) == maxRows {
			return nil, ErrTooMany
		}
		line, _ := r.FieldPos(0)
		cells := make([]string, min(len(record), maxColumns))
		for i := range cells {
			cells[i] = cellText(record[i])
		}
		t.rows = append(t.rows, row{line, cells})
	}
}

// separator is the one of ; , and tab that stands most often in the first line, outside
// quotes.
func separator(text string) rune {
	count := map[rune]int{}
	quoted := false
	for _, r := range text[:min(len(text), 8192)] {
		switch {
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == ';' || r == ',' || r == '\t':
			count[r]++
		case r == '\n' && len(count) > 0:
			return most(count)
		}
	}
	return most(count)
}

func most(count map[rune]int) rune {
	best := ';'
	for _, r := range ",\t" {
		if count[r] > count[best] {
			best = r
		}
	}
	return best
}

// cellText cuts what no entry could hold, and what no text should.
func cellText(s string) string {
	if len(s) > maxCell+1 {
		s = strings.ToValidUTF8(s[:maxCell+1], "")
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0':
			return ' '
		case r < ' ' && r != '\n' && r != '\t', r == '\ufeff', r == utf8.RuneError:
			return -1
		}
		return r
	}, s))
}
