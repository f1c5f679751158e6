package handoff

// Queue is where the conversations of one theme wait for a person.
type Queue struct {
	ID       string            `json:"id"`
	Position int               `json:"position"` // its place in lists, from 1
	Names    map[string]string `json:"names"`    // by language
	Owner    string            `json:"owner"`    // the office that answers for it
	Email    string            `json:"email"`
	Phone    string            `json:"phone"`
	Counter  map[string]string `json:"counter"` // where and when to come in person, by language
	Hours    Hours             `json:"hours"`   // of the chat
}

// Name returns the queue's name in the language, or in any it has, or its id.
func (q Queue) Name(lang string) string {
	for _, l := range []string{lang, "it", "en"} {
		if name := q.Names[l]; name != "" {
			return name
		}
	}
	return q.ID
}
