// Package seedtest is the proof by simulation, as FoundationDB and TigerBeetle test: an
// office in one process, drawn from one number, where everything goes wrong that can,
// and every promise of [sportello/handoff] is checked after every step.
//
// What is real: the desk, its SQL on a real SQLite file or PostgreSQL, the follower that
// feeds live connections, the hub of each node's bus. What is simulated is the world
// around it: time, the network between browsers, nodes and each other, students,
// operators and supervisors, and crashes.
//
// One goroutine decides everything, by one random source. A request runs as a coroutine
// that stops before each read, each transaction and each notice ([db.DB.Yield]); what
// runs next, or whether the node crashes there, is drawn. So two runs of one seed are
// the same step by step, which a test checks, and a seed that failed fails again:
//
//	go test ./handoff/seedtest -run Seeds -seed 1234 -v   one seed, with its trace
//	go test ./handoff/seedtest -run Seeds -seeds 20000    more seeds
//	go test ./handoff/seedtest -run Seeds -from 5000      other seeds
package seedtest
