package simulate

import "math"

// The peers' formulas for the wait, each from what a server knows when the student
// joins. All times are in seconds of the office.

// comm100 is what Comm100 publishes: wait = (floor((N-1)/X)+1) * mean chat time, where N
// is the place in line, from 1, and X the number of all slots.
func comm100(place, slots int, meanChat float64) float64 {
	if place < 1 || slots < 1 {
		return math.NaN()
	}
	return float64((place-1)/slots+1) * meanChat
}

// rocketChatRecent stands in Rocket.Chat's formula where the slots stand in Comm100's:
// the number of recent chats, 100 by default. So capacity does not enter at all.
const rocketChatRecent = 100

func rocketChat(place int, meanChat float64) float64 {
	return comm100(place, rocketChatRecent, meanChat)
}

// salesforce renews Salesforce's estimate with the wait of the last to enter service:
// A = 0.9 A' + 0.1 W, the first wait alone when there was none before.
func salesforce(before, wait float64, known int) float64 {
	if known == 0 {
		return wait
	}
	return 0.9*before + 0.1*wait
}
