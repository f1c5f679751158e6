package blob_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sportello/handoff/blob"
)

// gateway is a server of the S3 protocol, built once from the Go modules that
// .ci/tools/s3 names.
var gateway = sync.OnceValues(func() (string, error) {
	out, err := exec.Command("go", "tool", "-C", filepath.Join("..", "..", ".ci", "tools", "s3"), "-n", "versitygw").Output()
	return strings.TrimSpace(string(out)), err
})

// s3Store is a bucket of a server of the test's own.
func s3Store(t *testing.T) blob.Store {
	t.Helper()
	program, err := gateway()
	if err != nil {
		t.Fatalf("build the S3 server for the tests: %v", err)
	}
	root, address := t.TempDir(), freeAddress(t)
	ok(t, os.Mkdir(filepath.Join(root, "files"), 0o700))
	cmd := exec.CommandContext(t.Context(), program, "--quiet", "--port", address, "posix", "--nometa", root)
	cmd.Env = append(os.Environ(), "ROOT_ACCESS_KEY=test", "ROOT_SECRET_KEY=testsecret")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	ok(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Wait() }) // it was told to stop
	waitFor(t, address)
	store, err := blob.Open(blob.Settings{Address: "s3://files/sportello/?region=us-east-1&endpoint=http://" + address,
		AccessKey: "test", SecretKey: "testsecret"}, nil)
	ok(t, err)
	t.Cleanup(func() {
		if entries, err := os.ReadDir(filepath.Join(root, "files", "sportello")); err != nil || len(entries) == 0 {
			t.Errorf("nothing was kept below the prefix: %v", err)
		}
	})
	return store
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	ok(t, err)
	ok(t, l.Close())
	return l.Addr().String()
}

func waitFor(t *testing.T, address string) {
	t.Helper()
	late, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	for {
		conn, err := (&net.Dialer{}).DialContext(late, "tcp", address)
		if err == nil {
			ok(t, conn.Close())
			return
		}
		if late.Err() != nil {
			t.Fatal(fmt.Errorf("the S3 server does not answer: %w", err))
		}
		time.Sleep(20 * time.Millisecond)
	}
}
