package httpapi

import (
	"crypto/rand"
	"encoding/base64"

	"github.com/gofiber/fiber/v2"
)

// bareCSP is the policy of everything that is not a page: nothing may load.
const bareCSP = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

// harden sets the headers that every answer carries. Pages put their own
// Content-Security-Policy in the place of the bare one.
func (s *Server) harden(c *fiber.Ctx, st *state) {
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("X-Frame-Options", "DENY")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Cross-Origin-Resource-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
	c.Set("Content-Security-Policy", bareCSP)
	if isAPI(c.Path()) {
		c.Set(fiber.HeaderCacheControl, "no-store") // what is in it is somebody's
	}
	if st.secure {
		c.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// consoleCSP lets the console's own bundle run and nothing else: scripts and
// styles carry the nonce or come from our own assets, and strings become
// markup only through the Trusted Types policy that cleans them.
func consoleCSP(nonce string) string {
	return "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'" +
		"; script-src 'self' 'nonce-" + nonce + "'; style-src 'self' 'nonce-" + nonce + "'" +
		"; img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self'" +
		"; frame-src 'self'; worker-src 'self'; manifest-src 'self'" +
		"; require-trusted-types-for 'script'; trusted-types default dompurify"
}

// newNonce returns 128 random bits for one page's policy.
func newNonce() string {
	var b [16]byte
	rand.Read(b[:])
	return base64.RawStdEncoding.EncodeToString(b[:])
}
