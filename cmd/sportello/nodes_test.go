package main

import (
	"context"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"sportello/content/db/dbtest"
)

// Students at one node and operators at the other, on one PostgreSQL; then the students'
// node is killed in the middle of a word, and they go on at the other.
func TestTwoNodesAndOneIsKilled(t *testing.T) {
	databaseURL := dbtest.PostgresURL(t)
	p := begun(t, databaseURL)
	a := p.launch()
	b := begun(t, databaseURL).launch()
	students := new(atomic.Pointer[string])
	students.Store(a.address.Load())
	k := twoChats(t, p, students, &b.address)
	talking, stop := context.WithCancel(t.Context())
	k.begin(talking)
	time.Sleep(time.Second) // they talk over the two nodes
	if k.missing() == k.total() {
		t.Error("nothing passes between the nodes")
	}
	tellProcess(t, a.cmd.Process.Pid, syscall.SIGKILL)
	if err := <-a.ended; err == nil {
		t.Error("a process that is killed ends well")
	}
	students.Store(b.address.Load()) // as a load balancer does
	time.Sleep(time.Second)
	stop()
	messages := k.check()
	tellProcess(t, b.cmd.Process.Pid, syscall.SIGTERM)
	if err := <-b.ended; err != nil {
		t.Error(err)
	}
	t.Logf("%d messages, %d connections came back, %d were refused by the dead node", messages, k.cut.Load(), k.refused.Load())
}
