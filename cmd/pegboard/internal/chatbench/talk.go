package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// agent is somebody at the desk with one window, which hears all chats in hand.
type agent struct {
	*client
	ears
	topics []string
}

// talk is one chat with its two ends.
type talk struct {
	id    int64
	guest *client
	ears  // the visitor's
	agent *agent
	send  string // seals what the agent says
}

// signIn opens an agent's session on one of the nodes.
func (d *desk) signIn(ctx context.Context, i int) (*agent, error) {
	a := &agent{client: newClient(d.urls[i%len(d.urls)], 1<<20+i)}
	_, err := a.do(ctx, http.MethodPost, "/session", map[string]string{"email": address(i), "password": password})
	return a, err
}

// listen opens the agent's window.
func (a *agent) listen() error {
	return a.dial("/live", map[string]any{"t": "watch", "channels": a.topics}, &a.ears)
}

// begin lets a visitor in, who begins a chat that the agent takes.
func (d *desk) begin(ctx context.Context, i int, a *agent) (*talk, error) {
	t := &talk{guest: newClient(d.urls[i/2%len(d.urls)], i), agent: a}
	out, err := t.guest.admitted(ctx)
	if err != nil {
		return nil, err
	}
	var in struct{ Secret string }
	if err := json.Unmarshal(out, &in); err != nil {
		return nil, err
	}
	t.guest.secret = in.Secret
	out, err = t.guest.do(ctx, http.MethodPost, "/visit/livechat/widget/start", map[string]string{
		"name": fmt.Sprintf("Visitor %d", i), "email": fmt.Sprintf("v%d@shop.example", i), "department": strconv.FormatInt(int64(d.team), 10), "text": "Hello.", "client": "begin",
	})
	if err != nil {
		return nil, err
	}
	var state struct {
		Chat  int64
		Topic string
	}
	if err := json.Unmarshal(out, &state); err != nil {
		return nil, err
	}
	t.id = state.Chat
	if err := t.guest.dial("/visit/livechat/live", map[string]any{"t": "visitor", "secret": in.Secret, "channels": []string{state.Topic}}, &t.ears); err != nil {
		return nil, err
	}
	a.topics = append(a.topics, state.Topic)
	if _, err := t.press(ctx, "take", nil); err != nil {
		return nil, err
	}
	doc, err := t.desk(ctx)
	if err == nil {
		t.send, err = token(doc, "say")
	}
	return t, err
}

func (t *talk) desk(ctx context.Context) ([]byte, error) {
	return t.agent.do(ctx, http.MethodGet, fmt.Sprintf("/ui/livechat/desk?open=%d", t.id), nil)
}

// press carries out an action of the desk; its seal is looked up unless it is known.
func (t *talk) press(ctx context.Context, action string, values map[string]string) ([]byte, error) {
	seal := t.send
	if action != "say" {
		doc, err := t.desk(ctx)
		if err != nil {
			return nil, err
		}
		if seal, err = token(doc, action); err != nil {
			return nil, err
		}
	}
	event := map[string]any{
		"event": "submit", "action": action, "token": seal, "rev": "", "idem": fmt.Sprint(t.id, action, time.Now().UnixNano()), "ctx": map[string]string{},
		"params": map[string]string{"open": strconv.FormatInt(t.id, 10)},
	}
	if values != nil {
		event["values"] = map[string]any{fmt.Sprintf("chat-%d", t.id): values}
	}
	return t.agent.do(ctx, http.MethodPost, "/ui/livechat/desk/events", event)
}

// exchange says something each way and returns when the agent's window heard the
// visitor, and when the visitor's window heard the answer, both from when the
// visitor sent it.
func (t *talk) exchange(ctx context.Context, n int) (there, back time.Duration, err error) {
	ask, answer := fmt.Sprintf("Question %d of %d", n, t.id), fmt.Sprintf("Answer %d to %d", n, t.id)
	asked, answered := t.agent.expect(ask), t.expect(answer)
	begin := time.Now()
	if _, err := t.guest.do(ctx, http.MethodPost, "/visit/livechat/widget/lines", map[string]string{"text": ask, "client": fmt.Sprint("q", n)}); err != nil {
		return 0, 0, err
	}
	at, err := wait(asked, ask)
	if err != nil {
		return 0, 0, err
	}
	there = at.Sub(begin)
	if _, err := t.press(ctx, "say", map[string]string{"text": answer, "client": fmt.Sprint("a", n)}); err != nil {
		return 0, 0, err
	}
	at, err = wait(answered, answer)
	return there, at.Sub(begin), err
}

func wait(heard chan time.Time, text string) (time.Time, error) {
	select {
	case at := <-heard:
		return at, nil
	case <-time.After(15 * time.Second):
		return time.Time{}, fmt.Errorf("nobody heard %q", text)
	}
}
