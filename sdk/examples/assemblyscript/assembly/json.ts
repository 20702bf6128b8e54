// As much JSON as a small plugin needs: it reads values in place, and no input
// makes it crash.

const MAX_DEPTH = 64;

// Characters by their codes.
const QUOTE = 0x22, COMMA = 0x2c, COLON = 0x3a, BRACKET = 0x5b, BACKSLASH = 0x5c, BRACE = 0x7b;

/** Value is a piece of a JSON text, found to be well-formed. */
export class Value {
  constructor(
    private text: string,
    private from: i32,
    private to: i32,
  ) {}

  /** parse returns the one value that the text holds, null if it holds another thing. */
  static parse(text: string): Value | null {
    const from = blank(text, 0);
    const to = skip(text, from, 0);
    return to > 0 && blank(text, to) == text.length ? new Value(text, from, to) : null;
  }

  /** get returns an object's member, null if it is not there. */
  get(name: string): Value | null {
    if (this.text.charCodeAt(this.from) != BRACE) return null;
    let p = this.from;
    do {
      const key = blank(this.text, p + 1);
      const past = skipString(this.text, key);
      if (past < 0) return null; // an empty object
      const from = blank(this.text, blank(this.text, past) + 1);
      const to = skip(this.text, from, 0);
      if (this.text.substring(key + 1, past - 1) == name) return new Value(this.text, from, to);
      p = blank(this.text, to);
    } while (p < this.to && this.text.charCodeAt(p) == COMMA);
    return null;
  }

  /** string returns what the string says, and nothing for what is no string. */
  string(): string {
    if (this.text.charCodeAt(this.from) != QUOTE) return "";
    const inside = this.text.substring(this.from + 1, this.to - 1);
    if (!inside.includes("\\")) return inside;
    let out = "";
    for (let i = 0; i < inside.length; i++) {
      const c = inside.charAt(i);
      if (c != "\\") {
        out += c;
        continue;
      }
      const escape = inside.charAt(++i);
      if (escape == "u") {
        out += String.fromCharCode(<i32>parseInt(inside.substr(i + 1, 4), 16));
        i += 4;
      } else {
        out += unescape(escape);
      }
    }
    return out;
  }

  /** raw returns the value as it was written. */
  raw(): string {
    return this.text.substring(this.from, this.to);
  }
}

/** at follows names into objects; null as soon as one is not there. */
export function at(value: Value | null, name: string): Value | null {
  return value ? value.get(name) : null;
}

/** text is the string of a value that may not be there. */
export function text(value: Value | null): string {
  return value ? value.string() : "";
}

/** quote writes a string as JSON. */
export function quote(s: string): string {
  let out = '"';
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c == QUOTE || c == BACKSLASH) out += "\\" + s.charAt(i);
    else if (c < 0x20) out += "\\u" + c.toString(16).padStart(4, "0");
    else out += s.charAt(i);
  }
  return out + '"';
}

function unescape(c: string): string {
  if (c == "n") return "\n";
  if (c == "t") return "\t";
  if (c == "r") return "\r";
  if (c == "b") return "\b";
  if (c == "f") return "\f";
  return c;
}

function blank(s: string, p: i32): i32 {
  while (p < s.length) {
    const c = s.charCodeAt(p);
    if (c != 0x20 && c != 0x09 && c != 0x0a && c != 0x0d) break;
    p++;
  }
  return p;
}

/** skipString returns the end of the string that begins at p, -1 if it has none. */
function skipString(s: string, p: i32): i32 {
  if (p >= s.length || s.charCodeAt(p) != QUOTE) return -1;
  for (p++; p < s.length; p++) {
    const c = s.charCodeAt(p);
    if (c == QUOTE) return p + 1;
    if (c == BACKSLASH) p++;
  }
  return -1;
}

/** skip returns the end of the value that begins at p, -1 if it is malformed. */
function skip(s: string, p: i32, depth: i32): i32 {
  p = blank(s, p);
  if (p >= s.length || depth > MAX_DEPTH) return -1;
  const first = s.charCodeAt(p);
  if (first == QUOTE) return skipString(s, p);
  if (first != BRACE && first != BRACKET) {
    const from = p; // a number, true, false or null
    while (p < s.length && "+-.0123456789Eaeflnrstu".includes(s.charAt(p))) p++;
    return p > from ? p : -1;
  }
  const close = first + 2;
  p = blank(s, p + 1);
  if (p < s.length && s.charCodeAt(p) == close) return p + 1;
  while (true) {
    if (first == BRACE) {
      p = skipString(s, blank(s, p));
      if (p < 0) return -1;
      p = blank(s, p);
      if (p >= s.length || s.charCodeAt(p++) != COLON) return -1;
    }
    p = skip(s, p, depth + 1);
    if (p < 0) return -1;
    p = blank(s, p);
    if (p >= s.length) return -1;
    const c = s.charCodeAt(p++);
    if (c == close) return p;
    if (c != COMMA) return -1;
  }
}
