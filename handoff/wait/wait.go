// Package wait says how long a student will wait for a person, as an interval that
// holds 8 times in 10, or that it cannot say.
//
// An estimate has two parts. The first is the desk run forward many times ([Look]):
// every slot of every operator finishes what it has and takes the next in line, with
// chat times drawn from the last ones that ended and with people leaving the line. With
// one pool of slots this is the passage of a pure death process, the Erlang-A line with
// nobody joining behind: [Passage]. Erlang (1917) has the slots, Palm (1957) the
// leaving; Garnett, Mandelbaum and Reiman (MSOM 4, 2002) show why a line whose people
// leave must not be computed as if they stayed.
//
// The second part is experience ([Learn]). Chat times are no exponential, operators come
// and go, crowds grow: a model alone is wrong in ways that last for minutes to hours.
// Ibrahim and Whitt (MSOM 11, 2009) show that the waits of those served last know more of
// such a moment than the model does. Here the last waits, each set against what the
// model had said of it, move the two ends of the interval separately, up after a wait
// above and down after one below, until each is missed once in ten: the adaptive
// conformal inference of Gibbs and Candès (NeurIPS 2021), on scores as in Angelopoulos,
// Candès and Tibshirani (NeurIPS 2023). It needs no assumption on what the waits are
// like. A queue with few waits of its own leans on those of the whole office.
//
// The package keeps nothing, reads no clock and no database, and for the same input
// returns the same output, on every node.
package wait

import (
	"math"
	"time"
)

// Coverage is the share of estimates that should hold, and Least the share below which
// they are not told.
const (
	Coverage = 0.80
	Least    = 0.65
)

// What an estimate must rest on to be told.
const (
	FewServices = 10               // chats that ended
	fewTold     = 20               // waits by which the coverage of late can be judged
	widest      = 45 * time.Minute // a wider interval says nothing
)

// Doubt is why an estimate cannot be trusted; empty when it can.
type Doubt string

// The doubts, gravest first.
const (
	NoStaff  Doubt = "no_staff"  // no operator of the queue is there
	Closes   Doubt = "closes"    // the queue may close before
	FewChats Doubt = "few_chats" // too few chats have ended
	Missed   Doubt = "missed"    // too many estimates of late did not hold
	Wide     Doubt = "wide"      // it could be anything
)

// Estimate is how long one person waits from now on.
type Estimate struct {
	From, To time.Duration // 0 <= From <= To
	Doubt    Doubt         // when not empty, From and To are not to be told
	Raw      Raw
}

// Raw is what the model alone said, by which an outcome is set against it later.
type Raw struct {
	Mid    time.Duration // the median
	Spread float64       // the standard deviation of the wait's logarithm
	Free   bool          // a slot was free: the wait is an operator's reaction
}

// State is the desk at one moment. Queues are numbered from 0.
type State struct {
	Waiting   []Waiter // in the order in which they will be taken
	Operators []Operator
	Queues    []Queue
}

// Waiter is one who waits.
type Waiter struct {
	Queue int
	For   time.Duration // since they joined
}

// Queue is what the estimates must know of a queue.
type Queue struct {
	Closes time.Duration // until it closes; 0: not today
}

// Operator is one who is there and takes chats.
type Operator struct {
	Queues   []int
	Helps    []Help // besides
	Capacity int    // chats at a time
	Busy     []Busy // the chats they have
}

// Help is a queue whose chats an operator takes once they have waited long.
type Help struct {
	Queue int
	After time.Duration
}

// Busy is a chat that an operator has.
type Busy struct {
	Queue int
	For   time.Duration // since they took it
}

// Service is a chat that has ended.
type Service struct {
	Queue int
	Took  time.Duration // from its claim to its end
}

// softening keeps the logarithm of a wait of nothing finite: two waits of a few seconds
// are the same to people.
const softening = 10.0

func logWait(seconds float64) float64 { return math.Log(seconds + softening) }

// longest bounds what is computed, in seconds.
const longest = 1e7

func fromLog(l float64) time.Duration {
	return time.Duration(min(max(0, math.Exp(l)-softening), longest) * float64(time.Second))
}
