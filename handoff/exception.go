package handoff

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Special is what is out of the ordinary in the office's calendar.
type Special struct {
	Zone       *time.Location
	Today      Day // there
	Patron     Patron
	Exceptions []Exception // those not over yet, in the order of their days
	Holidays   []Holiday   // public ones of the next twelve months, in order
}

// Holiday is a day on which the office is closed each year.
type Holiday struct {
	Day  Day
	Name Text
}

// Special returns what is out of the ordinary from today on.
func (d *Desk) Special(ctx context.Context) (Special, error) {
	p, err := d.timetable.plan(ctx, d.db)
	if err != nil {
		return Special{}, fmt.Errorf("read the calendar: %w", err)
	}
	zone, err := time.LoadLocation(defaultZone)
	if err != nil {
		return Special{}, err
	}
	today := d.db.Now().In(zone)
	s := Special{Zone: zone, Today: dayOf(today), Patron: p.days.patron}
	for _, e := range p.days.exceptions {
		if e.To >= s.Today {
			s.Exceptions = append(s.Exceptions, e)
		}
	}
	slices.SortFunc(s.Exceptions, func(a, b Exception) int {
		return strings.Compare(string(a.From+a.To)+a.ID, string(b.From+b.To)+b.ID)
	})
	for ahead := range 365 {
		day := dayOf(time.Date(today.Year(), today.Month(), today.Day()+ahead, 12, 0, 0, 0, zone))
		if name, ok := p.days.holiday(day); ok {
			s.Holidays = append(s.Holidays, Holiday{day, name})
		}
	}
	return s, nil
}

// SetPatron sets the feast of the town. ErrInvalid, ErrStale.
func (d *Desk) SetPatron(ctx context.Context, p Patron) error {
	if err := p.check(); err != nil {
		return fmt.Errorf("set the patron's day: %w", err)
	}
	return d.write(ctx, "set the patron's day", func(w *writing) error {
		n, err := w.Exec(`UPDATE patron SET day = $1, name_it = $2, name_en = $3, revision = revision + 1
			WHERE id = 1 AND revision = $4`, p.Day, p.Name["it"], p.Name["en"], p.Revision)
		if err == nil && n == 0 {
			err = ErrStale
		}
		w.wake(QueuesTopic, TimetableTopic)
		return err
	})
}

// AddException decides about days and returns the id. ErrInvalid, ErrNotFound for the
// queue.
func (d *Desk) AddException(ctx context.Context, e Exception) (string, error) {
	e.ID = newID()
	return e.ID, d.writeException(ctx, "add an exception", e, func(w *writing, times string) (int64, error) {
		var n int
		if err := w.QueryRow(`SELECT COUNT(*) FROM exceptions WHERE to_day >= $1`, string(dayOf(w.Now))).Scan(&n); err != nil {
			return 0, err
		}
		if n >= MaxList {
			return 0, fmt.Errorf("%w: there are %d exceptions already", ErrInvalid, n)
		}
		return w.Exec(`INSERT INTO exceptions (`+exceptionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`,
			e.ID, e.Queue, string(e.From), string(e.To), times, e.Reason["it"], e.Reason["en"])
	})
}

// SetException changes what was decided. ErrInvalid, ErrNotFound, ErrStale when
// somebody else was faster.
func (d *Desk) SetException(ctx context.Context, e Exception) error {
	return d.writeException(ctx, "change an exception", e, func(w *writing, times string) (int64, error) {
		return w.Exec(`UPDATE exceptions SET queue_id = $2, from_day = $3, to_day = $4, times = $5, reason_it = $6, reason_en = $7,
			revision = revision + 1 WHERE id = $1 AND revision = $8`,
			e.ID, e.Queue, string(e.From), string(e.To), times, e.Reason["it"], e.Reason["en"], e.Revision)
	})
}

// DeleteException takes back what was decided. ErrNotFound, ErrStale.
func (d *Desk) DeleteException(ctx context.Context, id string, revision int64) error {
	return d.write(ctx, "delete an exception", func(w *writing) error {
		n, err := w.Exec(`DELETE FROM exceptions WHERE id = $1 AND revision = $2`, id, revision)
		return w.changed(id, n, err)
	})
}

func (d *Desk) writeException(ctx context.Context, what string, e Exception, write func(*writing, string) (int64, error)) error {
	e, err := e.clean()
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	times, err := json.Marshal(append([]Times{}, e.Times...))
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return d.write(ctx, what, func(w *writing) error {
		if e.Queue != "" {
			if err := querier(w.QueryRow).queueExists(e.Queue); err != nil {
				return err
			}
		}
		n, err := write(w, string(times))
		return w.changed(e.ID, n, err)
	})
}

// changed says why no exception was changed, or has everybody look again.
func (w *writing) changed(id string, n int64, err error) error {
	if err != nil {
		return err
	}
	if n == 0 {
		found, err := querier(w.QueryRow).exists(`SELECT 1 FROM exceptions WHERE id = $1`, id)
		if err == nil && !found {
			return ErrNotFound
		}
		return errors.Join(err, ErrStale)
	}
	w.wake(QueuesTopic, TimetableTopic)
	return nil
}
