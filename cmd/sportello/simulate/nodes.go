package simulate

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// nodes are the servers of a simulation: its own children, or one that ran already.
type nodes struct {
	addresses []string
	token     string // an administrator's
	dir       string // temporary; removed in the end
	children  []*exec.Cmd
}

// startNodes starts the servers and waits until they are ready.
func startNodes(ctx context.Context, o Options) (*nodes, error) {
	if o.Server != "" {
		return &nodes{addresses: []string{strings.TrimSuffix(o.Server, "/")}, token: o.Token}, nil
	}
	dir, err := os.MkdirTemp("", "sportello-simulate-")
	if err != nil {
		return nil, err
	}
	n := &nodes{dir: dir}
	if err := n.start(ctx, o); err != nil {
		n.stop()
		return nil, fmt.Errorf("%w: %w", ErrServer, err)
	}
	return n, nil
}

func (n *nodes) start(ctx context.Context, o Options) error {
	database := o.DB
	if database == "" {
		database = "sqlite://" + filepath.Join(n.dir, "sportello.db")
	}
	log, err := logTo(o.Log)
	if err != nil {
		return err
	}
	defer log.Close() //nolint:errcheck // the children have it open
	began := time.Now().UTC().Format(time.RFC3339Nano)
	for i := range o.Nodes {
		data, err := n.dataFolder(i, o.Cache)
		if err != nil {
			return err
		}
		cmd := exec.CommandContext(ctx, o.Program, "serve", "--addr=127.0.0.1:0", "--db="+database, "--data="+data, "--trust-proxy",
			"--demo", "--log-level=warn", "--time-rate="+strconv.FormatFloat(o.Rate, 'g', -1, 64), "--time-start="+began)
		cmd.Stderr = log
		cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
		cmd.WaitDelay = stopWithin
		address, err := ready(cmd)
		if cmd.Process != nil {
			n.children = append(n.children, cmd)
		}
		if err != nil {
			return err
		}
		n.addresses = append(n.addresses, address)
	}
	n.token, err = adminToken(ctx, o.Program, database, n.dir)
	return err
}

// dataFolder makes the folder of node i.
func (n *nodes) dataFolder(i int, cache string) (string, error) {
	data := filepath.Join(n.dir, "node"+strconv.Itoa(i))
	if err := os.Mkdir(data, 0o700); err != nil {
		return "", err
	}
	if cache == "" {
		return data, nil
	}
	cache, err := filepath.Abs(cache)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(cache); err != nil {
		return data, nil //nolint:nilerr // there is none to share
	}
	return data, os.Symlink(cache, filepath.Join(data, "cache"))
}

func logTo(file string) (*os.File, error) {
	if file == "" {
		file = os.DevNull
	}
	return os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
}

var addressLine = regexp.MustCompile(`Staff pages\s+(http://\S+)/staff/`)

// ready starts a server and reads from its words where it listens.
func ready(cmd *exec.Cmd) (address string, err error) {
	out, err := cmd.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	lines := bufio.NewScanner(out)
	var said []string
	for lines.Scan() {
		said = append(said, lines.Text())
		if m := addressLine.FindStringSubmatch(lines.Text()); m != nil {
			address = m[1]
		}
		if address != "" && strings.HasPrefix(lines.Text(), "Stop with") {
			go func() { _, _ = io.Copy(io.Discard, out) }() // what follows must not block it
			return address, nil
		}
	}
	return "", fmt.Errorf("it ended: %s", strings.Join(said, "; "))
}

// adminToken asks the program itself for a token of the administrator it has made.
func adminToken(ctx context.Context, program, database, dir string) (string, error) {
	cmd := exec.CommandContext(ctx, program, "token", "administrator", "--db="+database, "--data="+dir)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("make a token: %w: %s", err, errs.String())
	}
	return strings.TrimSpace(string(out)), nil
}

// stopWithin is how long a server may take to stop.
const stopWithin = 20 * time.Second

// stop ends the children and removes what they kept.
func (n *nodes) stop() {
	for _, c := range n.children {
		_ = c.Process.Signal(syscall.SIGTERM) // it may have ended already
	}
	for _, c := range n.children {
		kill := time.AfterFunc(stopWithin, func() { _ = c.Process.Kill() })
		_ = c.Wait() // what it says of its end is of no use now
		kill.Stop()
	}
	if n.dir != "" {
		_ = os.RemoveAll(n.dir)
	}
}

// use is what the servers took, by the system's word.
type use struct {
	rssMB float64 // the most memory they had, together
	cpu   time.Duration
}

// used is zero where the system does not tell.
func (n *nodes) used() (sum use) {
	for _, c := range n.children {
		proc := fmt.Sprintf("/proc/%d/", c.Process.Pid)
		status, err1 := os.ReadFile(proc + "status")
		stat, err2 := os.ReadFile(proc + "stat")
		if err1 != nil || err2 != nil {
			return use{}
		}
		sum.rssMB += peakMB(string(status))
		sum.cpu += cpuTime(string(stat))
	}
	return sum
}

// peakMB reads the high-water mark from /proc/PID/status; 0 when it is not there.
func peakMB(status string) float64 {
	_, rest, _ := strings.Cut(status, "VmHWM:")
	var kB float64
	_, _ = fmt.Sscan(rest, &kB)
	return kB / 1024
}

// cpuTime reads user and system time from /proc/PID/stat, where they are the 14th and
// 15th field, in hundredths of a second.
func cpuTime(stat string) time.Duration {
	_, rest, _ := strings.Cut(stat, ") ") // the name before it may have spaces
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	var user, system int64
	_, _ = fmt.Sscan(fields[11]+" "+fields[12], &user, &system)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// ownCPU is what this process has used.
func ownCPU() time.Duration {
	stat, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	return cpuTime(string(stat))
}

// spare are the descriptors kept back for all else than the students' live connections.
const spare = 2500

// raiseLimit lets this process, and the servers it starts, open as many files as the
// system allows.
func raiseLimit() {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err == nil && l.Cur < l.Max {
		l.Cur = l.Max
		_ = syscall.Setrlimit(syscall.RLIMIT_NOFILE, &l) // else what there is must do
	}
}

// mostSockets is how many students may have a live connection at once: of them there is
// one descriptor here and one in the server.
func mostSockets() int64 {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return spare
	}
	return max(int64(min(l.Cur, 1<<20))-spare, 100)
}

var errNoServer = errors.New("give both --server and --token, or neither")

// Check says what does not go together in the options.
func (o Options) Check() error {
	switch {
	case (o.Server == "") != (o.Token == ""):
		return errNoServer
	case o.Resolved < 0 || o.Resolved >= 1 || o.Rate < 0 || o.Patience < 0 || o.Size < 0 || o.Size > 1:
		return errors.New("the resolved share must be from 0 to below 1, the size above 0 to 1, rate and patience not below 0")
	case o.Nodes > 1 && !strings.HasPrefix(o.DB, "postgres"):
		return errors.New("several nodes need a PostgreSQL database")
	}
	return nil
}
