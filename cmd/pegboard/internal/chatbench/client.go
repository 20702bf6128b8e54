package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/fasthttp/websocket"
)

// client is one browser, with an address of its own as a proxy in front would tell.
type client struct {
	host, ip, cookie, secret string
	http                     *http.Client
}

var transport = &http.Transport{MaxIdleConnsPerHost: 2000, IdleConnTimeout: 5 * time.Minute}

func newClient(host string, n int) *client {
	return &client{host: host, ip: fmt.Sprintf("10.%d.%d.%d", n>>16&255, n>>8&255, n&255), http: &http.Client{Transport: transport, Timeout: 30 * time.Second}}
}

func (c *client) header() http.Header {
	h := http.Header{"X-Forwarded-For": {c.ip}, "User-Agent": {"chatbench"}}
	if c.cookie != "" {
		h.Set("Cookie", c.cookie)
	}
	if c.secret != "" {
		h.Set("Authorization", "Visitor "+c.secret)
	}
	return h
}

func (c *client) do(ctx context.Context, method, path string, in any) ([]byte, error) {
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://"+c.host+"/api/v1"+path, body)
	if err != nil {
		return nil, err
	}
	req.Header = c.header()
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 300 {
		return nil, fmt.Errorf("%s %s: %d %.300s", method, path, resp.StatusCode, out)
	}
	for _, k := range resp.Cookies() {
		if k.MaxAge >= 0 && k.Value != "" {
			c.cookie = k.Name + "=" + k.Value
		}
	}
	return out, nil
}

// admitted lets a visitor in as soon as the site takes one more.
func (c *client) admitted(ctx context.Context) ([]byte, error) {
	for try := 0; ; try++ {
		out, err := c.do(ctx, http.MethodPost, "/visit/livechat", map[string]string{"site": ""})
		if try == 30 || err == nil || !strings.Contains(err.Error(), `"rate_limited"`) {
			return out, err
		}
		time.Sleep(time.Second)
	}
}

// ears hear what is said on a socket, and wake who waits for a text.
type ears struct {
	mu    sync.Mutex
	waits map[string]chan time.Time
}

// expect is told when the text is heard.
func (e *ears) expect(text string) chan time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.waits == nil {
		e.waits = map[string]chan time.Time{}
	}
	ch := make(chan time.Time, 1)
	e.waits[text] = ch
	return ch
}

func (e *ears) heard(text string) {
	now := time.Now()
	e.mu.Lock()
	defer e.mu.Unlock()
	if ch := e.waits[text]; ch != nil {
		delete(e.waits, text)
		ch <- now
	}
}

// dial opens a socket, says hello on it and hears until it ends.
func (c *client) dial(path string, hello any, e *ears) error {
	ws, resp, err := websocket.DefaultDialer.Dial("ws://"+c.host+"/api/v1"+path, c.header())
	if err != nil {
		return fmt.Errorf("%s: %w (%v)", path, err, resp)
	}
	if err := ws.WriteJSON(hello); err != nil {
		return err
	}
	up := make(chan struct{})
	go func() {
		greeted := false
		for {
			_, raw, err := ws.ReadMessage()
			if err != nil {
				return
			}
			if !greeted {
				greeted = true
				close(up)
			}
			if !strings.Contains(string(raw), `"say"`) {
				continue
			}
			var m struct {
				Payload struct{ Say struct{ Text string } }
			}
			if json.Unmarshal(raw, &m) == nil {
				e.heard(m.Payload.Say.Text)
			}
		}
	}()
	select {
	case <-up:
		return nil
	case <-time.After(10 * time.Second):
		return fmt.Errorf("%s: no greeting", path)
	}
}
