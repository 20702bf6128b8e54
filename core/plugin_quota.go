package core

// PluginQuota bounds what is kept for a plugin: its records, the entries of its
// key-value store, and its files. Zero stands for the usual.
type PluginQuota struct {
	Rows  int64 // records and entries
	Bytes int64 // of their texts, 100 for each, and of files
}

// UsualQuota is that of a plugin for which nobody has set another.
var UsualQuota = PluginQuota{Rows: 1_000_000, Bytes: 2_000_000_000}

// MostQuota is the most that somebody may allow a plugin, and LeastQuota the least.
var (
	MostQuota  = PluginQuota{Rows: 1_000_000_000, Bytes: 10_000_000_000_000}
	LeastQuota = PluginQuota{Rows: 100, Bytes: 1_000_000}
)

// RowBytes is what a record or entry counts beside its texts: keys, numbers and times.
const RowBytes = 100

// PluginStorage is how much is kept for a plugin, and how much may be.
type PluginStorage struct {
	Rows, Bytes int64
	// Set is what somebody has set; zero where the usual holds.
	Set PluginQuota
}

// Quota is what holds for the plugin.
func (s PluginStorage) Quota() PluginQuota {
	q := s.Set
	if q.Rows == 0 {
		q.Rows = UsualQuota.Rows
	}
	if q.Bytes == 0 {
		q.Bytes = UsualQuota.Bytes
	}
	return q
}

// Room is KindRateLimited, with a sentence that says what to do, where the plugin
// cannot have so many rows and bytes more. What does not grow is always allowed.
func (s PluginStorage) Room(id PluginID, rows, bytes int64) error {
	const op = "core.PluginStorage"
	q := s.Quota()
	if rows > 0 && s.Rows+rows > q.Rows {
		return Errorf(op, KindRateLimited, "The plugin %s keeps as many rows as it may, %d. Delete what is old, or ask those who manage plugins to allow it more.", id, q.Rows)
	}
	if bytes > 0 && s.Bytes+bytes > q.Bytes {
		return Errorf(op, KindRateLimited, "The plugin %s has used up its %d MB. Delete what is old, or ask those who manage plugins to allow it more.", id, q.Bytes/1_000_000)
	}
	return nil
}

// NearlyFull reports whether less than a tenth is left.
func (s PluginStorage) NearlyFull() bool {
	q := s.Quota()
	return float64(s.Rows) > 0.9*float64(q.Rows) || float64(s.Bytes) > 0.9*float64(q.Bytes)
}
