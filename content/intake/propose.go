package intake

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"sportello/content"
)

// propose gives what was read its language, topic and id, and says what is wrong with it.
func (r *Result) propose(o Options) error {
	if len(r.Proposals) == 0 && !r.NeedsColumns {
		return ErrNothing
	}
	k := newKnown(o.Known)
	places := map[string]string{}
	size := 0
	for _, p := range r.Proposals {
		if size += len(p.Body) + len(p.Question) + len(strings.Join(p.Alternates, "")); size > maxText {
			return ErrTooLarge
		}
		if !slices.Contains(content.Languages, p.Lang) {
			if p.Lang = o.Lang; p.Lang == "" {
				p.Lang = LanguageOf(p.Question + " " + p.Body)
			}
		}
		p.place(o)
		p.check()
		p.Duplicate = k.find(p)
		phrase := p.Lang + " " + content.Fold(p.Question)
		if first := places[phrase]; first != "" {
			p.note(SameInFile, first)
		} else {
			places[phrase] = p.Place
		}
	}
	r.name(k)
	return nil
}

// place finds the topic that the file names, by its id, its name, or words with which the
// name of one alone begins.
func (p *Proposal) place(o Options) {
	wanted := content.Fold(p.wantedTopic)
	var begun []string
	for _, t := range o.Topics {
		for _, name := range []string{t.ID, t.Name["it"], t.Name["en"]} {
			name = content.Fold(name)
			if wanted != "" && wanted == name {
				p.Topic = t.ID
				return
			}
			if wanted != "" && strings.HasPrefix(name, wanted+" ") && !slices.Contains(begun, t.ID) {
				begun = append(begun, t.ID)
			}
		}
	}
	switch {
	case len(begun) == 1:
		p.Topic = begun[0]
	case o.Topic != "":
		p.Topic = o.Topic
	case wanted != "":
		p.note(TopicUnknown, shorten(p.wantedTopic))
	}
}

// maxText bounds what is proposed, in bytes: a spreadsheet may name one long text in
// every cell.
const maxText = MaxBytes

// maxBody leaves room for the fields.
const maxBody = content.MaxEntryBytes * 3 / 4

func (p *Proposal) check() {
	switch n := utf8.RuneCountInString(p.Question); {
	case n == 0:
		p.note(NoQuestion, "")
	case n > content.MaxQuestion:
		p.note(LongQuestion, "")
	}
	p.Question = content.Cut(p.Question, 4*content.MaxQuestion)
	long := slices.ContainsFunc(p.Notes, func(n Note) bool { return n.Code == LongAnswer })
	switch {
	case len(p.Body) > maxBody:
		p.Body = ""
		p.note(LongAnswer, "")
	case strings.TrimSpace(p.Body) == "" && !long:
		p.note(NoAnswer, "")
	}
	p.alternates()
}

// alternates keeps those that say something else, as long as an entry may have them.
func (p *Proposal) alternates() {
	seen := map[string]bool{content.Fold(p.Question): true, "": true}
	var kept []string
	for _, a := range p.Alternates {
		switch {
		case seen[content.Fold(a)]:
			continue
		case utf8.RuneCountInString(a) > content.MaxAlternate:
			p.note(LongAlternate, shorten(a))
		case len(kept) == content.MaxAlternates:
			p.note(ManyAlternates, "")
			p.Alternates = kept
			return
		default:
			kept = append(kept, a)
		}
		seen[content.Fold(a)] = true
	}
	p.Alternates = kept
}

// name gives every proposal an id that is free, and those that translate each other the
// other's.
func (r *Result) name(k *known) {
	for i, p := range r.Proposals {
		first := r.Proposals[max(0, i-1)]
		twins := i > 0 && first.Place == p.Place && first.Lang != p.Lang && first.Translation == ""
		wanted := strings.ToLower(strings.TrimSpace(p.wantedID))
		switch {
		case twins:
			wanted = first.ID + "-" + p.Lang
		case !content.ValidID(wanted):
			wanted = slug(p.Question)
		}
		p.ID = k.free(wanted)
		if said := strings.TrimSpace(p.wantedID); said != "" && !twins && said != p.ID {
			p.note(IDChanged, shorten(said))
		}
		if twins {
			p.Translation, first.Translation = first.ID, p.ID
		}
	}
}

var notOfID = regexp.MustCompile(`[^a-z0-9]+`)

// slug makes an id of the words of a question that say most.
func slug(question string) string {
	var words []string
	length := 0
	for w := range strings.FieldsSeq(content.Fold(question)) {
		w = notOfID.ReplaceAllString(w, "")
		if w == "" || smallWords["it"][w] || smallWords["en"][w] || length+len(w) > 45 {
			continue
		}
		words = append(words, w)
		length += len(w) + 1
		if len(words) == 5 {
			break
		}
	}
	id := strings.Join(words, "-")
	if !content.ValidID(id) {
		id = strings.TrimRight("faq-"+id, "-")
	}
	return id
}

// known finds proposals among the entries that there are.
type known struct {
	ids     map[string]*Known
	phrases map[string]*Known // by language and folded words
	words   map[string][]int  // by language and word: which of questions
	asked   []question
	next    map[string]int // by id: the number to try
}

// question is the words of an entry's question.
type question struct {
	of    *Known
	words int
}

func newKnown(entries []Known) *known {
	k := &known{ids: map[string]*Known{}, phrases: map[string]*Known{}, words: map[string][]int{}, next: map[string]int{}}
	for i := range entries {
		e := &entries[i]
		k.ids[e.ID] = e
		for _, phrase := range append([]string{e.Question}, e.Alternates...) {
			k.phrases[e.Lang+" "+content.Fold(phrase)] = e
		}
		words := wordsOf(e.Question)
		for _, w := range words {
			k.words[e.Lang+" "+w] = append(k.words[e.Lang+" "+w], len(k.asked))
		}
		k.asked = append(k.asked, question{e, len(words)})
	}
	return k
}

// wordsOf is the words of a question that say something, each once.
func wordsOf(q string) []string {
	words := strings.Fields(content.Fold(q))
	words = slices.DeleteFunc(words, func(w string) bool { return smallWords["it"][w] || smallWords["en"][w] })
	slices.Sort(words)
	return slices.Compact(words)
}

// alike is from which share of common words (Jaccard's index) two questions are told to
// be nearly the same.
const alike = 0.7

func (k *known) find(p *Proposal) *Duplicate {
	if e := k.ids[strings.ToLower(strings.TrimSpace(p.wantedID))]; e != nil {
		return &Duplicate{e.ID, e.Question, SameID}
	}
	for _, phrase := range append([]string{p.Question}, p.Alternates...) {
		if e := k.phrases[p.Lang+" "+content.Fold(phrase)]; e != nil && phrase != "" {
			return &Duplicate{e.ID, e.Question, SameQuestion}
		}
	}
	words := wordsOf(p.Question)
	common := map[int]int{}
	for _, w := range words {
		for _, i := range k.words[p.Lang+" "+w] {
			common[i]++
		}
	}
	best, share := -1, 0.0
	for i, n := range common {
		s := float64(n) / float64(len(words)+k.asked[i].words-n)
		if n > 1 && s >= alike && (s > share || s == share && i < best) {
			best, share = i, s
		}
	}
	if best < 0 {
		return nil
	}
	e := k.asked[best].of
	return &Duplicate{e.ID, e.Question, LikeQuestion}
}

// free is the id itself or, if it is taken, with a number; it is taken afterwards.
func (k *known) free(id string) string {
	const room = 74 // of the 80 characters, so that a number or a language fits behind
	if len(id) > room {
		id = strings.TrimRight(id[:room], "-")
	}
	free := id
	for k.ids[free] != nil {
		k.next[id] = max(k.next[id]+1, 2)
		free = fmt.Sprintf("%s-%d", id, k.next[id])
	}
	k.ids[free] = &Known{ID: free}
	return free
}
