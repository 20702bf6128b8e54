package app

import (
	"context"
	"sync"

	"pegboard.dev/pegboard/core"
	"pegboard.dev/pegboard/core/httpapi"
	"pegboard.dev/pegboard/core/plugin/manifest"
	"pegboard.dev/pegboard/core/realtime"
)

// wireLive makes the hub of open windows. Events of this process wake it at
// once, as they wake the worker.
func (a *App) wireLive() {
	a.bus, a.woken = a.DB.Bus(), make(chan struct{}, 1)
	deps := realtime.Deps{
		Feed: a.DB.Jobs(), Tickets: a.Tickets, Epoch: a.Plugins.Epoch, Clock: a.clock, Log: a.log,
		Opens: a.Plugins.Opens, Audience: a.Plugins.Audience,
		Visitor: a.Plugins.VisitorSubject,
		VisitorSite: func(id core.PluginID, origin string) bool {
			list, _, err := a.Plugins.Sites(id)
			return err == nil && manifest.AllowsOrigin(list, origin)
		},
		Identify: func(c *httpapi.Request) realtime.Again { return a.Server.Again(c) },
	}
	if a.bus != nil {
		deps.Nodes = a.bus
	}
	a.live = realtime.New(deps)
	a.DB.OnEvents(func() {
		a.worker.Wake()
		a.live.Wake()
		if a.bus != nil {
			a.bus.Wake()
		}
	})
}

func (a *App) mountLive(_ *httpapi.Server, r httpapi.Router) {
	a.live.Mount(r)
	a.live.MountVisitors(r)
}

// runLive keeps the hub going and, beside it and a little longer, what connects it
// with other nodes: the last that a node says is that it goes.
func (a *App) runLive(ctx context.Context) {
	if a.bus == nil {
		a.live.Run(ctx)
		return
	}
	beside, stop := context.WithCancel(context.WithoutCancel(ctx))
	var bus sync.WaitGroup
	bus.Go(func() { a.bus.Run(beside, a.live.Overhear, a.wakeUp) })
	a.live.Run(ctx)
	stop()
	bus.Wait()
}

// wakeUp is called when another node has committed something.
func (a *App) wakeUp() {
	a.worker.Wake()
	a.live.Wake()
	select {
	case a.woken <- struct{}{}:
	default:
	}
}
