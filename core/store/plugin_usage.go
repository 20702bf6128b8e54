package store

import (
	"context"
	"time"

	"pegboard.dev/pegboard/core"
)

// AddUsage adds to what plugins have used in the hour of at; in a transaction.
func (s Plugins) AddUsage(ctx context.Context, at time.Time, used map[core.PluginID]core.PluginUsage) error {
	const op = "store.AddUsage"
	hour := micros(at.Truncate(time.Hour))
	greatest := "max"
	if s.db.dialect == PostgreSQL {
		greatest = "GREATEST"
	}
	for id, u := range used {
		err := s.db.from(ctx).Exec(`INSERT INTO plugin_usage (plugin, hour, calls, errors, busy_micros, fuel, host_calls, peak_memory) VALUES (?,?,?,?,?,?,?,?)
			ON CONFLICT (plugin, hour) DO UPDATE SET calls = plugin_usage.calls + excluded.calls, errors = plugin_usage.errors + excluded.errors,
				busy_micros = plugin_usage.busy_micros + excluded.busy_micros, fuel = plugin_usage.fuel + excluded.fuel,
				host_calls = plugin_usage.host_calls + excluded.host_calls, peak_memory = `+greatest+`(plugin_usage.peak_memory, excluded.peak_memory)`,
			string(id), hour, u.Calls, u.Errors, u.Busy.Microseconds(), u.Fuel, u.HostCalls, u.Peak).Error
		if err != nil {
			return translate(op, err)
		}
	}
	return nil
}

// Usage sums what plugins have used since the hour of from.
func (s Plugins) Usage(ctx context.Context, from time.Time) (map[core.PluginID]core.PluginUsage, error) {
	var rows []struct {
		Plugin                                        string
		Calls, Errors, Busy, Fuel, HostCalls, Highest int64
	}
	err := s.db.from(ctx).Raw(`SELECT plugin, CAST(SUM(calls) AS BIGINT) AS calls, CAST(SUM(errors) AS BIGINT) AS errors, CAST(SUM(busy_micros) AS BIGINT) AS busy,
		CAST(SUM(fuel) AS BIGINT) AS fuel, CAST(SUM(host_calls) AS BIGINT) AS host_calls, MAX(peak_memory) AS highest
		FROM plugin_usage WHERE hour >= ? GROUP BY plugin`, micros(from.Truncate(time.Hour))).Scan(&rows).Error
	out := make(map[core.PluginID]core.PluginUsage, len(rows))
	for _, r := range rows {
		out[core.PluginID(r.Plugin)] = core.PluginUsage{
			Calls: r.Calls, Errors: r.Errors, Busy: time.Duration(r.Busy) * time.Microsecond, Fuel: r.Fuel, HostCalls: r.HostCalls, Peak: r.Highest,
		}
	}
	return out, translate("store.Usage", err)
}

// PruneUsage forgets what was used before the given time; in a transaction.
func (s Plugins) PruneUsage(ctx context.Context, before time.Time) error {
	return translate("store.PruneUsage", s.db.from(ctx).Exec("DELETE FROM plugin_usage WHERE hour < ?", micros(before)).Error)
}

// UsageHours returns what a plugin has used by the hour since that of from, oldest first.
func (s Plugins) UsageHours(ctx context.Context, id core.PluginID, from time.Time) ([]core.PluginHour, error) {
	var rows []struct {
		Hour, Calls, Errors, BusyMicros, Fuel, HostCalls, PeakMemory int64
	}
	err := s.db.from(ctx).Raw(`SELECT hour, calls, errors, busy_micros, fuel, host_calls, peak_memory FROM plugin_usage
		WHERE plugin = ? AND hour >= ? ORDER BY hour`, string(id), micros(from.Truncate(time.Hour))).Scan(&rows).Error
	out := make([]core.PluginHour, len(rows))
	for i, r := range rows {
		out[i] = core.PluginHour{At: fromMicros(r.Hour), PluginUsage: core.PluginUsage{
			Calls: r.Calls, Errors: r.Errors, Busy: time.Duration(r.BusyMicros) * time.Microsecond, Fuel: r.Fuel, HostCalls: r.HostCalls, Peak: r.PeakMemory,
		}}
	}
	return out, translate("store.UsageHours", err)
}
