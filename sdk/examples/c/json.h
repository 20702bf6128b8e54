/* As much JSON as a small plugin needs: it reads values in place and copies
 * nothing but the strings that are asked for. No input makes it crash. */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>

/* A value's text. from is NULL for a value that is not there. */
typedef struct {
	const char *from, *to;
} json;

/* A growing text, always with a zero behind it. */
typedef struct {
	char *at;
	size_t len, cap;
} text;

/* json_open returns the one value that the text holds, or none. */
json json_open(const char *from, size_t len);

/* json_get returns an object's member; json_item an array's item. */
json json_get(json object, const char *name);
json json_item(json array, size_t index);

/* json_string appends a string's content to t; false when v is no string. */
bool json_string(json v, text *t);

/* Writing: a literal piece, a string in quotes, a value as it was read. */
void put(text *t, const char *literal);
void put_string(text *t, const char *s);
void put_value(text *t, json v);

#endif
