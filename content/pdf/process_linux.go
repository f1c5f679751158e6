package pdf

import (
	"os/exec"
	"syscall"
)

// isolate gives the child its own process group, so that killing it kills
// whatever it started.
func isolate(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// yieldPriority puts a started child behind the server: an import must not be
// felt in a chat. A refusal costs speed elsewhere, not correctness.
func yieldPriority(cmd *exec.Cmd) {
	_ = syscall.Setpriority(syscall.PRIO_PGRP, cmd.Process.Pid, 10)
}

// confine is called by the child before it touches the file. The memory limit
// is the kernel's word behind GOMEMLIMIT and the engine's own limit; the time
// limit ends a child whose parent is gone. No core file: it would hold the text.
func confine(l Limits) {
	set := func(resource int, n uint64) {
		_ = syscall.Setrlimit(resource, &syscall.Rlimit{Cur: n, Max: n})
	}
	set(syscall.RLIMIT_CORE, 0)
	set(syscall.RLIMIT_CPU, uint64(l.File.Seconds())+10)
	if !raceDetector {
		set(syscall.RLIMIT_DATA, uint64(l.MemoryMB)<<20)
	}
}
