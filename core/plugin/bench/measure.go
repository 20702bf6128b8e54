package main

import (
	"fmt"
	"slices"
	"time"
)

// peer is one way to have a handler run.
type peer struct {
	name    string
	call    func() error
	samples []time.Duration
}

// interleave calls the peers by turns, each for the same time in every round, so
// that all of them meet the same weather.
func interleave(peers []*peer, rounds int, turn time.Duration) error {
	for _, p := range peers {
		for range 200 { // warm
			if err := p.call(); err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
		}
	}
	for range rounds {
		for _, p := range peers {
			for end := time.Now().Add(turn); ; {
				begin := time.Now()
				if err := p.call(); err != nil {
					return fmt.Errorf("%s: %w", p.name, err)
				}
				now := time.Now()
				p.samples = append(p.samples, now.Sub(begin))
				if now.After(end) {
					break
				}
			}
		}
	}
	for _, p := range peers {
		slices.Sort(p.samples)
	}
	return nil
}

// at returns a percentile of sorted samples.
func at(samples []time.Duration, percent float64) time.Duration {
	return samples[min(len(samples)-1, int(float64(len(samples))*percent/100))]
}

// median of a measurement that is taken some times.
func median(n int, measure func() (time.Duration, error)) (time.Duration, error) {
	var all []time.Duration
	for range n {
		d, err := measure()
		if err != nil {
			return 0, err
		}
		all = append(all, d)
	}
	slices.Sort(all)
	return all[n/2], nil
}

func micros(d time.Duration) string { return fmt.Sprintf("%.2f", float64(d)/1e3) }

func millis(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/1e6) }
