package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The import graph of the design. Each first-level folder has a height, and imports go
// down only, so that a reader who starts anywhere never has to look up:
//
//	cmd > web > assistant > faq | handoff > content
//
// Answers (faq) and people (handoff) stand side by side: each must be understood, tested
// and replaced without the other.
var height = map[string]int{"cmd": 4, "web": 3, "assistant": 2, "faq": 1, "handoff": 1, "content": 0}

// meeting is the one file of assistant that knows both answers and people.
const meeting = "assistant/assistant.go"

// confined are the libraries that only some folders may know.
var confined = []struct {
	library []string // import paths; what is below them counts too
	folders []string // where they belong
	inTests bool     // tests may use them anywhere
	why     string
}{
	{
		[]string{"modernc.org/sqlite", "github.com/pressly/goose"},
		[]string{"content/db"}, false,
		"content/db is the only place that knows a database engine: every store is written once, in SQL that both understand",
	},
	{
		[]string{"github.com/jackc/pgx"},
		[]string{"content/db", "handoff/bus"}, false,
		"content/db is the only place that knows a database engine; handoff/bus needs PostgreSQL's LISTEN, which database/sql does not have",
	},
	{
		[]string{"github.com/klippa-app/go-pdfium", "github.com/tetratelabs/wazero"},
		[]string{"content/pdf"}, false,
		"content/pdf is the only place that knows a PDF library, so that another one can take its place and a hostile file meets one guarded door",
	},
	{
		[]string{"github.com/minio"},
		[]string{"handoff/blob"}, false,
		"handoff/blob is the only place that knows where the bytes of files lie",
	},
	{
		[]string{"golang.org/x/image"},
		[]string{"content/picture"}, false,
		"content/picture is the one guarded door for pictures that strangers made",
	},
	{
		[]string{"github.com/wneessen/go-mail"},
		[]string{"faq/notice/post"}, false,
		"faq/notice/post is the only place that knows how letters reach a mail server",
	},
	{
		[]string{"net/http", "github.com/gin-gonic/gin", "github.com/gorilla/websocket"},
		[]string{"web", "cmd"}, true,
		"HTTP belongs to web: the domain returns values and errors, and web decides on status, language and transport",
	},
}

func TestLayout(t *testing.T) {
	root := filepath.Join("..", "..")
	checkFolders(t, root)
	files := 0
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != root && (notOurs(entry.Name()) || entry.Name() == "testdata") {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		files++
		file, imports, err := readImports(root, name)
		for _, imported := range imports {
			for _, problem := range problems(file, imported) {
				t.Error(problem)
			}
		}
		if both(imports) && path.Dir(file) == path.Dir(meeting) && file != meeting && !isTest(file) {
			t.Errorf("%s imports both faq and handoff: in assistant they meet in %s alone, where one can read how answers and people fit together", file, meeting)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if files == 0 {
		t.Fatal("no Go files were found: is this test still two folders below the root?")
	}
}

// checkFolders wants exactly the folders of the design at the first level.
func checkFolders(t *testing.T, root string) {
	t.Helper()
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	left := make(map[string]bool)
	for name := range height {
		left[name] = true
	}
	for _, e := range entries {
		if !e.IsDir() || notOurs(e.Name()) {
			continue
		}
		if !left[e.Name()] {
			t.Errorf("folder %s: the first level is the map that a newcomer sees, and it has cmd, web, assistant, faq, handoff and content; put this below one of them", e.Name())
		}
		delete(left, e.Name())
	}
	for name := range left {
		t.Errorf("folder %s is missing", name)
	}
}

// notOurs are folders that are built, installed or hidden.
func notOurs(folder string) bool {
	return strings.HasPrefix(folder, ".") || slices.Contains([]string{"bin", "data", "dist", "node_modules"}, folder)
}

// readImports returns the file's name from the root, with slashes, and what it imports.
func readImports(root, name string) (string, []string, error) {
	file, err := filepath.Rel(root, name)
	if err != nil {
		return "", nil, err
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if err != nil {
		return "", nil, err
	}
	imports := make([]string, 0, len(parsed.Imports))
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return "", nil, err
		}
		imports = append(imports, imported)
	}
	return filepath.ToSlash(file), imports, nil
}

// problems says what is wrong with one import, if anything is.
func problems(file, imported string) []string {
	var found []string
	folder, _, _ := strings.Cut(file, "/")
	if inside, ok := strings.CutPrefix(imported, "sportello/"); ok {
		target, _, _ := strings.Cut(inside, "/")
		switch from, to := height[folder], height[target]; {
		case folder == target:
		case from == to:
			found = append(found, fmt.Sprintf("%s imports %s: %s and %s never import each other; what concerns both belongs to assistant", file, imported, folder, target))
		case from < to:
			found = append(found, fmt.Sprintf("%s imports %s: imports go down only (cmd > web > assistant > faq | handoff > content); let %s pass in what %s needs", file, imported, target, folder))
		}
	}
	for _, c := range confined {
		if !slices.ContainsFunc(c.library, func(l string) bool { return within(imported, l) }) || c.inTests && isTest(file) {
			continue
		}
		if !slices.ContainsFunc(c.folders, func(f string) bool { return within(file, f) }) {
			found = append(found, fmt.Sprintf("%s imports %s, which belongs in %s: %s", file, imported, strings.Join(c.folders, " and "), c.why))
		}
	}
	return found
}

func within(name, folder string) bool { return name == folder || strings.HasPrefix(name, folder+"/") }

func isTest(file string) bool { return strings.HasSuffix(file, "_test.go") }

func both(imports []string) bool {
	return slices.ContainsFunc(imports, func(i string) bool { return within(i, "sportello/faq") }) &&
		slices.ContainsFunc(imports, func(i string) bool { return within(i, "sportello/handoff") })
}

// The test above passes as long as nobody errs; this one shows that it would see it.
func TestLayoutSeesWrongImports(t *testing.T) {
	for _, c := range []struct {
		file, imported string
		wrong          bool
	}{
		{"web/routes.go", "sportello/assistant", false},
		{"assistant/report/volume.go", "sportello/content/db", false},
		{"faq/match/index.go", "sportello/faq", false},
		{"faq/store.go", "sportello/handoff/bus", true},
		{"handoff/desk.go", "sportello/faq", true},
		{"handoff/desk_test.go", "sportello/assistant", true},
		{"content/guidebuild/main.go", "sportello/faq", true},
		{"web/server.go", "sportello/cmd/sportello", true},
		{"faq/store.go", "database/sql", false},
		{"faq/store.go", "github.com/jackc/pgx/v5/stdlib", true},
		{"handoff/bus/postgres.go", "github.com/jackc/pgx/v5", false},
		{"handoff/bus/postgres.go", "modernc.org/sqlite", true},
		{"content/db/dbtest/cluster.go", "github.com/jackc/pgx/v5/stdlib", false},
		{"content/guide.go", "github.com/klippa-app/go-pdfium/webassembly", true},
		{"assistant/ask.go", "net/http", true},
		{"assistant/ask_test.go", "net/http/httptest", false},
		{"web/auth/oidc.go", "net/http", false},
		{"faq/faq.go", "net/url", false},
	} {
		if got := problems(c.file, c.imported); (len(got) > 0) != c.wrong {
			t.Errorf("%s importing %s: %q", c.file, c.imported, got)
		}
	}
}
