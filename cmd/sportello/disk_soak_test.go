//go:build soak && linux

package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// diskSize has room for the library and for what some minutes of talk leave.
const diskSize = "128m"

// The disk is full while people talk: nothing more is acknowledged, and when there is
// room again all goes on with what was. CI may not make a small disk, for which one has
// to be root; there, web tests the same with a limit in SQLite.
func TestFullDiskAgainAndAgain(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("none", disk, "tmpfs", 0, "size="+diskSize); err != nil {
		t.Fatalf("a small disk, which takes root: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	p := newProcess(t, "sqlite://"+filepath.Join(disk, "test.db"))
	r := p.launch()
	k := office(t, p, &r.address)
	talking, stop := context.WithCancel(t.Context())
	defer stop()
	k.begin(talking)
	rng := rand.New(rand.NewPCG(*seed, 3))
	var back []time.Duration
	for range min(*kills, 20) {
		time.Sleep(moment(rng))
		ballast := fill(t, filepath.Join(disk, "ballast"))
		k.awaitSilence()
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		k.awaitWord()
		back = append(back, time.Since(start))
	}
	stop()
	messages := k.check()
	k.reread()
	t.Logf("seed %d, %d chats, %d times full: %d messages, %s; a message was acknowledged again %s after there was room",
		*seed, *chats, len(back), messages, verdict(t), spread(back))
}

// fill takes all the room that is left and returns the file to remove.
func fill(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{1 << 16, 1 << 12, 1} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return name
}

// awaitSilence waits until nothing is acknowledged for a second.
func (k *talk) awaitSilence() {
	k.t.Helper()
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); {
		before := k.acked.Load()
		time.Sleep(time.Second)
		if k.acked.Load() == before {
			return
		}
	}
	k.t.Fatal("messages are acknowledged for ever")
}
