// A plugin in AssemblyScript: no ticket is closed before somebody wrote down how it
// was solved, and a panel beside each ticket shows that.

import { Value, at, quote, text } from "./json";
import { Host, Kind, Op, SPEAKS, answer, ask, fail, read } from "./pegboard";

export function pegboard_abi(): i32 {
  return SPEAKS;
}

export function pegboard_call(op: i32, len: i32): i32 {
  const request = Value.parse(read());
  if (request == null) return fail(Kind.Invalid, "The request is not JSON.");
  if (op == Op.Hook) return hook(request);
  if (op == Op.Render) return render(request);
  if (op == Op.Lifecycle) return Kind.Ok;
  return fail(Kind.NotFound, "The plugin does not answer this operation.");
}

/** A hook that answers nothing says "continue". Verdict 2 is a veto, with a reason. */
function hook(request: Value): i32 {
  if (text(request.get("name")) != "ticket.will_close") return Kind.Ok;
  if (text(at(request.get("ticket"), "resolution")).trim() != "") return Kind.Ok;
  return answer('{"verdict":2,"reason":' + quote("Write down how it was solved first.") + "}");
}

/** The host evaluates the call with the viewer's rights; the plugin passes its errors on. */
function render(request: Value): i32 {
  if (text(request.get("surface")) != "panel") return fail(Kind.NotFound, "There is no such surface.");
  const id = at(request.get("ctx"), "ticket");
  const kind = ask(Host.TicketsGet, '{"id":' + (id ? id.raw() : "0") + "}");
  if (kind != Kind.Ok) return fail(kind, "The ticket cannot be read.");
  const ticket = Value.parse(read());
  if (ticket == null) return fail(Kind.Unavailable, "The helpdesk's answer cannot be read.");
  const resolution = text(ticket.get("resolution"));
  // {"$t": …} is a text of i18n/, in the viewer's language.
  const shown = resolution == "" ? '{"$t":"none"}' : quote(resolution);
  return answer('{"v":1,"blocks":[{"type":"text","text":' + shown + "}]}");
}
