package dbtest

import (
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"
)

// errNoPostgres says what to install.
var errNoPostgres = errors.New("initdb and postgres were not found: install PostgreSQL " +
	"(Debian: apt-get install postgresql), or set SPORTELLO_TEST_DATABASE_URL")

// cluster is a PostgreSQL server of the tests' own, on a free port of the loopback
// interface. What it holds goes with it, so durability is off but for measurements, and it
// is kept in memory: a database is three hundred files, which take a disk up to half a
// second of the processor to make and to remove.
type cluster struct {
	dir     string
	port    int
	cmd     *exec.Cmd
	durable bool
}

func startCluster(durable bool) (*cluster, error) {
	bin, err := findPostgres()
	if err != nil {
		return nil, err
	}
	where := inMemory()
	if durable {
		where = "" // on the disk
	}
	dir, err := os.MkdirTemp(where, "sportello-pg-")
	if err != nil {
		return nil, err
	}
	c := &cluster{dir: dir, durable: durable}
	if err := c.start(bin); err != nil {
		c.stop()
		return nil, err
	}
	return c, nil
}

func (c *cluster) start(bin string) error {
	owner, err := serverUser(c.dir)
	if err != nil {
		return err
	}
	data := filepath.Join(c.dir, "data")
	initdb := exec.Command(filepath.Join(bin, "initdb"), "-D", data, "-U", "sportello", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.SysProcAttr, initdb.Dir = owner, c.dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	if c.port, err = freePort(); err != nil {
		return err
	}
	return c.run(bin, owner)
}

// run starts the server on the data that is there and waits until it answers.
func (c *cluster) run(bin string, owner *syscall.SysProcAttr) error {
	c.cmd = exec.Command(filepath.Join(bin, "postgres"), "-D", filepath.Join(c.dir, "data"), "-p", strconv.Itoa(c.port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
		"-c", "max_connections=200", "-c", "log_min_messages=fatal")
	if !c.durable {
		c.cmd.Args = append(c.cmd.Args, "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_wal_size=128MB")
	}
	c.cmd.SysProcAttr, c.cmd.Dir = owner, c.dir
	if err := c.cmd.Start(); err != nil {
		return fmt.Errorf("start postgres: %w", err)
	}
	return c.await()
}

func (c *cluster) await() error {
	conn, err := sql.Open("pgx", c.url())
	if err != nil {
		return err
	}
	defer conn.Close() //nolint:errcheck // nothing is pending on it
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if err = conn.Ping(); err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("postgres did not come up: %w", err)
		}
	}
}

// restart ends the server as a crash does, without a word to anybody, and runs it again.
func (c *cluster) restart() error {
	bin, err := findPostgres()
	if err != nil {
		return err
	}
	if err := c.cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		return err
	}
	_ = c.cmd.Wait() // it did not end well
	return c.run(bin, c.cmd.SysProcAttr)
}

func (c *cluster) url() string {
	return fmt.Sprintf("postgres://sportello@127.0.0.1:%d/postgres?sslmode=disable", c.port)
}

func (c *cluster) stop() {
	if c.cmd != nil && c.cmd.Process != nil {
		_ = c.cmd.Process.Signal(syscall.SIGQUIT) // at once: the data goes anyway
		_ = c.cmd.Wait()
	}
	_ = os.RemoveAll(c.dir)
}

// findPostgres prefers the newest of Debian's versioned folders: what stands in the
// PATH there is a wrapper that wants a managed cluster.
func findPostgres() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err == nil && len(found) > 0 {
		return filepath.Dir(slices.Max(found)), nil
	}
	path, err := exec.LookPath("initdb")
	if err != nil {
		return "", errNoPostgres
	}
	return filepath.Dir(path), nil
}

// serverUser makes the server run as the user "postgres" where the tests run as
// root, which PostgreSQL refuses, and gives that user the folder.
func serverUser(dir string) (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{}
	if os.Getuid() != 0 {
		return attr, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root, and there is no user postgres: %w", err)
	}
	uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
	gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
	if err := errors.Join(err1, err2, os.Chown(dir, int(uid), int(gid))); err != nil {
		return nil, err
	}
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, nil
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close() //nolint:errcheck // only its number was wanted
	return l.Addr().(*net.TCPAddr).Port, nil
}
