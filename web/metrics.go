package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are this node's figures in the format of Prometheus.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
	failures *prometheus.CounterVec
	replies  *prometheus.CounterVec
	sockets  *prometheus.GaugeVec
	shed     *prometheus.CounterVec
}

func newMetrics(p Parts) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "sportello_request_seconds", Help: "Duration of requests, a long poll's wait included.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, 1, 5, 30}}, []string{"method", "route", "status"}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sportello_failures_total", Help: "Failed requests by error code."}, []string{"code"}),
		replies:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sportello_replies_total", Help: "Replies to questions by kind."}, []string{"kind"}),
		sockets:  prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "sportello_live_connections", Help: "Open WebSockets."}, []string{"who"}),
		shed:     prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sportello_shed_total", Help: "Requests refused so that others are served, by class."}, []string{"class"}),
	}
	for _, name := range classNames {
		m.shed.WithLabelValues(name) // shown from the start, at nought
	}
	m.registry.MustRegister(m.requests, m.failures, m.replies, m.sockets, m.shed, collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &queueCollector{parts: p})
	return m
}

func (m *metrics) serve(c *gin.Context) {
	promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}).ServeHTTP(c.Writer, c.Request)
}

var (
	waitingDesc = prometheus.NewDesc("sportello_waiting", "Conversations that wait for an operator.", []string{"queue", "channel"}, nil)
	oldestDesc  = prometheus.NewDesc("sportello_longest_wait_seconds", "How long the first in line has waited.", []string{"queue"}, nil)
	toldDesc    = prometheus.NewDesc("sportello_wait_estimates", "Estimates of waits that were told in the last 7 days and are decided.", []string{"queue"}, nil)
	heldDesc    = prometheus.NewDesc("sportello_wait_estimates_held", "Those of them that held: 8 in 10 should.", []string{"queue"}, nil)
	libraryDesc = prometheus.NewDesc("sportello_library_version", "Version of the library this node answers from.", nil, nil)
)

// queueCollector reads the queues when it is asked, so the figures are those of the
// whole desk and not of this node.
type queueCollector struct{ parts Parts }

func (q *queueCollector) Describe(ch chan<- *prometheus.Desc) {
	ch <- waitingDesc
	ch <- oldestDesc
	ch <- toldDesc
	ch <- heldDesc
	ch <- libraryDesc
}

func (q *queueCollector) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	ch <- prometheus.MustNewConstMetric(libraryDesc, prometheus.GaugeValue, float64(q.parts.Live.Base().Version))
	all, err := q.parts.Desk.AllWays(ctx)
	if err != nil {
		return // the database's own trouble shows in readyz
	}
	held, err := q.parts.Desk.Held(ctx, 7*24*time.Hour)
	if err != nil {
		return
	}
	for _, h := range held {
		ch <- prometheus.MustNewConstMetric(toldDesc, prometheus.GaugeValue, float64(h.Told), h.QueueID)
		ch <- prometheus.MustNewConstMetric(heldDesc, prometheus.GaugeValue, float64(h.Held), h.QueueID)
	}
	for _, w := range all {
		wait := 0.0
		if !w.Oldest.IsZero() {
			wait = q.parts.DB.Now().Sub(w.Oldest).Seconds()
		}
		ch <- prometheus.MustNewConstMetric(waitingDesc, prometheus.GaugeValue, float64(w.Waiting), w.Queue.ID, "chat")
		ch <- prometheus.MustNewConstMetric(waitingDesc, prometheus.GaugeValue, float64(w.Tickets), w.Queue.ID, "ticket")
		ch <- prometheus.MustNewConstMetric(oldestDesc, prometheus.GaugeValue, wait, w.Queue.ID)
	}
}

// healthz says that the process serves; readyz, that it can do its work.
func (s *Server) healthz(c *gin.Context) { c.String(http.StatusOK, "ok\n") }

func (s *Server) readyz(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), 2*time.Second)
	defer cancel()
	select {
	case <-s.quit:
		c.String(http.StatusServiceUnavailable, "stopping\n")
		return
	default:
	}
	if err := s.DB.Ping(ctx); err != nil {
		s.Log.Error("not ready", "err", err)
		c.String(http.StatusServiceUnavailable, "the database does not answer\n")
		return
	}
	c.String(http.StatusOK, "ok\n")
}
