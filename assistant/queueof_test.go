package assistant

import "testing"

// What is found for any words has a topic; it counts where the candidates are sure of it
// together.
func TestAQuestionIsOfATopicOnlyWhereThatIsLikely(t *testing.T) {
	of := func(topic string, confidence float64) Candidate {
		return Candidate{Topic: topic, Confidence: confidence}
	}
	for _, c := range []struct {
		found []Candidate
		want  string
	}{
		{nil, "before"},
		{[]Candidate{of("exams", 0.11), of("fees", 0.09), of("fees", 0.08)}, "before"},
		{[]Candidate{of("exams", 0.11), of("fees", 0.11), of("fees", 0.1)}, "fees"},
		{[]Candidate{of("", 0.9), of("fees", 0.3)}, "fees"},
	} {
		if got := queueOf(c.found, "before"); got != c.want {
			t.Errorf("of %v it is %q, want %q", c.found, got, c.want)
		}
	}
}
