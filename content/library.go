package content

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

//go:embed library
var bundled embed.FS

// The names of a library's parts.
const (
	TopicsPath    = "topics.yaml"
	CampusesPath  = "campuses.yaml"
	HelplinesPath = "helplines.yaml"
	entriesDir    = "entries"
	guidesDir     = "guides"
)

// OptionalPaths are the files that a library may do without.
var OptionalPaths = []string{CampusesPath, HelplinesPath}

// Bundled is the library that comes with the program.
func Bundled() fs.FS {
	sub, err := fs.Sub(bundled, "library")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return sub
}

// Library is a folder of entries and guides, read.
type Library struct {
	Topics       []Topic
	TopicsSource []byte
	Campuses     []Campus
	Helplines    Helplines
	Optional     map[string][]byte // those of OptionalPaths that there are, byte for byte
	Entries      []File
	Guides       []GuideFile
	Pictures     []PictureFile

	Synonyms       []Synonym
	SynonymsSource []byte // empty where the library has none

	Redirects       Redirects
	RedirectsSource []byte // empty where the library has none

	broken map[string]bool // ids, by the names of their files, of entries that can't be read or break a rule
}

// File is an entry with its file.
type File struct {
	Path   string // inside the library, with slashes
	Source []byte
	Entry  *Entry
}

// GuideFile is a guide with its files. The PDF itself stays where it is until asked for.
type GuideFile struct {
	Path    string // of the YAML file
	Source  []byte
	Guide   *Guide
	PDFPath string
}

// EntryPath is where a library keeps the entry.
func EntryPath(e *Entry) string { return path.Join(entriesDir, e.Topic, e.ID+".md") }

// GuidePaths is where a library keeps a guide's YAML and PDF files.
func GuidePaths(id string) (meta, pdf string) {
	return path.Join(guidesDir, id+".yaml"), path.Join(guidesDir, id+".pdf")
}

// IsLibraryPath reports whether a library keeps one of many there: an entry, a file of a
// guide, a picture; or its redirects, which it may do without.
func IsLibraryPath(p string) bool {
	switch first, _, _ := strings.Cut(p, "/"); first {
	case entriesDir:
		return path.Ext(p) == ".md"
	case guidesDir:
		return path.Dir(p) == guidesDir && (path.Ext(p) == ".yaml" || path.Ext(p) == ".pdf")
	}
	return p == RedirectsPath || IsPicturePath(p)
}

// ReadLibrary reads and checks the folder. Files with problems are left out of the
// library and told in problems; err is for a folder that can't be read at all.
func ReadLibrary(fsys fs.FS) (l *Library, problems []Problem, err error) {
	l = &Library{broken: map[string]bool{}}
	if _, err := fs.Stat(fsys, "."); err != nil {
		return nil, nil, fmt.Errorf("read the folder: %w", err)
	}
	if l.TopicsSource, err = fs.ReadFile(fsys, TopicsPath); errors.Is(err, fs.ErrNotExist) {
		problems = append(problems, Problem{File: TopicsPath, Line: 1, Message: "is missing: a library needs its topics; see content/library/README.md"})
	} else if err != nil {
		return nil, nil, fmt.Errorf("read the topics: %w", err)
	}
	var more []Problem
	l.Topics, more = ParseTopics(l.TopicsSource)
	problems = append(problems, named(TopicsPath, more)...)
	if more, err = l.readOptional(fsys); err != nil {
		return nil, nil, err
	}
	problems = append(problems, more...)
	if more, err = l.readPictures(fsys); err != nil {
		return nil, nil, err
	}
	problems = append(problems, more...)
	if more, err = l.readEntries(fsys); err != nil {
		return nil, nil, err
	}
	problems = append(problems, more...)
	if more, err = l.readGuides(fsys); err != nil {
		return nil, nil, err
	}
	problems = append(problems, more...)
	if more, err = l.readSynonyms(fsys); err != nil {
		return nil, nil, err
	}
	problems = append(problems, more...)
	if more, err = l.readRedirects(fsys); err != nil {
		return nil, nil, err
	}
	problems = append(problems, more...)
	return l, append(append(problems, l.across()...), l.missingPictures()...), nil
}

func (l *Library) readSynonyms(fsys fs.FS) (problems []Problem, err error) {
	source, err := fs.ReadFile(fsys, SynonymsPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the synonyms: %w", err)
	}
	groups, problems := ParseSynonyms(source)
	if len(problems) == 0 {
		l.Synonyms, l.SynonymsSource = groups, source
	}
	return named(SynonymsPath, problems), nil
}

func (l *Library) readRedirects(fsys fs.FS) (problems []Problem, err error) {
	source, err := fs.ReadFile(fsys, RedirectsPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the redirects: %w", err)
	}
	redirects, problems := ParseRedirects(source)
	if len(problems) == 0 {
		l.Redirects, l.RedirectsSource = redirects, source
	}
	return named(RedirectsPath, problems), nil
}

// readOptional reads the files that a library may do without.
func (l *Library) readOptional(fsys fs.FS) (problems []Problem, err error) {
	l.Optional = map[string][]byte{}
	for _, p := range OptionalPaths {
		source, err := fs.ReadFile(fsys, p)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", p, err)
		}
		l.Optional[p] = source
	}
	var more []Problem
	l.Campuses, more = ParseCampuses(l.Optional[CampusesPath])
	problems = append(problems, named(CampusesPath, more)...)
	l.Helplines, more = ParseHelplines(l.Optional[HelplinesPath], l.Topics)
	return append(problems, named(HelplinesPath, more)...), nil
}

func (l *Library) readEntries(fsys fs.FS) (problems []Problem, err error) {
	err = fs.WalkDir(fsys, entriesDir, func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && p == entriesDir {
			return nil
		}
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		if !strings.HasSuffix(p, ".md") {
			problems = append(problems, Problem{File: p, Line: 1, Message: "is no entry: only .md files belong here, move it"})
			return nil
		}
		source, err := fs.ReadFile(fsys, p)
		if err != nil {
			return fmt.Errorf("read an entry: %w", err)
		}
		entry, more := readEntry(source)
		problems = append(problems, named(p, more)...)
		if entry == nil || len(more) > 0 {
			l.broken[strings.TrimSuffix(path.Base(p), ".md")] = true
			return nil
		}
		l.Entries = append(l.Entries, File{Path: p, Source: source, Entry: entry})
		return nil
	})
	return problems, err
}

func readEntry(source []byte) (*Entry, []Problem) {
	e, err := ParseEntry(source)
	if err != nil {
		if p, ok := errors.AsType[Problem](err); ok {
			return nil, []Problem{p}
		}
		return nil, []Problem{{Line: 1, Message: err.Error()}}
	}
	return e, CheckEntry(e, source)
}

func (l *Library) readGuides(fsys fs.FS) (problems []Problem, err error) {
	names, err := fs.Glob(fsys, path.Join(guidesDir, "*"))
	if err != nil {
		return nil, fmt.Errorf("list the guides: %w", err)
	}
	for _, p := range names {
		switch path.Ext(p) {
		case ".pdf":
			if _, err := fs.Stat(fsys, strings.TrimSuffix(p, ".pdf")+".yaml"); err != nil {
				problems = append(problems, Problem{File: p, Line: 1, Message: "has no .yaml file beside it: add one with its title, topic, language and owner"})
			}
		case ".yaml":
			source, err := fs.ReadFile(fsys, p)
			if err != nil {
				return nil, fmt.Errorf("read a guide: %w", err)
			}
			problems = append(problems, l.addGuide(fsys, p, source)...)
		}
	}
	return problems, nil
}

func (l *Library) addGuide(fsys fs.FS, p string, source []byte) []Problem {
	g, err := ParseGuide(source)
	if err != nil {
		var problem Problem
		errors.As(err, &problem)
		return named(p, []Problem{problem})
	}
	c := &checker{source: source, problems: CheckGuide(g, source, l.Topics)}
	meta, pdf := GuidePaths(g.ID)
	if p != meta {
		c.add("id", "the file should be %s: rename it, or change its id", meta)
	}
	if _, err := fs.Stat(fsys, pdf); err != nil {
		c.add("id", "the guide's file %s is missing: add it, or remove this one", pdf)
	}
	if len(c.problems) == 0 {
		l.Guides = append(l.Guides, GuideFile{Path: p, Source: source, Guide: g, PDFPath: pdf})
	}
	return named(p, c.problems)
}

func (l *Library) hasTopic(id string) bool {
	for _, t := range l.Topics {
		if t.ID == id {
			return true
		}
	}
	return false
}

// Sound is the library without the files that have problems. It is nil where the topics
// have: nothing could be placed then.
func (l *Library) Sound(problems []Problem) *Library {
	bad := map[string]bool{}
	for _, p := range problems {
		bad[p.File] = true
	}
	if bad[TopicsPath] {
		return nil
	}
	sound := *l
	sound.Entries = slices.DeleteFunc(slices.Clone(l.Entries), func(f File) bool { return bad[f.Path] })
	sound.Guides = slices.DeleteFunc(slices.Clone(l.Guides), func(g GuideFile) bool { return bad[g.Path] || bad[g.PDFPath] })
	sound.Pictures = slices.DeleteFunc(slices.Clone(l.Pictures), func(p PictureFile) bool { return bad[p.Path] })
	sound.Optional = maps.Clone(l.Optional)
	maps.DeleteFunc(sound.Optional, func(path string, _ []byte) bool { return bad[path] })
	return &sound
}

func named(file string, problems []Problem) []Problem {
	for i := range problems {
		problems[i].File = file
	}
	return problems
}
