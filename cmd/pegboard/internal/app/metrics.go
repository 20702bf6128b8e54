package app

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/metrics"
)

// countedFor is how long the database may take to say how much waits.
const countedFor = 2 * time.Second

// wireMetrics has counted what is counted when somebody asks.
func (a *App) wireMetrics() {
	a.metrics = metrics.New(a.cfg.Version)
	a.metrics.Database(a.DB.SQL())
	a.metrics.Deliveries(a.depth)
	a.metrics.Windows(a.live.Windows)
	a.metrics.Plugins(func() map[core.PluginID]metrics.Plugin {
		out := map[core.PluginID]metrics.Plugin{}
		for id, r := range a.Plugins.Readings() {
			out[id] = metrics.Plugin(r)
		}
		return out
	})
}

// depth is how many deliveries wait, or were set aside; -1 when the database does
// not tell in time.
func (a *App) depth(discarded bool) float64 {
	ctx, cancel := context.WithTimeout(context.Background(), countedFor)
	defer cancel()
	n, err := a.DB.Jobs().Depth(ctx, discarded)
	if err != nil {
		a.log.Error("metrics: deliveries", "error", err)
		return -1
	}
	return float64(n)
}

// ServeMetrics answers /metrics on ln until ctx ends. Whoever reaches the address
// may read it, so it is one of its own.
func (a *App) ServeMetrics(ctx context.Context, ln net.Listener) error {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", a.metrics.Handler())
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 15 * time.Second, IdleTimeout: time.Minute}
	defer context.AfterFunc(ctx, func() { _ = server.Close() })()
	if err := server.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
