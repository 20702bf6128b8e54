package peg

import "testing"

func TestChangesOfAVersion(t *testing.T) {
	const log = "# Changes\n\n## [1.2.0] - 2026-11-30\n\nFinds parcels.\n\n### Repaired\n\n- \x1b[31mred\x07\r\n\n## v1.1.0:\nBefore.\n"
	for version, want := range map[string]string{
		"1.2.0": "Finds parcels.\n\n### Repaired\n\n- [31mred", "1.1.0": "Before.", "1.0.0": "", "1.2": "",
	} {
		if got := ChangesOf(log, version); got != want {
			t.Errorf("%s: %q, want %q", version, got, want)
		}
	}
}
