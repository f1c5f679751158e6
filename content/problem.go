package content

import "fmt"

// Problem is something wrong in a file, with what to do about it. It is an error.
type Problem struct {
	File    string `json:"file"`
	Line    int    `json:"line"` // from 1
	Message string `json:"message"`
	// Code is stable, and names the rule; Params are what its message tells of.
	Code   Code     `json:"code"`
	Params []string `json:"params,omitempty"`
}

// Code names a rule that a file breaks.
type Code string

func (p Problem) Error() string {
	if p.File == "" {
		return fmt.Sprintf("line %d: %s", p.Line, p.Message)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// IDChanged is the problem of an entry that is saved under another id than its own.
func IDChanged(id string) Problem {
	return Problem{Line: 2, Message: fmt.Sprintf("id: an entry keeps its id, %s", id)}
}
