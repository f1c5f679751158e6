package main

// event is something that is going to happen.
type event struct {
	at      float64
	kind    kind
	student *student
	of      *operator
	version int
}

type kind int

const (
	arrives kind = iota
	leaves
	ends
	shift
	reacts
)

type events []event

func (e events) Len() int           { return len(e) }
func (e events) Less(i, j int) bool { return e[i].at < e[j].at }
func (e events) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }
func (e *events) Push(x any)        { *e = append(*e, x.(event)) }
func (e *events) Pop() any {
	last := (*e)[len(*e)-1]
	*e = (*e)[:len(*e)-1]
	return last
}
