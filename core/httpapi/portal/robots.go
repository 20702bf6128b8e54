package portal

import "github.com/gofiber/fiber/v2"

// robots tells search engines what is not for them. What they may list says so
// itself, page by page.
const robots = `User-agent: *
Disallow: /api/
Disallow: /app/
Disallow: /t/
`

func (p *Portal) robots(c *fiber.Ctx) error {
	c.Set(fiber.HeaderContentType, fiber.MIMETextPlainCharsetUTF8)
	c.Set(fiber.HeaderCacheControl, "public, max-age=86400")
	return c.SendString(robots)
}
