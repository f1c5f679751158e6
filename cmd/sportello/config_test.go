package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var update = flag.Bool("update", false, "write the configuration table into the README")

// table is every setting, as the README shows it.
func table(t *testing.T) string {
	t.Helper()
	var c cli
	parser, err := newParser(&c)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("| flag | environment | default | what it does |\n|---|---|---|---|\n")
	row := func(command string, f *kong.Flag) {
		if len(f.Envs) == 0 {
			return
		}
		help := f.Help
		if command != "" {
			help += " (`" + command + "`)"
		}
		value := f.Default
		if value != "" {
			value = "`" + value + "`"
		}
		fmt.Fprintf(&b, "| `--%s` | `%s` | %s | %s |\n", f.Name, f.Envs[0], value, strings.ReplaceAll(help, "|", "\\|"))
	}
	for _, f := range parser.Model.Flags {
		row("", f)
	}
	for _, node := range parser.Model.Children {
		for _, f := range node.Flags {
			row(node.Name, f)
		}
	}
	return b.String()
}

const (
	tableBegin = "<!-- config -->\n"
	tableEnd   = "<!-- /config -->"
)

// The README's table is the code's: `go test ./cmd/sportello -run README -update`.
func TestREADMETellsEverySetting(t *testing.T) {
	name := filepath.Join("..", "..", "README.md")
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok1 := strings.Cut(string(body), tableBegin)
	now, after, ok2 := strings.Cut(rest, tableEnd)
	if !ok1 || !ok2 {
		t.Fatal("the README lacks the marks of the table")
	}
	want := table(t)
	if now == want {
		return
	}
	if !*update {
		t.Fatalf("the README's table is not the code's; run go test ./cmd/sportello -run README -update\n%s", want)
	}
	if err := os.WriteFile(name, []byte(before+tableBegin+want+tableEnd+after), 0o600); err != nil {
		t.Fatal(err)
	}
}

func parse(t *testing.T, args ...string) (*cli, error) {
	t.Helper()
	var c cli
	parser, err := newParser(&c)
	if err != nil {
		t.Fatal(err)
	}
	_, err = parser.Parse(args)
	return &c, err
}

// A setting is taken from the flag, else the environment, else its secret file, else
// the configuration file, else it is the default.
func TestWhereSettingsComeFrom(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	config := write("sportello.yaml", "db: sqlite://from-config\nprecision: 0.9\n")
	want := func(db string, args ...string) {
		t.Helper()
		c, err := parse(t, append(args, "version")...)
		if err != nil || c.DB != db {
			t.Errorf("%v: %q, %v; want %q", args, c.DB, err, db)
		}
	}
	want("sqlite://data/sportello.db")
	want("sqlite://from-config", "--config", config)
	t.Setenv("SPORTELLO_DB_FILE", write("secret", "sqlite://from-secret\n"))
	want("sqlite://from-secret")
	t.Setenv("SPORTELLO_DB", "sqlite://from-env")
	want("sqlite://from-env", "--config", config)
	want("sqlite://from-flag", "--db", "sqlite://from-flag", "--config", config)
	serve, err := parse(t, "serve", "--config", write("serve.yaml", "addr: 127.0.0.1:1\ndemo: false\norigins: [https://a.example, https://b.example]\n"))
	if err != nil || serve.Serve.Addr != "127.0.0.1:1" || serve.Serve.Demo || len(serve.Serve.Origins) != 2 {
		t.Errorf("%+v, %v", serve.Serve, err)
	}
	if _, err := parse(t, "serve", "--config", write("wrong.yaml", "adress: x\n")); err == nil || !strings.Contains(err.Error(), "adress") {
		t.Errorf("an unknown setting was taken: %v", err)
	}
}

func TestTheWatchedFolderMayComeFromTheEnvironment(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("SPORTELLO_CONTENT", dir)
	if c, err := parse(t, "serve"); err != nil || c.Serve.Content != dir {
		t.Errorf("%q, %v; want %q", c.Serve.Content, err, dir)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{file, filepath.Join(dir, "none")} {
		err := run(context.Background(), []string{"serve", "--addr", "127.0.0.1:0", "--content", wrong, "--db", "sqlite://" + filepath.Join(dir, "x.db"), "--data", dir})
		if err == nil || !strings.Contains(err.Error(), "--content") {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}

func TestSettingsAreChecked(t *testing.T) {
	for _, args := range [][]string{
		{"--precision", "1.2", "version"},
		{"--log-level", "loud", "version"},
		{"serve", "--nonsense"},
		{"match"},
	} {
		if _, err := parse(t, args...); err == nil {
			t.Errorf("%v was taken", args)
		}
	}
	if c, err := parse(t, "serve", "--no-demo"); err != nil || c.Serve.Demo {
		t.Errorf("--no-demo: %v, %v", c.Serve.Demo, err)
	}
}

func TestHelpNamesEveryCommand(t *testing.T) {
	var c cli
	parser, err := newParser(&c)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	parser.Stdout, parser.Exit = &out, func(int) { panic(errHelped) }
	func() {
		defer func() {
			if err, ok := recover().(error); !ok || !errors.Is(err, errHelped) {
				t.Error("--help did not end the program")
			}
		}()
		_, _ = parser.Parse([]string{"--help"})
	}()
	for _, want := range []string{"serve", "content import", "content export", "content check", "match", "eval", "token", "SPORTELLO_NAME_FILE"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the help lacks %q", want)
		}
	}
}

var errHelped = errors.New("helped")
