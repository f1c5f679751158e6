package wait

import "time"

// The formulas that others tell waits by, to compare with. Each gives one number.

// Comm100 is the published formula of Comm100: place n counts from 1, slots are those of
// all operators. The first in line is told a whole chat however many slots there are.
func Comm100(n, slots int, mean time.Duration) time.Duration {
	if slots < 1 {
		return 0
	}
	return time.Duration((n-1)/slots+1) * mean
}

// RocketChat is the formula in Rocket.Chat's code: Comm100's with the number of recent
// chats, 100 unless set otherwise, in the place of the slots.
func RocketChat(n, recent int, mean time.Duration) time.Duration { return Comm100(n, recent, mean) }

// Salesforce is the smoothed last wait that Salesforce's chat tells: before is what it
// was, last the wait of who was taken last.
func Salesforce(before, last time.Duration) time.Duration { return (9*before + last) / 10 }
