package content

import "fmt"

// Problem is something wrong in a file, with what to do about it. It is an error.
type Problem struct {
	File    string `json:"file"`
	Line    int    `json:"line"` // from 1
	Message string `json:"message"`

	// What the message is made of, for those who tell it in another language. Code is
	// empty of the rules that no page tells of.
	Code   Code     `json:"code"`
	Field  string   `json:"field"` // of the front matter; empty for the answer and the whole file
	Params []string `json:"params"`
}

// Code names a rule that a file breaks. It is stable.
type Code string

// The rules of an entry and of what it shares with a guide.
const (
	CodeFrontMatter    Code = "front_matter"
	CodeFields         Code = "fields" // what the parser says
	CodeEncoding       Code = "encoding"
	CodeTooLarge       Code = "too_large"
	CodeBrackets       Code = "brackets"
	CodeID             Code = "id"
	CodeIDKept         Code = "id_kept"
	CodeIDTaken        Code = "id_taken"
	CodePlace          Code = "place"
	CodeMissing        Code = "missing"
	CodeTooLong        Code = "too_long"
	CodeNotAllowed     Code = "not_allowed"
	CodeNoAudience     Code = "no_audience"
	CodeNoDate         Code = "no_date"
	CodeDate           Code = "date"
	CodeDatesInverted  Code = "dates_inverted"
	CodeURL            Code = "url"
	CodeTwice          Code = "twice"
	CodeTooMany        Code = "too_many"
	CodeAlternates     Code = "alternates"
	CodeAlternateTwice Code = "alternate_twice"
	CodePhraseTwice    Code = "phrase_twice"
	CodeTopic          Code = "topic"
	CodeCampus         Code = "campus"
	CodeTwinSelf       Code = "twin_self"
	CodeTwinGone       Code = "twin_gone"
	CodeTwinLang       Code = "twin_lang"
	CodeTwinTaken      Code = "twin_taken"
	CodeNoAnswer       Code = "no_answer"
	CodeHTML           Code = "html"
	CodePicture        Code = "picture"
	CodePictureWords   Code = "picture_words"
	CodePictureGone    Code = "picture_gone"
	CodeHeading        Code = "heading"
	CodeLink           Code = "link"
	CodeDeadLink       Code = "dead_link"
	CodeGuideTaken     Code = "guide_taken"
	CodeHole           Code = "hole"
)

// wordings are the rules' messages, of their params.
var wordings = map[Code]string{
	CodeFrontMatter:    "the file must begin with a line ---, the fields, and another line ---",
	CodeFields:         "the fields can't be read: %s",
	CodeEncoding:       "the text must be UTF-8, without zero bytes: save it as UTF-8 (found %s)",
	CodeTooLarge:       "the file has %s bytes; at most %s are allowed: split the entry",
	CodeBrackets:       "the fields have more than %s brackets",
	CodeID:             "use lower-case letters, digits and hyphens, 3 to 80 of them, beginning with a letter",
	CodeIDKept:         "an entry keeps its id, %s",
	CodeIDTaken:        "%s is also the id of %s: give this one another",
	CodePlace:          "the file should be %s: rename it, or change its id or topic",
	CodeMissing:        "is missing: add it",
	CodeTooLong:        "has %s characters; at most %s are allowed: shorten it",
	CodeNotAllowed:     "%q is not allowed; write one of %s",
	CodeNoAudience:     "is missing: write one or more of %s",
	CodeNoDate:         "is missing: write a day as 2026-09-30",
	CodeDate:           "%q is no day; write it as 2026-09-30",
	CodeDatesInverted:  "%s is before valid_from, %s: exchange them",
	CodeURL:            "%q is no address; it must begin with https://",
	CodeTwice:          "%q stands here twice: remove one",
	CodeTooMany:        "there are %s; at most %s are allowed",
	CodeAlternates:     "there are %s; at most %s are allowed: keep those that differ most",
	CodeAlternateTwice: "%q stands here twice, or is the question: remove one",
	CodePhraseTwice:    "%q stands in %s too: keep it where it fits best",
	CodeTopic:          "%q is not in topics.yaml: write one that is, or add it there",
	CodeCampus:         "%q is not in campuses.yaml: write one that is, or add it there",
	CodeTwinSelf:       "an entry is no translation of itself: name the other language's entry",
	CodeTwinGone:       "there is no entry %s: write it, or remove the line",
	CodeTwinLang:       "%s is in %q, not in %q",
	CodeTwinTaken:      "%s does not name this entry back: add %q to it",
	CodeNoAnswer:       "the answer is missing: write it below the second ---",
	CodeHTML:           "the answer holds HTML, which is left out: write it in Markdown",
	CodePicture:        "the picture %q is none of the library: put it in the folder pictures and write ../../pictures/NAME.png",
	CodePictureWords:   "the picture %s has no words for who can't see it: write them between the brackets",
	CodePictureGone:    "there is no picture %s in the folder pictures: add it, or remove the line",
	CodeHeading:        "a heading in an answer begins with ### or more: the question stands above it",
	CodeLink:           "the link %q leads nowhere: write the whole address, beginning with https://, mailto: or tel:",
	CodeHole:           "%q stands where something personal was masked: write what belongs there, or remove it",
	CodeDeadLink:       "the link %q leads to a page of ours that there is not: name another, or remove it",
	CodeGuideTaken:     "%s is also the id of another guide: give this one another",
}

// Codes are all rules that have one.
func Codes() []Code {
	codes := make([]Code, 0, len(wordings))
	for c := range wordings {
		codes = append(codes, c)
	}
	return codes
}

// problem is a breach of a rule in a field, if not empty, of a file.
func problem(line int, code Code, field string, params ...string) Problem {
	args := make([]any, len(params))
	for i, p := range params {
		args[i] = p
	}
	message := fmt.Sprintf(wordings[code], args...)
	if field != "" {
		message = field + ": " + message
	}
	return Problem{Line: line, Message: message, Code: code, Field: field, Params: params}
}

// IDKept is the problem of an entry that is saved under another id than its own.
func IDKept(id string) Problem { return problem(2, CodeIDKept, "id", id) }

// DeadLink is the problem of a link to a page of our own that there is not.
func DeadLink(a Anchor) Problem { return problem(a.Line, CodeDeadLink, "", a.URL) }

func (p Problem) Error() string {
	if p.File == "" {
		return fmt.Sprintf("line %d: %s", p.Line, p.Message)
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}
