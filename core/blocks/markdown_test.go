package blocks

import (
	"strings"
	"testing"
)

func TestForeignMarkdownLeadsOnlyOutOfTheSite(t *testing.T) {
	for src, want := range map[string]string{
		"# A\n\n### B\n\nText.":                    "<h3>A</h3>\n<h4>B</h4>\n<p>Text.</p>\n",
		"[out](https://a.example)":                 "<p><a href=\"https://a.example\" rel=\"nofollow noreferrer\">out</a></p>\n",
		"<ana@a.example>":                          "<p><a href=\"mailto:ana@a.example\" rel=\"nofollow noreferrer\">ana@a.example</a></p>\n",
		"[in](/app/plugins/other) [on](LICENSE)":   "<p>in on</p>\n",
		"[q](?a=1) [f](#a) [h](http://a.example)":  "<p>q f h</p>\n",
		"[s](javascript:alert(1)) [c](\\\\a\\b)":   "<p>s c</p>\n",
		"![a dot](https://a.example/dot.png)":      "<p>a dot</p>\n",
		"![a dot](assets/dot.png)":                 "<p>a dot</p>\n",
		"<script>alert(1)</script>\n\n<b>bold</b>": "\n<p>bold</p>\n",
	} {
		if got := RenderForeign(src, 3); got != want {
			t.Errorf("%q\n got %q\nwant %q", src, got, want)
		}
	}
}

// What grows in depth instead of length must not cost more than what is as long.
func TestForeignMarkdownOfAStranger(t *testing.T) {
	const long = 50_000
	for _, s := range append([]string{">", "[", "![", "*a_ ", "- ", "`", "<", "|a", "\n|-", "1) ", "[a](", "&lt;", "~~a", "  > - 1. ", "|-|\n", "- a\n\n  "}, hostile...) {
		checkCode(t, []byte(RenderForeign(strings.Repeat(s, long/len(s)), 3)))
	}
}

func TestColumnsWithoutANameHaveNoHead(t *testing.T) {
	got := RenderMarkdown("|  | Level |\n|---|--:|\n| Full | all |\n", 3, nil)
	if strings.Contains(got, "<th></th>") || !strings.Contains(got, "<td></td>") || !strings.Contains(got, "Level</th>") {
		t.Error(got)
	}
}
