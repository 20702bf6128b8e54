/* A plugin in C: new tickets about an outage become urgent, and a panel beside
 * each ticket says whether it is one of them. */
#include "json.h"
#include "pegboard.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static text in, out, word; /* buffers, used again by every call */

/* fetch reads the pending request or reply. */
static json fetch(void) {
	uint32_t n = pegboard_read(in.at, (uint32_t)in.cap);
	if (n > in.cap) {
		in.at = realloc(in.at, n);
		if (!in.at) abort();
		in.cap = n;
		pegboard_read(in.at, n);
	}
	in.len = n;
	return json_open(in.at, in.len);
}

/* string_of decodes a string into word; one that is not there is empty. */
static const char *string_of(json v) {
	word.len = 0;
	put(&word, "");
	json_string(v, &word);
	return word.at;
}

static int32_t answer(void) {
	pegboard_write(out.at, (uint32_t)out.len);
	return KIND_OK;
}

static int32_t fail(int32_t kind, const char *message) {
	put(&out, "{\"message\":");
	put_string(&out, message);
	put(&out, "}");
	pegboard_write(out.at, (uint32_t)out.len);
	return kind;
}

static bool about_outage(const char *subject) {
	for (; *subject; subject++) {
		if (!strncasecmp(subject, "outage", 6)) return true;
	}
	return false;
}

static bool tagged(json ticket) {
	json tags = json_get(ticket, "tags"), tag;
	for (size_t i = 0; tag = json_item(tags, i), tag.from; i++) {
		if (!strcmp(string_of(tag), "outage")) return true;
	}
	return false;
}

/* hook answers with nothing, which is "continue", or with a patch. A patch has the
 * changed fields only; tags are one field, so the old ones go along. */
static int32_t hook(json request) {
	if (strcmp(string_of(json_get(request, "name")), "ticket.will_create")) return KIND_OK;
	json ticket = json_get(request, "ticket");
	if (!about_outage(string_of(json_get(ticket, "subject")))) return KIND_OK;
	put(&out, "{\"verdict\":1,\"ticket\":{\"priority\":\"urgent\"");
	if (!tagged(ticket)) {
		json tags = json_get(ticket, "tags"), tag;
		put(&out, ",\"tags\":[");
		for (size_t i = 0; tag = json_item(tags, i), tag.from; i++) {
			put_value(&out, tag);
			put(&out, ",");
		}
		put(&out, "\"outage\"]");
	}
	put(&out, "}}");
	return answer();
}

/* render draws the panel. The host evaluates the call with the viewer's rights, and
 * passes its errors on: the plugin returns their kind. */
static int32_t render(json request) {
	if (strcmp(string_of(json_get(request, "surface")), "panel")) return fail(KIND_NOT_FOUND, "There is no such surface.");
	text ask = {0};
	put(&ask, "{\"id\":");
	json id = json_get(json_get(request, "ctx"), "ticket");
	if (id.from) put_value(&ask, id);
	else put(&ask, "0");
	put(&ask, "}");
	int64_t n = pegboard_host(HOST_TICKETS_GET, ask.at, (uint32_t)ask.len);
	free(ask.at);
	if (n < 0) return fail((int32_t)-n, "The ticket cannot be read.");
	json ticket = fetch();
	if (!ticket.from) return fail(KIND_UNAVAILABLE, "The helpdesk's answer cannot be read.");
	/* {"$t": …} is a text of i18n/, in the viewer's language. */
	put(&out, "{\"v\":1,\"blocks\":[{\"type\":\"text\",\"text\":{\"$t\":");
	put_string(&out, tagged(ticket) ? "is" : "isnt");
	put(&out, "}}]}");
	return answer();
}

PEGBOARD_EXPORT("pegboard_abi") int32_t pegboard_abi(void) { return PEGBOARD_ABI_JSON; }

PEGBOARD_EXPORT("pegboard_call") int32_t pegboard_call(int32_t op, int32_t len) {
	(void)len; /* read tells it as well */
	out.len = 0;
	json request = fetch();
	if (!request.from) return fail(KIND_INVALID, "The request is not JSON.");
	switch (op) {
	case OP_HOOK: return hook(request);
	case OP_RENDER: return render(request);
	case OP_LIFECYCLE: return KIND_OK;
	}
	return fail(KIND_NOT_FOUND, "The plugin does not answer this operation.");
}
