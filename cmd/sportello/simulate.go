package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"sportello/cmd/sportello/simulate"
)

// simulateCmd has its own settings for the database: a simulation must never write to
// the one in use because the environment names it.
type simulateCmd struct {
	Scenario string        `arg:"" help:"What happens: ${scenarios}."`
	Rate     float64       `help:"How many times as fast as the clock on the wall the office's time runs. Default: the scenario's." placeholder:"N"`
	Size     float64       `default:"1" help:"Share, above 0 to 1, of the scenario's students and operators."`
	Resolved float64       `default:"0.448" help:"Share of the students, 0 to below 1, whom the FAQ helps. The default is Comm100's figure."`
	Patience time.Duration `default:"3m" help:"Mean wait, in the office's time, after which a student gives up; 0: never."`
	Pool     bool          `help:"Let every operator serve every queue."`
	Seed     uint64        `default:"1" help:"Another seed draws other students."`
	Database string        `help:"Database of the server that is started: postgres://..., empty. Default: a new SQLite file that is removed afterwards." placeholder:"URL"`
	Nodes    int           `default:"1" help:"How many servers to start on the PostgreSQL database."`
	Server   string        `help:"Use this server, which runs already. Never one in real use: simulated operators would answer its students." placeholder:"URL"`
	Token    string        `env:"SPORTELLO_SIMULATE_TOKEN" help:"With --server: an administrator's API token." placeholder:"TOKEN"`
	JSON     bool          `name:"json" help:"The report as one JSON object."`
	HTML     string        `name:"html" help:"Write the report with charts as a page to this file as well." placeholder:"FILE"`
	Log      string        `help:"Append what the server logs to this file." placeholder:"FILE"`
}

// scenarioNames are for the help.
func scenarioNames() string {
	var names []string
	for _, s := range simulate.Scenarios() {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

func (cmd *simulateCmd) options(cache string) (simulate.Options, error) {
	s, err := simulate.Find(cmd.Scenario)
	if err != nil {
		return simulate.Options{}, fmt.Errorf("%w; there are %s", err, scenarioNames())
	}
	program, err := os.Executable()
	o := simulate.Options{Scenario: s, Rate: cmd.Rate, Size: cmd.Size, Resolved: cmd.Resolved, Patience: cmd.Patience, Pool: cmd.Pool, Seed: cmd.Seed,
		DB: cmd.Database, Nodes: cmd.Nodes, Server: cmd.Server, Token: cmd.Token, Program: program, Log: cmd.Log, Cache: cache}
	return o, errors.Join(err, o.Check())
}

// Run implements the command. It fails when a promise was broken, after the report.
func (cmd *simulateCmd) Run(ctx context.Context, c *Common) error {
	o, err := cmd.options(filepath.Join(c.Data, "cache"))
	if err != nil {
		return err
	}
	bar := newBar(cmd.Scenario)
	o.Progress = bar.step
	report, err := simulate.Run(ctx, o)
	bar.end()
	if report == nil {
		return err
	}
	return errors.Join(err, cmd.tell(report))
}

func (cmd *simulateCmd) tell(report *simulate.Report) (err error) {
	if cmd.HTML != "" {
		file, err := os.Create(cmd.HTML)
		if err != nil {
			return err
		}
		if err := errors.Join(report.Page(file), file.Close()); err != nil {
			return err
		}
	}
	if cmd.JSON {
		return json.NewEncoder(os.Stdout).Encode(report)
	}
	return report.Text(os.Stdout)
}

// timeFlags make the server's time run faster than it does. Only simulations set
// them.
type timeFlags struct {
	Rate  float64   `name:"time-rate" hidden:"" default:"1" help:"How many times as fast as the machine's clock."`
	Start time.Time `name:"time-start" hidden:"" help:"From which moment on; the same for all nodes."`
}

// clock is the one that the flags ask for, by one that goes as it should.
func (f timeFlags) clock(now func() time.Time) func() time.Time {
	return func() time.Time {
		shown := now()
		return shown.Add(time.Duration(float64(shown.Sub(f.Start)) * (f.Rate - 1)))
	}
}

// Validate implements kong's check.
func (f timeFlags) Validate(*kong.Context) error {
	if f.Rate < 1 || f.Rate > 1 && f.Start.IsZero() {
		return errors.New("--time-rate must be at least 1 and needs --time-start")
	}
	return nil
}
