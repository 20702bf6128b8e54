package app_test

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf16"
)

// paperSays is what the pages of a PDF say.
func paperSays(file []byte) string {
	var out strings.Builder
	for _, part := range bytes.Split(file, []byte("stream\n"))[1:] {
		z, err := zlib.NewReader(bytes.NewReader(part))
		if err != nil {
			continue // the end of one
		}
		content, _ := io.ReadAll(z) // what follows the stream is none of it
		pieces := bytes.Split(content, []byte(") Tj"))
		for _, piece := range pieces[:len(pieces)-1] {
			raw := piece[bytes.LastIndex(piece, []byte(" Td ("))+len(" Td ("):]
			units := make([]uint16, len(raw)/2)
			for i := range units {
				units[i] = uint16(raw[2*i])<<8 | uint16(raw[2*i+1])
			}
			out.WriteString(string(utf16.Decode(units)) + "\n")
		}
	}
	return out.String()
}

// press carries out an action of a plugin's page that is offered to somebody.
func (w *world) press(as, surface, query, action string) answer {
	w.t.Helper()
	page := w.do(as, "GET", "/ui/"+surface+"?"+query, "", nil)
	var doc struct{ Rev string }
	w.must(json.Unmarshal(page.body, &doc))
	var tree any
	w.must(json.Unmarshal(page.body, &tree))
	token := tokenOf(tree, action)
	if token == "" {
		w.t.Fatalf("%s is not offered %s: %d %s", as, action, page.status, page.body)
	}
	return w.do(as, "POST", "/ui/"+surface+"/events", fmt.Sprintf(`{"event":"action","action":%q,"token":%q,"rev":%q,"idem":%q,"ctx":{},"params":{}}`,
		action, token, doc.Rev, as+action+query), nil)
}

func tokenOf(tree any, action string) string {
	switch x := tree.(type) {
	case map[string]any:
		if token, ok := x["token"].(string); ok && x["id"] == action {
			return token
		}
		for _, y := range x {
			if token := tokenOf(y, action); token != "" {
				return token
			}
		}
	case []any:
		for _, y := range x {
			if token := tokenOf(y, action); token != "" {
				return token
			}
		}
	}
	return ""
}

// TestLettersWithAPDF: the mail server gets a PDF that says what its reader sees and no
// more; who may not print, or whose plugin is gone meanwhile, has the letter all the same.
func TestLettersWithAPDF(t *testing.T) {
	needPlugins(t)
	eachWorld(t, func(t *testing.T, w *world) {
		mail := openPost(t)
		for _, set := range []struct{ method, path, body string }{
			{"PUT", "/settings/company", `{"name":"Ropes & Co.","address":"https://help.test.example/"}`},
			{"PUT", "/settings/mail", fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"security":"none","from":"help@test.example"}`, mail.port)},
			{"POST", "/plugins/reports/enable", `{}`},
			{"PATCH", "/roles/agent", `{"features":{"reports":{"keys":{"reports.view":"team","reports.email":"all","reports.print":"all","reports.view.reports.volume_team":"team"}}}}`},
		} {
			if got := w.do("owner", set.method, set.path, set.body, nil); got.status >= 300 {
				t.Fatalf("%s: %d %s", set.path, got.status, got.body)
			}
		}
		for who, sees := range map[string]map[string]bool{"owner": {"billing": true, "tech": true}, "ana": {"billing": true, "tech": false}} {
			if got := w.press(who, "reports/page", "report=volume_team", "email"); got.status != 200 {
				t.Fatalf("%s: %d %s", who, got.status, got.body)
			}
			l := mail.next()
			if l.To != who+"@test.example" || len(l.Files) != 1 {
				t.Fatalf("to %s: %+v", who, l)
			}
			f := l.Files[0]
			if f.Type != "application/pdf" || !strings.HasPrefix(f.Name, "Tickets by team 20") || !strings.HasSuffix(f.Name, ".pdf") || !bytes.HasPrefix(f.Body, []byte("%PDF-")) {
				t.Errorf("to %s: %s, %s, %.10q", who, f.Name, f.Type, f.Body)
			}
			says := paperSays(f.Body)
			for team, yes := range sees {
				if strings.Contains(says, team) != yes || strings.Contains(l.Text, team) != yes {
					t.Errorf("to %s, %s is there: %t\n%s\n%s", who, team, !yes, says, l.Text)
				}
			}
		}
	})
}
