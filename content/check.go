package content

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var idPattern = regexp.MustCompile(`^[a-z][a-z0-9-]{2,79}$`)

// ValidID reports whether an entry may be called that.
func ValidID(id string) bool { return idPattern.MatchString(id) }

// CheckEntry says what is wrong with an entry taken by itself; source is its file.
func CheckEntry(e *Entry, source []byte) []Problem {
	c := &checker{source: source}
	c.id(e.ID)
	c.oneOf("lang", e.Lang, Languages)
	c.text("question", e.Question, MaxQuestion)
	c.alternates(e)
	c.audience(e.Audience)
	c.values("level", e.Level)
	for _, v := range e.Level {
		c.oneOf("level", v, Levels)
	}
	c.values("campus", e.Campus)
	c.text("owner", e.Owner, maxOwner)
	c.dates(e)
	if len(e.Sources) > maxSources {
		c.breaks(CodeTooMany, "sources", strconv.Itoa(len(e.Sources)), strconv.Itoa(maxSources))
	}
	for _, s := range e.Sources {
		c.text("sources", s.Title, MaxQuestion)
		c.url("sources", s.URL)
	}
	for lang, id := range e.Translations {
		c.oneOf("translations", lang, Languages)
		if lang == e.Lang || id == e.ID {
			c.breaks(CodeTwinSelf, "translations")
		}
	}
	c.problems = append(c.problems, checkBody(e.Body, bodyLine(source))...)
	c.holes(e)
	return c.problems
}

// holes finds what [Mask] left in a text that was made of a student's or an operator's.
func (c *checker) holes(e *Entry) {
	if strings.Contains(e.Question, Masked) {
		c.breaks(CodeHole, "question", Masked)
	}
	for _, a := range e.Alternates {
		if strings.Contains(a, Masked) {
			c.breaks(CodeHole, "alternates", Masked)
			break
		}
	}
	if before, _, found := strings.Cut(e.Body, Masked); found {
		c.problems = append(c.problems, problem(bodyLine(c.source)+strings.Count(before, "\n"), CodeHole, "", Masked))
	}
}

// values finds one that stands twice.
func (c *checker) values(field string, values []string) {
	for i, v := range values {
		if slices.Contains(values[:i], v) {
			c.breaks(CodeTwice, field, v)
		}
	}
}

func (c *checker) alternates(e *Entry) {
	if len(e.Alternates) > MaxAlternates {
		c.breaks(CodeAlternates, "alternates", strconv.Itoa(len(e.Alternates)), strconv.Itoa(MaxAlternates))
	}
	seen := map[string]bool{Fold(e.Question): true}
	for _, a := range e.Alternates {
		c.text("alternates", a, MaxAlternate)
		if seen[Fold(a)] {
			c.breaks(CodeAlternateTwice, "alternates", a)
		}
		seen[Fold(a)] = true
	}
}

func (c *checker) dates(e *Entry) {
	c.date("updated", e.Updated, true)
	c.date("valid_from", e.ValidFrom, false)
	c.date("valid_to", e.ValidTo, false)
	c.date("review_by", e.ReviewBy, true)
	if e.ValidFrom != "" && e.ValidTo != "" && e.ValidTo < e.ValidFrom {
		c.breaks(CodeDatesInverted, "valid_to", string(e.ValidTo), string(e.ValidFrom))
	}
}

// Fold brings a phrase to the form in which two that read the same are equal: lower
// case, no accents, no punctuation, single spaces.
func Fold(s string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(s)))
	return strings.Join(strings.FieldsFunc(norm.NFC.String(bare), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// Cut leaves so many characters at most.
func Cut(s string, most int) string {
	for i := range s {
		if most--; most < 0 {
			return s[:i]
		}
	}
	return s
}

// lineOf finds the line, from 1, on which text first stands at a line's beginning
// (after spaces); 1 when nowhere.
func lineOf(source []byte, text string) int {
	for i, line := range bytes.Split(source, []byte("\n")) {
		if bytes.HasPrefix(bytes.TrimLeft(line, " "), []byte(text)) {
			return i + 1
		}
	}
	return 1
}

// bodyLine is the line, from 1, on which the body begins.
func bodyLine(source []byte) int {
	_, body, err := splitFront(source)
	if err != nil {
		return 1
	}
	return 1 + bytes.Count(source, []byte("\n")) - strings.Count(body, "\n")
}

// CheckAmong says what is wrong with an entry among the others of its library, of which
// an older text of the same entry may be one.
func CheckAmong(e *Entry, source []byte, topics []Topic, campuses []Campus, others []*Entry) []Problem {
	l := &Library{Topics: topics, Campuses: campuses, Entries: []File{{Path: EntryPath(e), Source: source, Entry: e}}}
	for _, o := range others {
		if o.ID != e.ID {
			l.Entries = append(l.Entries, File{Path: EntryPath(o), Entry: o})
		}
	}
	var problems []Problem
	for _, p := range l.across() {
		// A wording that stands twice is told at the later of the two.
		if p.File == EntryPath(e) || strings.Contains(p.Message, EntryPath(e)) {
			problems = append(problems, p)
		}
	}
	return problems
}

// CheckAdded says what is wrong with new entries, by themselves and among each other and
// those that there are. The problems name the files of added.
func CheckAdded(added []File, topics []Topic, campuses []Campus, others []*Entry) (problems []Problem) {
	l := &Library{Topics: topics, Campuses: campuses}
	for _, o := range others { // first: a wording that stands twice is told at the later
		l.Entries = append(l.Entries, File{Path: EntryPath(o), Entry: o})
	}
	files := map[string]bool{}
	for _, f := range added {
		files[f.Path] = true
		problems = append(problems, named(f.Path, CheckEntry(f.Entry, f.Source))...)
	}
	l.Entries = append(l.Entries, added...)
	for _, p := range l.across() {
		if files[p.File] {
			problems = append(problems, p)
		}
	}
	return problems
}

// across checks what only shows between files.
func (l *Library) across() (problems []Problem) {
	byID := map[string]*File{}
	for i := range l.Entries {
		f := &l.Entries[i]
		if other := byID[f.Entry.ID]; other != nil {
			problems = append(problems, f.breaks(CodeIDTaken, "id", f.Entry.ID, other.Path))
		}
		byID[f.Entry.ID] = f
	}
	phrases := map[string]*File{}
	for i := range l.Entries {
		f := &l.Entries[i]
		problems = append(problems, l.checkPlace(f)...)
		problems = append(problems, l.checkTwins(f, byID)...)
		problems = append(problems, checkPhrases(f, phrases)...)
	}
	return append(problems, l.checkRedirects(byID)...)
}

func (l *Library) checkPlace(f *File) (problems []Problem) {
	if !l.hasTopic(f.Entry.Topic) {
		problems = append(problems, f.breaks(CodeTopic, "topic", f.Entry.Topic))
	}
	for _, id := range f.Entry.Campus {
		if !hasCampus(l.Campuses, id) {
			problems = append(problems, f.breaks(CodeCampus, "campus", id))
		}
	}
	if want := EntryPath(f.Entry); f.Path != want {
		problems = append(problems, f.breaks(CodePlace, "id", want))
	}
	return problems
}

func (l *Library) checkTwins(f *File, byID map[string]*File) (problems []Problem) {
	for lang, id := range f.Entry.Translations {
		switch twin := byID[id]; {
		case twin == nil && l.broken[id]: // its own file says what is wrong
		case twin == nil:
			problems = append(problems, f.breaks(CodeTwinGone, "translations", id))
		case twin.Entry.Lang != lang:
			problems = append(problems, f.breaks(CodeTwinLang, "translations", id, twin.Entry.Lang, lang))
		case twin.Entry.Translations[f.Entry.Lang] != f.Entry.ID:
			problems = append(problems, f.breaks(CodeTwinTaken, "translations", id, f.Entry.Lang+": "+f.Entry.ID))
		}
	}
	return problems
}

// checkPhrases finds one wording in two entries of a language: no matcher could tell
// which is meant.
func checkPhrases(f *File, phrases map[string]*File) (problems []Problem) {
	for _, p := range append([]string{f.Entry.Question}, f.Entry.Alternates...) {
		key := f.Entry.Lang + " " + Fold(p)
		if other := phrases[key]; other != nil && other != f {
			problems = append(problems, f.breaks(CodePhraseTwice, "alternates", p, other.Path))
		}
		phrases[key] = f
	}
	return problems
}

func (f *File) breaks(code Code, field string, params ...string) Problem {
	p := problem(lineOf(f.Source, field+":"), code, field, params...)
	p.File = f.Path
	return p
}
