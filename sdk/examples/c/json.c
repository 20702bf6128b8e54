#include "json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 64 };

static const json none = {NULL, NULL};

static const char *blank(const char *p, const char *end) {
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r')) p++;
	return p;
}

/* skip_string returns the end of the string that begins at p, NULL if it has none. */
static const char *skip_string(const char *p, const char *end) {
	if (p >= end || *p != '"') return NULL;
	for (p++; p < end; p++) {
		if (*p == '"') return p + 1;
		if (*p == '\\') p++;
	}
	return NULL;
}

/* skip returns the end of the value that begins at p, NULL if it is malformed. */
static const char *skip(const char *p, const char *end, int depth) {
	p = blank(p, end);
	if (p >= end || depth > MAX_DEPTH) return NULL;
	if (*p == '"') return skip_string(p, end);
	if (*p == '{' || *p == '[') {
		char close = *p == '{' ? '}' : ']';
		p = blank(p + 1, end);
		if (p < end && *p == close) return p + 1;
		for (;;) {
			if (close == '}') {
				p = skip_string(blank(p, end), end);
				if (!p) return NULL;
				p = blank(p, end);
				if (p >= end || *p++ != ':') return NULL;
			}
			p = skip(p, end, depth + 1);
			if (!p) return NULL;
			p = blank(p, end);
			if (p >= end) return NULL;
			if (*p == close) return p + 1;
			if (*p++ != ',') return NULL;
		}
	}
	const char *from = p; /* a number, true, false or null */
	while (p < end && strchr("+-.0123456789Eaeflnrstu", *p) && *p) p++;
	return p > from ? p : NULL;
}

json json_open(const char *from, size_t len) {
	const char *end = from + len;
	json v = {blank(from, end), skip(from, end, 0)};
	return v.to && blank(v.to, end) == end ? v : none;
}

/* Of an opened value every part is well-formed, so that the walks below end. */
json json_get(json object, const char *name) {
	if (!object.from || *object.from != '{') return none;
	size_t n = strlen(name);
	const char *p = object.from + 1;
	for (;;) {
		const char *key = blank(p, object.to), *past = skip_string(key, object.to);
		if (!past) return none;
		const char *from = blank(blank(past, object.to) + 1, object.to);
		json v = {from, skip(from, object.to, 0)};
		if (!v.to) return none;
		if ((size_t)(past - key) == n + 2 && !memcmp(key + 1, name, n)) return v;
		p = blank(v.to, object.to);
		if (*p != ',') return none;
		p++;
	}
}

json json_item(json array, size_t index) {
	if (!array.from || *array.from != '[') return none;
	const char *p = array.from + 1;
	for (;;) {
		json v = {blank(p, array.to), skip(p, array.to, 0)};
		if (!v.to) return none;
		if (index-- == 0) return v;
		p = blank(v.to, array.to);
		if (*p != ',') return none;
		p++;
	}
}

static void add(text *t, const char *b, size_t n) {
	if (t->len + n + 1 > t->cap) {
		t->cap = (t->len + n + 1) * 2;
		t->at = realloc(t->at, t->cap);
		if (!t->at) abort(); /* ends this call; the next gets a fresh instance */
	}
	memcpy(t->at + t->len, b, n);
	t->len += n;
	t->at[t->len] = 0;
}

static uint32_t hex4(const char *p) {
	char digits[5] = {p[0], p[1], p[2], p[3], 0};
	return (uint32_t)strtoul(digits, NULL, 16);
}

static void add_rune(text *t, uint32_t r) {
	char b[4];
	if (r < 0x80) {
		b[0] = (char)r;
		add(t, b, 1);
	} else if (r < 0x800) {
		b[0] = (char)(0xc0 | r >> 6), b[1] = (char)(0x80 | (r & 63));
		add(t, b, 2);
	} else if (r < 0x10000) {
		b[0] = (char)(0xe0 | r >> 12), b[1] = (char)(0x80 | (r >> 6 & 63)), b[2] = (char)(0x80 | (r & 63));
		add(t, b, 3);
	} else {
		b[0] = (char)(0xf0 | r >> 18), b[1] = (char)(0x80 | (r >> 12 & 63)), b[2] = (char)(0x80 | (r >> 6 & 63)), b[3] = (char)(0x80 | (r & 63));
		add(t, b, 4);
	}
}

bool json_string(json v, text *t) {
	if (!v.from || *v.from != '"') return false;
	const char *p = v.from + 1, *end = v.to - 1;
	while (p < end) {
		const char *plain = memchr(p, '\\', (size_t)(end - p));
		if (!plain) plain = end;
		add(t, p, (size_t)(plain - p));
		p = plain;
		if (end - p < 2) break;
		char c = p[1];
		p += 2;
		if (c != 'u') {
			const char *escape = c ? strchr("b\bf\fn\nr\rt\t", c) : NULL;
			add(t, escape ? escape + 1 : &c, 1);
		} else if (end - p >= 4) {
			uint32_t r = hex4(p);
			p += 4;
			if (r >> 10 == 0x36 && end - p >= 6 && p[0] == '\\' && p[1] == 'u' && hex4(p + 2) >> 10 == 0x37) {
				r = 0x10000 + ((r & 0x3ff) << 10 | (hex4(p + 2) & 0x3ff));
				p += 6;
			}
			add_rune(t, r >> 11 == 0x1b ? 0xfffd : r);
		}
	}
	return true;
}

void put(text *t, const char *literal) { add(t, literal, strlen(literal)); }

void put_string(text *t, const char *s) {
	put(t, "\"");
	for (; *s; s++) {
		char escaped[7] = {'\\', *s, 0};
		if ((unsigned char)*s < ' ') {
			const char *hex = "0123456789abcdef";
			memcpy(escaped, "\\u00", 4);
			escaped[4] = hex[*s >> 4], escaped[5] = hex[*s & 15];
			put(t, escaped);
		} else if (*s == '"' || *s == '\\') {
			put(t, escaped);
		} else {
			add(t, s, 1);
		}
	}
	put(t, "\"");
}

void put_value(text *t, json v) {
	if (v.from) add(t, v.from, (size_t)(v.to - v.from));
}
