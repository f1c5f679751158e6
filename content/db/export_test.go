package db

// Waiting is how many jobs wait for the next batch.
func (d *DB) Waiting() int { return len(d.ordered.first) + len(d.ordered.later) }
