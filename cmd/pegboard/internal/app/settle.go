package app

import "context"

// Settle does what Serve leaves to the background, until nothing is due: every
// watcher has heard of what was committed, and the search knows it. For helpdesks
// that do not serve, such as those of the test kit.
func (a *App) Settle(ctx context.Context) error {
	for {
		busy, err := a.worker.Round(ctx)
		if err != nil {
			return err
		}
		if !busy {
			break
		}
	}
	a.Plugins.Settle()
	_, err := a.Tickets.IndexNow(ctx)
	return err
}
