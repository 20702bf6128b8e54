package app_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// provider vouches for whoever claims says, on loopback, as OpenID Connect asks.
type provider struct {
	t      *testing.T
	url    string
	key    *ecdsa.PrivateKey
	claims map[string]any
	// asked is what the helpdesk sent the browser here with.
	asked url.Values
	// forge signs with another key.
	forge bool
}

func openProvider(t *testing.T) *provider {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := &provider{t: t, key: key}
	mux := http.NewServeMux()
	answer := func(w http.ResponseWriter, v any) {
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(v); err != nil {
			t.Error(err)
		}
	}
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{
			"issuer": p.url, "authorization_endpoint": p.url + "/auth", "token_endpoint": p.url + "/token", "jwks_uri": p.url + "/keys",
			"id_token_signing_alg_values_supported": []string{"ES256"},
		})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "1", Algorithm: "ES256", Use: "sig"}}})
	})
	mux.HandleFunc("GET /auth", func(w http.ResponseWriter, r *http.Request) {
		p.asked = r.URL.Query()
		http.Redirect(w, r, p.asked.Get("redirect_uri")+"?code=one&state="+url.QueryEscape(p.asked.Get("state")), http.StatusSeeOther)
	})
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
		if id, secret, _ := r.BasicAuth(); id != "helpdesk" || secret != "s3cret" || r.FormValue("code") != "one" ||
			base64.RawURLEncoding.EncodeToString(sum[:]) != p.asked.Get("code_challenge") {
			http.Error(w, "no", http.StatusBadRequest)
			return
		}
		answer(w, map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.token()})
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	p.url = server.URL
	return p
}

func (p *provider) token() string {
	claims := map[string]any{
		"iss": p.url, "aud": "helpdesk", "nonce": p.asked.Get("nonce"), "iat": time.Now().Unix(), "exp": time.Now().Add(time.Minute).Unix(),
	}
	for k, v := range p.claims {
		claims[k] = v
	}
	key := p.key
	if p.forge {
		key, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.ES256, Key: key}, (&jose.SignerOptions{}).WithHeader("kid", "1"))
	if err != nil {
		p.t.Fatal(err)
	}
	body, err := json.Marshal(claims)
	if err != nil {
		p.t.Fatal(err)
	}
	signed, err := signer.Sign(body)
	if err != nil {
		p.t.Fatal(err)
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		p.t.Fatal(err)
	}
	return text
}

// walk signs in with the provider as a browser does; it returns the page that
// it ends on, and who is signed in then.
func (p *provider) walk(w *world) (status int, page, me string) {
	p.t.Helper()
	jar, err := cookiejar.New(nil)
	w.must(err)
	browser := http.Client{Jar: jar}
	get := func(address string) (int, string) {
		resp, err := browser.Get(address)
		w.must(err)
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		w.must(err)
		return resp.StatusCode, string(body)
	}
	status, page = get(w.url + "/sign-in/with/acme?next=/tickets")
	_, me = get(w.url + "/api/v1/me")
	return status, page, me
}

func TestProvidersVouchForCustomers(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		p, mail := openProvider(t), openPost(t)
		w.play([]scenario{
			{name: "an agent names none", as: "ana", method: "PUT", path: "/settings/sign-in", body: `{"providers":[]}`, status: 403},
			{name: "the owner names one", as: "owner", method: "PUT", path: "/settings/sign-in",
				body: fmt.Sprintf(`{"providers":[{"id":"acme","name":"Acme","issuer":%q,"client_id":"helpdesk","client_secret":"s3cret"}]}`, p.url), status: 200,
				want: `{"providers":[{"id":"acme","name":"Acme"}]}`, without: []string{"s3cret"}, events: []string{"settings.providers_changed"}},
			{name: "without its secret again", as: "owner", method: "PUT", path: "/settings/sign-in",
				body: fmt.Sprintf(`{"providers":[{"id":"acme","name":"Acme","issuer":%q,"client_id":"helpdesk"}]}`, p.url), status: 200, events: []string{"settings.providers_changed"}},
		})
		expect := func(name string, status int, wantMe string) {
			t.Helper()
			got, page, me := p.walk(w)
			if got != status || !strings.Contains(me, wantMe) {
				t.Errorf("%s: %d, signed in as %s\n%s", name, got, me, page)
			}
		}
		p.claims = map[string]any{"sub": "9", "email": "new@test.example", "email_verified": true, "name": "Nora New"}
		expect("a stranger where registration is closed", 403, `"unauthenticated"`)
		p.claims = map[string]any{"sub": "1", "email": "carl@test.example", "email_verified": false}
		expect("an address that the provider has not checked", 403, `"unauthenticated"`)
		p.claims["email_verified"] = true
		expect("a customer found by the address", 200, `"name":"carl"`)
		p.claims["email"] = "else@test.example"
		expect("the same person under a new address", 200, `"name":"carl"`)
		p.claims = map[string]any{"sub": "2", "email": "owner@test.example", "email_verified": true}
		expect("an employee is not found by address", 403, `"unauthenticated"`)
		p.claims, p.forge = map[string]any{"sub": "1"}, true
		expect("a forged signature", 401, `"unauthenticated"`)
		p.forge, p.claims = false, map[string]any{"sub": "1", "nonce": "old"}
		expect("an answer to another question", 401, `"unauthenticated"`)
		p.claims = map[string]any{"sub": "1", "aud": "another"}
		expect("an answer for another helpdesk", 401, `"unauthenticated"`)

		w.do("owner", "PUT", "/settings/mail", fmt.Sprintf(`{"host":"127.0.0.1","port":%d,"security":"none","from":"help@test.example"}`, mail.port), nil)
		w.do("owner", "PUT", "/settings/registration", `{"open":true,"domains":["test.example"]}`, nil)
		p.claims = map[string]any{"sub": "9", "email": "new@test.example", "email_verified": true, "name": "Nora New"}
		expect("a stranger where registration is open", 200, `"name":"Nora New"`)
		w.do("owner", "POST", "/users/{carl}/disable", `{}`, nil)
		p.claims = map[string]any{"sub": "1"}
		expect("somebody who is switched off", 401, `"unauthenticated"`)
		resp, err := http.Get(w.url + "/sign-in/with/acme/back?code=one&state=guess")
		w.must(err)
		w.must(resp.Body.Close())
		if resp.StatusCode != 401 {
			t.Errorf("coming back without having begun: %d", resp.StatusCode)
		}
	})
}
