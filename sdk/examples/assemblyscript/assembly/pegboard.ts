// The plugin ABI, version 1, in AssemblyScript: what sdk/abi.md says, as functions.

import { quote } from "./json";

// @ts-ignore: decorator
@external("pegboard", "read")
declare function host_read(ptr: usize, cap: u32): u32;

// @ts-ignore: decorator
@external("pegboard", "write")
declare function host_write(ptr: usize, len: u32): void;

// @ts-ignore: decorator
@external("pegboard", "call")
declare function host_call(op: u32, ptr: usize, len: u32): i64;

// @ts-ignore: decorator
@external("pegboard", "log")
declare function host_log(level: i32, ptr: usize, len: u32): void;

/** What pegboard_abi answers: version 1, and everything that the host sends is JSON. */
export const SPEAKS: i32 = 1 | 0x10000;

/** Operations of the guest. */
export namespace Op {
  export const Hook: i32 = 1;
  export const Render: i32 = 2;
  export const Lifecycle: i32 = 6;
}

/** Operations of the host. */
export namespace Host {
  export const TicketsGet: u32 = 1;
}

/** Error kinds, in both directions. */
export namespace Kind {
  export const Ok: i32 = 0;
  export const Invalid: i32 = 1;
  export const NotFound: i32 = 4;
  export const Unavailable: i32 = 7;
}

/** read returns the pending request or reply. */
export function read(): string {
  const n = host_read(0, 0);
  const buffer = new ArrayBuffer(<i32>n);
  host_read(changetype<usize>(buffer), n);
  return String.UTF8.decode(buffer);
}

/** answer sets the answer of the call under way, and returns success. */
export function answer(text: string): i32 {
  const buffer = String.UTF8.encode(text);
  host_write(changetype<usize>(buffer), <u32>buffer.byteLength);
  return Kind.Ok;
}

/** fail answers with a sentence for the person, and returns the error's kind. */
export function fail(kind: i32, message: string): i32 {
  answer('{"message":' + quote(message) + "}");
  return kind;
}

/**
 * ask calls an operation of the host. Zero is success, and read then returns the
 * reply; anything else is the kind of the host's error.
 */
export function ask(op: u32, request: string): i32 {
  const buffer = String.UTF8.encode(request);
  const n = host_call(op, changetype<usize>(buffer), <u32>buffer.byteLength);
  return n < 0 ? <i32>-n : Kind.Ok;
}

/** abort is what the compiler calls where a program cannot go on. It ends the call. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  const text = String.UTF8.encode((message ? message : "aborted") + " at " + (file ? file : "?") + ":" + line.toString());
  host_log(2, changetype<usize>(text), <u32>text.byteLength);
  unreachable();
}
