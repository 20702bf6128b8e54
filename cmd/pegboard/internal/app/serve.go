package app

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"
)

// grace is how long requests in flight get when the server is told to stop.
const grace = 10 * time.Second

// Serve answers on ln and works in the background until ctx ends; then it lets
// requests and deliveries in hand finish, and returns nil.
func (a *App) Serve(ctx context.Context, ln net.Listener) error {
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	var work sync.WaitGroup
	for _, run := range a.background() {
		work.Go(func() { run(background) })
	}
	served := make(chan error, 1)
	go func() { served <- a.Server.Serve(ln) }()

	var err error
	select {
	case <-ctx.Done():
		shutdown, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
		defer cancel()
		err = a.Server.Shutdown(shutdown)
		if errors.Is(err, context.DeadlineExceeded) {
			a.log.Warn("some requests were cut off", "after", grace)
			err = nil
		}
	case err = <-served:
	}
	stop()
	work.Wait()
	return err
}
