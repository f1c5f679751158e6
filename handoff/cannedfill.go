package handoff

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Variable is what a canned reply leaves open. Each is written in braces, by its
// Italian or its English name, in texts of either language.
type Variable string

// The variables.
const (
	VarStudent  Variable = "student"  // how the student is called, often unknown
	VarOperator Variable = "operator" // the name of who inserts it
	VarQueue    Variable = "queue"    // the chat's
	VarHours    Variable = "hours"    // when the queue's chat is open
	VarLink     Variable = "link"     // by which the student comes back to the conversation
)

// variables are all, by the names that texts use.
var variables = map[string]Variable{
	"studente": VarStudent, "student": VarStudent, "operatore": VarOperator, "operator": VarOperator,
	"coda": VarQueue, "queue": VarQueue, "orari": VarHours, "hours": VarHours, "link": VarLink,
}

// UnknownVariableError is ErrVariable with what stands in the braces.
type UnknownVariableError struct{ Name string }

// Error implements error.
func (e *UnknownVariableError) Error() string { return "there is no variable {" + e.Name + "}" }

// Is makes it [ErrVariable].
func (*UnknownVariableError) Is(target error) bool { return target == ErrVariable }

// inBraces is what may be meant for a variable: one with a slip in it is better refused
// than sent to a student as it stands.
var inBraces = regexp.MustCompile(`\{([^{}\n]*)\}`)

func variableOf(braced string) (Variable, bool) {
	v, ok := variables[strings.ToLower(strings.TrimSpace(strings.Trim(braced, "{}")))]
	return v, ok
}

func checkVariables(text string) error {
	for _, found := range inBraces.FindAllStringSubmatch(text, -1) {
		if _, ok := variableOf(found[0]); !ok {
			return &UnknownVariableError{found[1]}
		}
	}
	return nil
}

// FillCanned puts the values in the place of the variables. One without a value goes
// together with the space before it, so that "Buongiorno {studente}, ..." reads
// "Buongiorno, ..." for a student without a name, and with the comma on one side where
// there is one on both; at the beginning of a line, with the comma after it.
func FillCanned(text string, values map[Variable]string) string {
	var out strings.Builder
	for {
		at := inBraces.FindStringIndex(text)
		if at == nil {
			out.WriteString(text)
			return out.String()
		}
		before, braced := text[:at[0]], text[at[0]:at[1]]
		text = text[at[1]:]
		v, known := variableOf(braced)
		switch value := values[v]; {
		case !known:
			out.WriteString(before + braced) // from before it was refused
		case value != "":
			out.WriteString(before + value)
		default:
			before = strings.TrimRight(before, " \u00a0")
			if strings.IndexAny(text, ",;:.!?") == 0 {
				before = strings.TrimSuffix(before, ",")
			}
			out.WriteString(before)
			if begins := before == "" && out.Len() == 0 || strings.HasSuffix(before, "\n"); begins {
				text = upperFirst(strings.TrimLeft(text, ",;: \u00a0"))
			}
		}
	}
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// Variables are the names that a text in the language uses, for whoever writes one.
func Variables(lang string) []string {
	if lang == "en" {
		return []string{"student", "operator", "queue", "hours", "link"}
	}
	return slices.Clone([]string{"studente", "operatore", "coda", "orari", "link"})
}
