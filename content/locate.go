package content

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Locate is where in its file a problem stands, both from 1, the column in characters: at
// the value that is wrong where it can be found, else at the field or line.
func Locate(source []byte, p Problem) (line, column int) {
	lines := strings.Split(string(source), "\n")
	if p.Line < 1 || p.Line > len(lines) {
		return max(p.Line, 1), 1
	}
	if p.Code == CodeEncoding {
		if at := notText(source); at >= 0 {
			return p.Line, 1 + utf8.RuneCount(source[1+bytes.LastIndexByte(source[:at], '\n'):at])
		}
	}
	value := ""
	if len(p.Params) > 0 && p.Code != CodeFields {
		value = p.Params[0]
	}
	twice := p.Code == CodeTwice || p.Code == CodeAlternateTwice
	for i := p.Line - 1; i < len(lines) && (i == p.Line-1 || sameBlock(lines[i], p.Field != "")); i++ {
		if at := strings.LastIndex(lines[i], value); at >= 0 && value != "" {
			line, column = i+1, 1+utf8.RuneCountInString(lines[i][:at])
			if !twice {
				return line, column
			}
		}
	}
	if line > 0 {
		return line, column
	}
	text := lines[p.Line-1]
	begin := len(text) - len(strings.TrimLeft(text, " "))
	if field := text[begin:]; p.Field != "" && strings.HasPrefix(field, p.Field+":") {
		rest := field[len(p.Field)+1:]
		begin += len(p.Field) + 1 + len(rest) - len(strings.TrimLeft(rest, " "))
	}
	return p.Line, 1 + utf8.RuneCountInString(text[:begin])
}

// sameBlock reports whether a further line belongs to the field, or to the paragraph, that
// began before it.
func sameBlock(line string, field bool) bool {
	if field {
		return strings.HasPrefix(line, " ") || strings.HasPrefix(line, "-") && !strings.HasPrefix(line, "---")
	}
	return strings.TrimSpace(line) != ""
}
