package httpapi

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// minPacked is how big an answer must be to be worth compressing, in bytes: what a
// network carries in one packet anyway is not.
const minPacked = 1400

// packed compresses answers of data for whoever takes it: a page of fifty tickets of
// the benchmark has 42 KB, and packed 3. Pages are left alone, because they hold their forms' tokens
// beside what others wrote, and files because they are compressed already.
func packed(c *fiber.Ctx) error {
	if err := c.Next(); err != nil {
		return err
	}
	r := c.Response()
	if r.IsBodyStream() || len(r.Body()) < minPacked || len(r.Header.ContentEncoding()) > 0 ||
		!strings.HasPrefix(string(r.Header.ContentType()), fiber.MIMEApplicationJSON) {
		return nil
	}
	c.Vary(fiber.HeaderAcceptEncoding)
	if c.Context().Request.Header.HasAcceptEncoding("gzip") {
		r.Header.SetContentEncoding("gzip")
		r.SetBodyRaw(fasthttp.AppendGzipBytesLevel(nil, r.Body(), fasthttp.CompressBestSpeed))
	}
	return nil
}
