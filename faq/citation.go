package faq

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"sportello/content/db"
)

// Citation is a link of an entry to a guide.
type Citation struct {
	Guide string // its id
	Page  int    // from 1; 0: the whole
	URL   string
	Line  int // of the entry's file, from 1
}

// Citations are the links of an entry to guides: to their pages here, and to where the
// office publishes them.
func (b *Base) Citations(e *Entry) (list []Citation) {
	for _, a := range e.Anchors() {
		u, err := url.Parse(a.URL)
		if err != nil {
			continue
		}
		if id := b.guideAt(u, a.URL); id != "" {
			page, _ := strconv.Atoi(strings.TrimPrefix(u.Fragment, "page="))
			list = append(list, Citation{id, max(page, 0), a.URL, a.Line})
		}
	}
	return list
}

// guideAt is the id of the guide at an address, which there need not be; empty where it is
// another kind of address.
func (b *Base) guideAt(u *url.URL, address string) string {
	whole, _, _ := strings.Cut(address, "#")
	for _, g := range b.Guides {
		if g.SourceURL != "" && g.SourceURL == whole {
			return g.ID
		}
	}
	path, ours := strings.CutPrefix(u.Path, "/guides/")
	if !ours || b.ownURL != "" && !strings.HasPrefix(address, b.ownURL+"/") {
		return ""
	}
	id, isPDF := strings.CutSuffix(path, ".pdf")
	if _, known := b.guides[id]; !isPDF || !known && b.ownURL == "" { // it may be another's site
		return ""
	}
	return id
}

// CitedPage is a citation that a version of a guide makes doubtful.
type CitedPage struct {
	Citation
	Text CitingText
	Fate Fate // of the page; of the whole: changed
}

// CitingText is what an entry says, or will: what is published of it, or its draft, or both.
type CitingText struct {
	ID, Question, Lang string
	Published, Draft   bool // that cite
}

// citedIn are the citations of a guide that are not as they were when its pages have such
// fates: those of entries, then those of drafts alone.
func (b *Base) citedIn(g *Guide, fates Fates, drafts []*Draft) (list []CitedPage) {
	for _, c := range b.Citing(g.ID, drafts) {
		if fate := fates.fate(c.Page); len(fates) > 0 && (fate.Changed || fate.Page != c.Page) {
			list = append(list, CitedPage{c.Citation, c.Text, fate})
		}
	}
	return list
}

// Cited is a citation of a guide, and by what text.
type Cited struct {
	Citation
	Text  CitingText
	Doubt *Fate // nil where the page is as it was when it was cited
}

// Citing are the citations of a guide, each page of an entry once: those of what is
// published, then those of drafts alone.
func (b *Base) Citing(guide string, drafts []*Draft) (list []*Cited) {
	type key struct {
		entry string
		page  int
	}
	seen := map[key]*Cited{}
	add := func(text CitingText, citations []Citation, doubts []Doubt) {
		for _, c := range citations {
			if c.Guide != guide {
				continue
			}
			at := seen[key{text.ID, c.Page}]
			if at == nil {
				at = &Cited{Citation: c, Text: text}
				seen[key{text.ID, c.Page}] = at
				list = append(list, at)
			}
			at.Text.Draft = at.Text.Draft || text.Draft
			for _, d := range doubts {
				if d.Guide == guide && d.Page == c.Page && at.Doubt == nil {
					at.Doubt = &d.Fate
				}
			}
		}
	}
	for _, e := range b.Entries {
		add(CitingText{e.ID, e.Question, e.Lang, true, false}, b.Citations(e), b.Doubts(e))
	}
	for _, d := range drafts {
		if e := d.entry(); e != nil {
			add(CitingText{d.ID, e.Question, e.Lang, false, true}, b.Citations(e), b.DraftDoubts(d))
		}
	}
	return list
}

// fate is that of a page, or of the whole, which has changed when anything has.
func (f Fates) fate(page int) Fate {
	if page == 0 {
		return Fate{Changed: len(f) > 0}
	}
	return f.of(page)
}

// guideTurn is a version of a guide, with what became of the pages of the one before.
type guideTurn struct {
	at    time.Time
	file  string
	fates Fates
}

// since tells what became of a page, or of the whole, after a moment. A version that came
// back is as it was, whatever there was between.
func (g *Guide) since(at time.Time, page int) Fate {
	now := Fate{Page: page}
	known := map[string]Fate{} // by file
	for _, t := range g.turns {
		switch past, back := known[t.file]; {
		case !t.at.After(at):
			clear(known)
		case back:
			now = past
		case len(t.fates) > 0 && (page == 0 || now.Page > 0):
			next := t.fates.fate(now.Page)
			now = Fate{next.Page, now.Changed || next.Changed}
		}
		known[t.file] = now
	}
	return now
}

// Doubt is a citation of an entry that is not as it was when the entry was written.
type Doubt struct {
	Citation
	Title string // of the guide; its id where there is none
	Gone  bool   // the guide, or the page
	Fate  Fate
}

// Doubts are the citations of an entry that should be looked at, each guide and page once.
func (b *Base) Doubts(e *Entry) []Doubt {
	return b.doubts(e, func(Citation) time.Time { return e.ChangedAt })
}

// DraftDoubts are those of a draft: of what it took over from its entry, since that was
// published; of the rest, since it came into the draft. They stay until it is published, or
// cites something else. A draft that can't be read has none.
func (b *Base) DraftDoubts(d *Draft) []Doubt {
	e := d.entry()
	if e == nil {
		return nil
	}
	return b.doubts(e, func(c Citation) time.Time {
		if at, ok := d.cited[c.URL]; ok {
			return db.Time(at)
		}
		return d.ChangedAt // of before that was kept
	})
}

func (b *Base) doubts(e *Entry, since func(Citation) time.Time) (list []Doubt) {
	type key struct {
		guide string
		page  int
	}
	seen := map[key]bool{}
	for _, c := range b.Citations(e) {
		if seen[key{c.Guide, c.Page}] {
			continue
		}
		seen[key{c.Guide, c.Page}] = true
		g, ok := b.guides[c.Guide]
		if !ok {
			list = append(list, Doubt{Citation: c, Title: c.Guide, Gone: true})
			continue
		}
		fate := g.since(since(c), c.Page)
		if fate.Changed || fate.Page != c.Page {
			list = append(list, Doubt{c, g.Title, c.Page > 0 && fate.Page == 0, fate})
		}
	}
	return list
}

// CitedBy counts, by guide, the entries that cite it.
func (b *Base) CitedBy() map[string]int {
	n := map[string]int{}
	for _, e := range b.Entries {
		seen := map[string]bool{}
		for _, c := range b.Citations(e) {
			if !seen[c.Guide] {
				seen[c.Guide] = true
				n[c.Guide]++
			}
		}
	}
	return n
}
