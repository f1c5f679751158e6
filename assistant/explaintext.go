package assistant

import (
	"fmt"
	"io"
	"strings"

	"sportello/faq/match"
)

// Tell writes the explanation for a terminal: the decision, then the candidates, and with
// features what spoke for each.
func (e *Explanation) Tell(w io.Writer, features bool) error {
	var b strings.Builder
	if e.Decided != nil {
		b.WriteString(e.Decided.sentence())
	}
	for i, c := range e.Candidates {
		fmt.Fprintf(&b, "%2d. %.2f  %s  %s\n", i+1, c.Confidence, c.ID, c.Question)
		if c.Quote != "" {
			fmt.Fprintf(&b, "          page %d: %s\n", c.Page, c.Quote)
		}
		if features {
			c.tellFeatures(&b)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *Decided) sentence() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: confidence %.2f; an answer from %.2f, choices from %.2f together; language %s",
		d.Decision, d.Confidence, d.AnswerAt, d.ChoicesAt, d.Lang)
	if d.Intent != "" {
		fmt.Fprintf(&b, "; intent %s", d.Intent)
	}
	if c := d.Calibration; c.Shift != 0 || c.Slope != 0 && c.Slope != 1 {
		fmt.Fprintf(&b, "; students' words move the confidence by %+.2f, times %.2f", c.Shift, c.Slope)
	}
	fmt.Fprintf(&b, "; %d candidates\n", d.Found)
	return b.String()
}

func (c *Candidate) tellFeatures(w io.Writer) {
	list := match.Features(c.Why)
	for _, group := range match.Groups {
		title := groupTitles[group]
		for _, f := range list {
			if f.Group != group {
				continue
			}
			if title != "" {
				fmt.Fprintf(w, "          %s\n", title)
				title = ""
			}
			fmt.Fprintf(w, "            %4.0f %%  %s (%s)\n", 100*c.Why[f.Name], f.En, f.Name)
		}
	}
	if c.Model != round(c.Confidence) {
		fmt.Fprintf(w, "          confidence before students' words: %.2f\n", c.Model)
	}
}

var groupTitles = map[match.Group]string{
	match.GroupWords: "the words of the question", match.GroupText: "the text of the answer", match.GroupTaught: "what was learned",
	match.GroupAround: "language and topic", match.GroupCompare: "beside the other candidates",
}
