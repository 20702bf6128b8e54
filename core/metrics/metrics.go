package metrics

import (
	"database/sql"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Set is everything that is counted in one server. Its methods may be called by
// several goroutines.
type Set struct {
	registry *prometheus.Registry
	requests *prometheus.HistogramVec
}

// New makes a set, which knows the process and its version already.
func New(version string) *Set {
	s := &Set{registry: prometheus.NewRegistry()}
	s.requests = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "pegboard_http_request_seconds", Help: "How long requests took, by operation of the API (other for pages and files), method and status.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
	}, []string{"operation", "method", "status"})
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "pegboard_build_info", Help: "Always 1; the version of this server.", ConstLabels: prometheus.Labels{"version": version},
	})
	build.Set(1)
	s.registry.MustRegister(s.requests, build, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return s
}

// Request counts a request that was answered. The operation is its name in the
// API; empty for what has none, so that addresses make no series.
func (s *Set) Request(operation, method string, status int, took time.Duration) {
	if operation == "" {
		operation = "other"
	}
	s.requests.WithLabelValues(operation, known(method), strconv.Itoa(status)).Observe(took.Seconds())
}

// known keeps a client from making series up.
func known(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

// Database has a pool of connections counted.
func (s *Set) Database(pool *sql.DB) {
	s.registry.MustRegister(collectors.NewDBStatsCollector(pool, "pegboard"))
}

// Deliveries has counted how many events wait for watchers, and how many were set
// aside; read is asked each time.
func (s *Set) Deliveries(read func(discarded bool) float64) {
	s.gauge("deliveries_waiting", "Events that watchers have not been told of yet.", func() float64 { return read(false) })
	s.gauge("deliveries_discarded", "Events that were set aside after many attempts.", func() float64 { return read(true) })
}

// Windows has the open windows counted of people who are signed in.
func (s *Set) Windows(read func() int) {
	s.gauge("windows", "Open windows of people who are signed in.", func() float64 { return float64(read()) })
}

func (s *Set) gauge(name, help string, read func() float64) {
	name = "pegboard_" + name
	s.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, read))
}

// Handler answers the requests of Prometheus.
func (s *Set) Handler() http.Handler {
	return promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4, Timeout: 10 * time.Second})
}
