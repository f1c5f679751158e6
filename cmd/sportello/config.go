package main

import (
	"fmt"
	"log/slog"
	"os"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"

	"sportello/faq/match"
)

// cli is the command line. Each flag may also be set in the environment or in the
// file; the README's table is made from it.
type cli struct {
	Config configFile `help:"Read settings from this YAML file: names as the flags, without the dashes." placeholder:"FILE"`
	Common

	Serve   serveCmd   `cmd:"" help:"Serve students and staff."`
	Content contentCmd `cmd:"" help:"Bring the library in, take it out, check it."`
	Match   matchCmd   `cmd:"" help:"Show what a question is answered with, and why."`
	Eval    evalCmd    `cmd:"" help:"Measure the matching on sets of questions with known answers."`
	Token   tokenCmd   `cmd:"" help:"Make an API token for a user, so that a program can act as them."`
	User    userCmd    `cmd:"" help:"Add staff, or set a new password."`
	Version versionCmd `cmd:"" help:"Print the version."`

	Simulate simulateCmd `cmd:"" help:"Drive a server as thousands of students and operators would, and report what they saw."`
}

// Common settings are those of every command.
type Common struct {
	DB        string `name:"db" env:"SPORTELLO_DB" default:"sqlite://data/sportello.db" help:"The database: sqlite://PATH, or postgres://USER:PASSWORD@HOST/NAME for several nodes." placeholder:"URL"`
	Data      string `env:"SPORTELLO_DATA" default:"data" help:"Folder for what can be made again: the index, page pictures, caches. Each node has its own." placeholder:"DIR"`
	LogLevel  string `env:"SPORTELLO_LOG_LEVEL" default:"info" enum:"debug,info,warn,error" help:"Least severe line in the log: ${enum}." placeholder:"LEVEL"`
	LogFormat string `env:"SPORTELLO_LOG_FORMAT" default:"text" enum:"text,json" help:"Form of the log: ${enum}." placeholder:"FORM"`
	Matching  `embed:""`
}

// Matching are the settings of the decision.
type Matching struct {
	Precision        float64 `env:"SPORTELLO_PRECISION" default:"${precision}" help:"Share, 0 to 1, of the answers given that shall be right; from which confidence on they are follows from the library."`
	ChoicesPrecision float64 `env:"SPORTELLO_CHOICES_PRECISION" default:"${choices_precision}" help:"Share, 0 to 1, of the choices offered that shall hold the right one; below that, a person."`
}

func (m Matching) options() match.Options {
	o := match.DefaultOptions()
	o.Precision, o.ChoicesPrecision = m.Precision, m.ChoicesPrecision
	return o
}

// Validate implements kong's check.
func (m Matching) Validate() error {
	if m.Precision <= 0 || m.Precision > 1 || m.ChoicesPrecision <= 0 || m.ChoicesPrecision > 1 {
		return fmt.Errorf("--precision (%g) and --choices-precision (%g) must be above 0 and not above 1", m.Precision, m.ChoicesPrecision)
	}
	return nil
}

func newParser(c *cli) (*kong.Kong, error) {
	o := match.DefaultOptions()
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	return kong.New(c,
		kong.Name("sportello"),
		kong.Description("Sportello, the digital counter of a university's student office.\n\n"+
			"Students ask in a widget on any of the university's sites. The answer is the office's own text, from an indexed library of FAQs and PDF guides; "+
			"what stays unresolved goes to a person, with all that was said.\n\n"+
			"Try it: sportello serve\n\n"+
			"Every setting may also stand in the environment, as SPORTELLO_NAME, or as SPORTELLO_NAME_FILE naming a file that holds it (for secrets), or in a file given by --config."),
		kong.Vars{"scenarios": scenarioNames(), "precision": number(o.Precision), "choices_precision": number(o.ChoicesPrecision)},
		kong.Resolvers(kong.ResolverFunc(fromEnvironment)),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, NoExpandSubcommands: false}),
	)
}

// configFile is the flag that names the settings file: a YAML map from the names of
// flags to values. The environment overrules it, so that one file may serve several nodes.
type configFile string

// BeforeResolve implements kong's hook.
func (configFile) BeforeResolve(k *kong.Kong, c *kong.Context, trace *kong.Path) error {
	name := c.FlagValue(trace.Flag).(configFile)
	body, err := os.ReadFile(string(name))
	if err != nil {
		return err
	}
	var values map[string]any
	if err := yaml.Unmarshal(body, &values); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	known := map[string]bool{}
	for _, node := range append([]*kong.Node{k.Model.Node}, k.Model.Children...) {
		for _, flag := range node.Flags {
			known[flag.Name] = len(flag.Envs) > 0
		}
	}
	for key := range values {
		if !known[key] {
			return fmt.Errorf("%s: there is no setting %q; see sportello serve --help", name, key)
		}
	}
	c.AddResolver(kong.ResolverFunc(func(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
		return settingText(values[flag.Name]), nil
	}))
	c.AddResolver(kong.ResolverFunc(fromEnvironment))
	return nil
}

// settingText is a value as it would stand on the command line; nil stays nil.
func settingText(value any) any {
	switch value := value.(type) {
	case nil:
		return nil
	case []any:
		var parts []string
		for _, part := range value {
			parts = append(parts, fmt.Sprint(part))
		}
		return strings.Join(parts, ",")
	default:
		return fmt.Sprint(value)
	}
}

// fromEnvironment takes a setting from SPORTELLO_NAME, or from the file that
// SPORTELLO_NAME_FILE names.
func fromEnvironment(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, env := range flag.Envs {
		if value, ok := os.LookupEnv(env); ok {
			return value, nil
		}
		name := os.Getenv(env + "_FILE")
		if name == "" {
			continue
		}
		body, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("%s_FILE: %w", env, err)
		}
		return strings.TrimSpace(string(body)), nil
	}
	return nil, nil
}

// logger writes to standard error: standard output is for what a command answers.
func (c *Common) logger() *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.LogLevel)) // the flag's values are checked
	o := &slog.HandlerOptions{Level: level}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, o))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, o))
}
