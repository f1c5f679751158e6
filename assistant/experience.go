package assistant

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"sportello/content/db"
	"sportello/faq/match"
)

// learnEvery is how often what students said is gathered anew.
const learnEvery = 5 * time.Minute

// What makes an item popular. In each week the network that spoke for it most does not
// count, so one that comes back every week never does; what others say counts fully from
// the hundredth on, and grows as a logarithm before.
const (
	popularFrom  = 2.0   // voices of others, aged; fewer are noise, or friends
	popularFull  = 100.0 // voices from which there is no more to gain
	pickedCounts = 0.5   // a choice without a word, against a word
)

// KeepLearning tells the matcher what students said, now and every few minutes until ctx
// is done, and throws away what is too old to count. Each node does so for itself.
func (a *Assistant) KeepLearning(ctx context.Context) {
	tick := time.NewTicker(learnEvery)
	defer tick.Stop()
	for {
		for _, step := range []func(context.Context) error{a.forget, a.Learn} {
			if err := step(ctx); err != nil && ctx.Err() == nil {
				a.log.Error("learn from feedback", "err", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Learn tells the matcher what students have said until now.
func (a *Assistant) Learn(ctx context.Context) error {
	voices, err := a.voices(ctx)
	if err != nil {
		return err
	}
	now := a.db.Now()
	a.live.Learn(match.Experience{Calibration: calibration(voices, now), Popular: popularity(voices, now)})
	return nil
}

// forget throws away feedback that no longer counts, and the keys of weeks gone by.
func (a *Assistant) forget(ctx context.Context) error {
	err := a.db.Tx(ctx, func(tx *db.Tx) error {
		if _, err := tx.Exec(`DELETE FROM feedback WHERE created_at < $1`, db.Millis(tx.Now.Add(-match.Forgotten))); err != nil {
			return err
		}
		_, err := tx.Exec(`DELETE FROM origin_keys WHERE period < $1`, periodOf(tx.Now))
		return err
	})
	if err != nil {
		return fmt.Errorf("forget old feedback: %w", err)
	}
	return nil
}

// voice is one word as it was kept.
type voice struct {
	word
	origin origin
	at     time.Time
}

// origin is a network in one week.
type origin struct {
	period int64
	name   string
}

func (a *Assistant) voices(ctx context.Context) (all []voice, err error) {
	err = a.db.Each(ctx, func(rows *sql.Rows) error {
		var v voice
		var at int64
		err := rows.Scan(&v.item, &v.said, &v.confidence, &v.origin.period, &v.origin.name, &at)
		v.at = db.Time(at)
		all = append(all, v)
		return err
	}, `SELECT item, said, confidence, period, origin, created_at FROM feedback WHERE created_at >= $1 ORDER BY created_at, conversation_id, item`,
		db.Millis(a.db.Now().Add(-match.Forgotten)))
	if err != nil {
		return nil, fmt.Errorf("read the feedback: %w", err)
	}
	return all, nil
}

// enoughOrigins is how many networks must have spoken in a week for its words to move the
// confidence: where one alone speaks, week after week, it would be all there is.
const enoughOrigins = 3

// calibration is what the words on first candidates make of the confidence. All those of
// one origin weigh as one.
func calibration(voices []voice, now time.Time) match.Calibration {
	counts := func(v *voice) bool { return v.confidence >= 0 && v.said != saidPicked }
	of, origins := map[origin]float64{}, map[int64]int{} // words by origin, origins by period
	for i := range voices {
		if v := &voices[i]; counts(v) {
			if of[v.origin] == 0 {
				origins[v.origin.period]++
			}
			of[v.origin]++
		}
	}
	var list []match.Feedback
	for i := range voices {
		if v := &voices[i]; counts(v) && origins[v.origin.period] >= enoughOrigins {
			list = append(list, match.Feedback{Confidence: v.confidence, Helped: v.said == saidYes,
				Weight: match.Aged(now.Sub(v.at)) / of[v.origin]})
		}
	}
	return match.FitCalibration(list)
}

// popularity is how popular each item is, from 0 to 1.
func popularity(voices []voice, now time.Time) map[string]float64 {
	type week struct {
		item   string
		period int64
	}
	best := map[week]map[string]float64{} // by origin: its strongest voice
	for i := range voices {
		v := &voices[i]
		strength := match.Aged(now.Sub(v.at))
		switch v.said {
		case saidNo:
			continue
		case saidPicked:
			strength *= pickedCounts
		case saidYes:
		}
		w := week{v.item, v.origin.period}
		if best[w] == nil {
			best[w] = map[string]float64{}
		}
		best[w][v.origin.name] = max(best[w][v.origin.name], strength)
	}
	sum := map[string]float64{}
	for w, origins := range best {
		var all, strongest float64
		for _, s := range origins {
			all, strongest = all+s, max(strongest, s)
		}
		sum[w.item] += all - strongest
	}
	popular := map[string]float64{}
	for item, n := range sum {
		if n >= popularFrom {
			popular[item] = min(1, math.Log1p(n)/math.Log1p(popularFull))
		}
	}
	return popular
}
