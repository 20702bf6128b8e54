package httpapi

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"pegboard.dev/pegboard/web"
)

// loadsCookie counts how often this browser has loaded the console of this build
// lately, up to compiledAfter. It says nothing about who uses it.
const loadsCookie = "pegboard_console"

const (
	// compiledAfter is how many loads it takes a browser to keep compiled code: it
	// notes the first and stores at the second.
	compiledAfter = 2
	// remembered is how far apart two loads may be and count as repeated.
	remembered = 72 * time.Hour
)

// hasCompiled reports whether the browser is likely to have the console's scripts in
// compiled form, and counts this load. False costs such a browser the gain, true costs
// one that has nothing some compiling at the wrong time; neither breaks anything. Only
// Chromium's own needs to be asked for differently then (RATIONALE.md says why).
func hasCompiled(c *fiber.Ctx) bool {
	if !strings.Contains(c.Get(fiber.HeaderUserAgent), "Chrome/") {
		return false
	}
	build, before := web.Build(), 0
	for n := 1; n <= compiledAfter; n++ {
		if c.Cookies(loadsCookie) == fmt.Sprintf("%d.%s", n, build) {
			before = n
		}
	}
	c.Cookie(&fiber.Cookie{
		Name: loadsCookie, Value: fmt.Sprintf("%d.%s", min(before+1, compiledAfter), build), Path: "/app",
		MaxAge:   int(remembered.Seconds()),
		HTTPOnly: true, Secure: stateOf(c.UserContext()).secure, SameSite: fiber.CookieSameSiteLaxMode,
	})
	return before == compiledAfter
}

// module finds a script of the console's page, with its address.
var module = regexp.MustCompile(`<script type="module"[^>]* src="([^"]+)"`)

// askForCompiled has the page fetch its scripts in the way in which the browser hands
// out compiled code with them.
func askForCompiled(page []byte) []byte {
	page = module.ReplaceAll(page, []byte(`<link rel="preload" as="script" crossorigin href="$1">$0`))
	return bytes.ReplaceAll(page, []byte(`<link rel="modulepreload"`), []byte(`<link rel="preload" as="script"`))
}
