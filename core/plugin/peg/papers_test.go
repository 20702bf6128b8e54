package peg

import (
	"strings"
	"testing"
)

func TestPapers(t *testing.T) {
	long := strings.Repeat("word word word\n", MaxPaper/10)
	for name, tt := range map[string]struct {
		readme, changelog string
		want              Papers
	}{
		"nothing":             {},
		"titles are dropped":  {"# Parcels\n\nWhere they are.\n## More\nMuch.", "# Changes\n\n## 1.1.0\nNew.\n## 1.0.0\nFirst.", Papers{Readme: "Where they are.\n## More\nMuch.", Releases: []Release{{"1.1.0", "1.1.0", "New."}, {"1.0.0", "1.0.0", "First."}}}},
		"no versions":         {"Where they are.", "# Changes\nEverything is new.", Papers{Readme: "Where they are.", Releases: []Release{{Text: "Everything is new."}}}},
		"control characters":  {"\x1b[31mred\x00\xff", "## 1.0.0\nA\x07b", Papers{Readme: "[31mred", Releases: []Release{{"1.0.0", "1.0.0", "Ab"}}}},
		"too long":            {long, "", Papers{Readme: strings.TrimSpace(long[:MaxPaper/15*15]), Cut: true}},
		"only a title":        {"# Parcels", "# Changes", Papers{}},
		"a heading in a code": {"", "## 1.1.0\n```\n# 1.0.0\n```\nEnd.", Papers{Releases: []Release{{"1.1.0", "1.1.0", "```\n# 1.0.0\n```\nEnd."}}}},
	} {
		t.Run(name, func(t *testing.T) {
			got := papersOf(map[string][]byte{"README.md": []byte(tt.readme), "CHANGELOG.md": []byte(tt.changelog)})
			if got.Readme != tt.want.Readme || got.Cut != tt.want.Cut || len(got.Releases) != len(tt.want.Releases) {
				t.Fatalf("%+v", got)
			}
			for i, r := range tt.want.Releases {
				if got.Releases[i] != r {
					t.Errorf("%+v, want %+v", got.Releases[i], r)
				}
			}
		})
	}
}

// FuzzReleases checks that a changelog of a stranger is read in parts that are parts
// of it, and within the limit.
func FuzzReleases(f *testing.F) {
	f.Add("# Changes\n\n## [1.2.0] - 2026-11-30\n\n- a\n\n### b 1.1.0\n~~~\n## 1.0.0\n")
	f.Add("## 1.0.0 ##\n\x1b[0m```\n")
	f.Fuzz(func(t *testing.T, log string) {
		total := 0
		for _, r := range Releases(log) {
			total += len(r.Text) + len(r.Heading)
			if !versionWord.MatchString(r.Version) || !strings.Contains(r.Heading, r.Version) || strings.ContainsAny(r.Text+r.Heading, "\x1b\x00\r") {
				t.Errorf("%+v", r)
			}
		}
		if total > len(log) {
			t.Errorf("%d of %d bytes", total, len(log))
		}
	})
}
