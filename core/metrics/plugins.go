package metrics

import (
	"github.com/prometheus/client_golang/prometheus"

	"pegboard.dev/pegboard/core"
)

// Plugin is what a plugin has used on this node since that started, what it holds
// now, and what it counts itself.
type Plugin struct {
	Used     core.PluginUsage
	Memory   int64 // bytes
	Measures []core.PluginMeasure
}

// Plugins has what plugins use counted; read is asked each time.
func (s *Set) Plugins(read func() map[core.PluginID]Plugin) { s.registry.MustRegister(plugins(read)) }

type plugins func() map[core.PluginID]Plugin

func describe(name, help string, more ...string) *prometheus.Desc {
	return prometheus.NewDesc("pegboard_plugin_"+name, help, append([]string{"plugin"}, more...), nil)
}

var (
	calls     = describe("calls_total", "Calls of the plugin.")
	failures  = describe("failures_total", "Calls that failed by its fault.")
	busy      = describe("busy_seconds_total", "Time inside its calls.")
	fuel      = describe("instructions_total", "Roughly, the instructions that it ran.")
	hostCalls = describe("host_calls_total", "What it asked of the helpdesk.")
	memory    = describe("memory_bytes", "What its instances hold now.")
	counter   = describe("counter_total", "What the plugin counts itself.", "name")
	gauge     = describe("gauge", "What the plugin measures itself.", "name")
)

// Describe implements prometheus.Collector.
func (plugins) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{calls, failures, busy, fuel, hostCalls, memory, counter, gauge} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (read plugins) Collect(to chan<- prometheus.Metric) {
	for id, p := range read() {
		put := func(d *prometheus.Desc, kind prometheus.ValueType, v float64, more ...string) {
			to <- prometheus.MustNewConstMetric(d, kind, v, append([]string{string(id)}, more...)...)
		}
		put(calls, prometheus.CounterValue, float64(p.Used.Calls))
		put(failures, prometheus.CounterValue, float64(p.Used.Errors))
		put(busy, prometheus.CounterValue, p.Used.Busy.Seconds())
		put(fuel, prometheus.CounterValue, float64(p.Used.Fuel))
		put(hostCalls, prometheus.CounterValue, float64(p.Used.HostCalls))
		put(memory, prometheus.GaugeValue, float64(p.Memory))
		for _, m := range p.Measures {
			if m.Counter {
				put(counter, prometheus.CounterValue, float64(m.Value), m.Name)
			} else {
				put(gauge, prometheus.GaugeValue, float64(m.Value), m.Name)
			}
		}
	}
}
