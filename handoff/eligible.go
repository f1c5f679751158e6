package handoff

import "strings"

// serves is the condition that operator o may have chat c at the time $1: by their
// level; by their queues, or by those that help out once it has waited so long.
const serves = `o.level >= c.level AND (EXISTS (SELECT 1 FROM operator_queues s WHERE s.operator_id = o.id AND s.queue_id = c.queue_id)
	OR EXISTS (SELECT 1 FROM queue_overflows v JOIN operator_queues s ON s.queue_id = v.helper_id AND s.operator_id = o.id
		WHERE v.queue_id = c.queue_id AND v.after_ms <= $1 - c.queued_at))`

// mayTake is the condition that operator o may take chat c at the time $1: what a claim,
// the next in line and push have in common.
const mayTake = `c.state = 'waiting' AND (c.channel = 'ticket' OR (o.engaged < o.capacity AND c.gone_at = 0)) AND ` + serves

// free is the condition that operator o can be given a chat unasked: they are available,
// gave a sign of life since $2, and have a slot.
const free = `o.state = 'available' AND o.engaged < o.capacity AND o.seen_at >= $2`

// spared is the condition that operator o gave chat c up a moment ago and is not given
// it again at the time $1, because a colleague is there (since $2) who may have it.
var spared = `(c.refused_by = o.id AND c.refused_until > $1 AND EXISTS (SELECT 1 FROM operators p
	WHERE p.id <> o.id AND p.state = 'available' AND p.seen_at >= $2 AND ` + strings.ReplaceAll(serves, "o.", "p.") + `))`

// reach are the queues r that the operator $1 takes from, each with how long a chat must
// have waited there.
const reach = `(SELECT q.queue_id, 0 AS after_ms FROM operator_queues q WHERE q.operator_id = $1
	UNION ALL SELECT v.queue_id, v.after_ms FROM queue_overflows v
		JOIN operator_queues q ON q.queue_id = v.helper_id AND q.operator_id = $1) r`

// best chooses whom of the free operators the chat $3 of a push queue suits best: who had
// this student last, then who speaks the language, then who has the least to do, then who
// has waited longest.
var best = `SELECT o.id FROM chats c JOIN queues q ON q.id = c.queue_id AND q.routing = 'push' JOIN operators o ON ` + free + `
	WHERE c.id = $3 AND c.channel = 'chat' AND ` + mayTake + ` AND NOT ` + spared + `
	ORDER BY CASE WHEN o.id = c.last_operator THEN 0 ELSE 1 END,
		CASE WHEN EXISTS (SELECT 1 FROM operator_languages l WHERE l.operator_id = o.id)
			AND NOT EXISTS (SELECT 1 FROM operator_languages l WHERE l.operator_id = o.id AND l.lang = c.lang) THEN 1 ELSE 0 END,
		o.engaged * 1.0 / o.capacity, o.idle_since, o.id LIMIT 1`

// first chooses the first in line of those that the operator $2 may have, slot or no
// slot, by the channel $3. Each queue is asked for its own first, which the index has, so
// that a long line costs no more than a short one; the least of them is found by a text
// of its place and id, because PostgreSQL reads all chats rather than join a few by id.
// The conditions are of a chat c, and of a queue r.
func first(ofChat, ofQueue string) string {
	return `SELECT COALESCE(MIN((SELECT CAST(c.behind + 1 AS TEXT) || CAST(c.line + 1000000000000000 AS TEXT) || c.id
			FROM chats c WHERE c.queue_id = r.queue_id AND c.state = 'waiting' AND c.channel = $3
			AND c.gone_at = 0 AND c.level <= o.level AND c.queued_at <= $1 - r.after_ms` + ofChat + `
			ORDER BY c.behind, c.line LIMIT 1)), '')
		FROM operators o CROSS JOIN ` + strings.ReplaceAll(reach, "$1", "$2") + `
		WHERE o.id = $2` + ofQueue + ` AND (r.after_ms = 0 OR EXISTS (SELECT 1 FROM chats w
			WHERE w.queue_id = r.queue_id AND w.state = 'waiting' AND w.queued_at <= $1 - r.after_ms))`
}

// placeWidth is how long a place is in the text that first chooses by: a digit, then a
// number of sixteen.
const placeWidth = 17

// first runs one of the queries made by [first] and returns the id of the chat, "" where
// nobody waits.
func (w *writing) first(query string, args ...any) (string, error) {
	found, err := w.one(query, args...)
	if err != nil || found == "" {
		return "", err
	}
	return found[placeWidth:], nil
}

var (
	// firstIn: in the queue $4, or in all when it is empty.
	firstIn = first(``, ` AND ($4 = '' OR r.queue_id = $4)`)
	// firstUrgent: of those, what is urgent.
	firstUrgent = first(` AND c.behind < 0`, ` AND ($4 = '' OR r.queue_id = $4)`)
	// firstPushed: in push queues, and not what the operator is spared while a colleague is
	// there since $4.
	firstPushed = first(` AND NOT `+strings.ReplaceAll(spared, "$2", "$4"),
		` AND EXISTS (SELECT 1 FROM queues p WHERE p.id = r.queue_id AND p.routing = 'push')`)
)
