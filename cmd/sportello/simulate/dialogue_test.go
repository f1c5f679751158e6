package simulate

import (
	"testing"
	"time"
)

var start = time.Unix(1_000_000, 0)

func after(ms int) time.Time { return start.Add(time.Duration(ms) * time.Millisecond) }

// talk is a dialogue in which the operator has said "o0" and the student "s1", and each
// saw the other's.
func talk() (*dialogue, []frame) {
	d := newDialogue("fees", nil)
	for side := range d.views {
		d.connected(side, start)
	}
	d.theirs("anna")
	final := []frame{{Kind: "queued", Seq: 1}, {Kind: kindClaimed, Seq: 2}, {Kind: kindMessage, Seq: 3, ClientID: "o0"},
		{Kind: kindMessage, Seq: 5, ClientID: "s1"}, {Kind: kindClosed, Seq: 6}}
	d.sending(operatorSide, "o0", false, after(10))
	d.acknowledged("o0", 3, after(12))
	d.sending(studentSide, "s1", false, after(20))
	d.acknowledged("s1", 5, after(22))
	for _, f := range final {
		for side := range d.views {
			d.saw(side, f, after(25))
		}
	}
	return d, final
}

func TestDialogueWithNothingWrong(t *testing.T) {
	d, final := talk()
	if got, want := d.judge(final), (verdict{acknowledged: 2}); got != want {
		t.Errorf("%+v", got)
	}
	st := d.state()
	if st.texts != [2]int{1, 1} || st.closed != [2]bool{true, true} || !st.claimed.Equal(after(25)) {
		t.Errorf("%+v", st)
	}
}

// wrongs are what may befall a talk in which all was well.
var wrongs = map[string]struct {
	do   func(*dialogue, []frame) []frame
	want verdict
}{
	"not kept": {func(_ *dialogue, f []frame) []frame { return append(f[:3:3], f[4]) },
		verdict{acknowledged: 2, lost: 1}},
	"kept under another number": {func(_ *dialogue, f []frame) []frame { f[3].Seq = 4; return f },
		verdict{acknowledged: 2, lost: 1}},
	"never came to the other side": {func(d *dialogue, f []frame) []frame {
		d.sending(studentSide, "s2", false, after(30))
		d.acknowledged("s2", 7, after(31))
		return append(f, frame{Kind: kindMessage, Seq: 7, ClientID: "s2"})
	}, verdict{acknowledged: 3, lost: 1}},
	"never acknowledged": {func(d *dialogue, f []frame) []frame {
		d.sending(studentSide, "s2", false, after(30))
		return f
	}, verdict{acknowledged: 2}},
	"kept twice": {func(_ *dialogue, f []frame) []frame {
		return append(f, frame{Kind: kindMessage, Seq: 7, ClientID: "s1"})
	}, verdict{acknowledged: 2, doubled: 1}},
	"acknowledged under two numbers": {func(d *dialogue, f []frame) []frame {
		d.acknowledged("s1", 8, after(40))
		return f
	}, verdict{acknowledged: 2, doubled: 1}},
	"came twice": {func(d *dialogue, f []frame) []frame {
		d.saw(studentSide, f[2], after(50))
		return f
	}, verdict{acknowledged: 2, doubled: 1}},
	"came late": {func(d *dialogue, f []frame) []frame {
		d.saw(studentSide, frame{Kind: "seen", Seq: 4}, after(50))
		return f
	}, verdict{acknowledged: 2, outOfOrder: 1}},
	"listed out of order": {func(_ *dialogue, f []frame) []frame { f[3], f[4] = f[4], f[3]; return f },
		verdict{acknowledged: 2, outOfOrder: 1}},
	"two operators": {func(d *dialogue, f []frame) []frame { d.theirs("berta"); return f },
		verdict{acknowledged: 2, doubleClaim: true}},
	"two operators, one after the other": {func(d *dialogue, f []frame) []frame {
		d.theirs("berta")
		return append(f, frame{Kind: kindReturned, Seq: 9})
	}, verdict{acknowledged: 2}},
	"over a second": {func(d *dialogue, f []frame) []frame {
		d.sending(studentSide, "s2", false, after(100))
		d.acknowledged("s2", 7, after(110))
		m := frame{Kind: kindMessage, Seq: 7, ClientID: "s2"}
		d.saw(operatorSide, m, after(1101))
		return append(f, m)
	}, verdict{acknowledged: 3, slow: true}},
}

func TestDialogueSeesWhatIsWrong(t *testing.T) {
	for name, c := range wrongs {
		d, final := talk()
		if got := d.judge(c.do(d, final)); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

// What was read from a list may come over the live connection as well.
func TestCatchingUpIsNoDoubling(t *testing.T) {
	d, final := talk()
	m := frame{Kind: kindMessage, Seq: 7, ClientID: "s2"}
	d.sending(studentSide, "s2", false, after(30))
	d.acknowledged("s2", 7, after(31))
	d.caughtUp(operatorSide, m, after(32))
	d.caughtUp(operatorSide, m, after(33))
	d.saw(operatorSide, m, after(34))
	if got, want := d.judge(append(final, m)), (verdict{acknowledged: 3}); got != want {
		t.Errorf("%+v", got)
	}
}

// What is not of the plan is judged like the rest, but nobody waits for it.
func TestWordsBesidesThePlan(t *testing.T) {
	d, final := talk()
	m := frame{Kind: kindMessage, Seq: 7, ClientID: "here"}
	d.sending(studentSide, "here", true, after(30))
	d.acknowledged("here", 7, after(31))
	if got := d.judge(append(final, m)); got.lost != 1 {
		t.Errorf("%+v", got)
	}
	d.saw(operatorSide, m, after(32))
	if got, st := d.judge(append(final, m)), d.state(); got.lost != 0 || st.texts[operatorSide] != 1 {
		t.Errorf("%+v, %+v", got, st)
	}
}

// A chat that neither side has closed was dropped.
func TestAChatThatTheServerClosesIsCut(t *testing.T) {
	d := newDialogue("fees", nil)
	d.saw(studentSide, frame{Kind: kindClosed, Seq: 1, Author: "operator"}, start)
	if st := d.state(); st.cut || !st.closed[studentSide] {
		t.Errorf("%+v", st)
	}
	d.saw(operatorSide, frame{Kind: kindClosed, Seq: 1, Author: bySystem}, start)
	if !d.state().cut {
		t.Error("not cut")
	}
}

// A message sent before the receiver's connection stood says nothing of the server.
func TestOnlyLiveMessagesAreTimed(t *testing.T) {
	d, _ := talk()
	d.connected(operatorSide, time.Time{})
	d.sending(studentSide, "s2", false, after(100))
	d.connected(operatorSide, after(5000))
	if took := d.saw(operatorSide, frame{Kind: kindMessage, Seq: 7, ClientID: "s2"}, after(5001)); took != 0 {
		t.Errorf("took %v", took)
	}
	d.sending(studentSide, "s3", false, after(6000))
	if took := d.saw(operatorSide, frame{Kind: kindMessage, Seq: 8, ClientID: "s3"}, after(6007)); took != 7*time.Millisecond {
		t.Errorf("took %v", took)
	}
}
