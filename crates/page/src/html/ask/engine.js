// The engine in a worker: a program for WASI whose world is a text that it reads and two that it writes. It has no
// files, no clock and no network.
"use strict";

/// What the program writes about an input; its complaint is thrown.
function run(module, input) {
  const reading = new TextEncoder().encode(input);
  const written = [null, [], []];
  let memory;
  let read = 0;
  const numbers = () => new DataView(memory.buffer);
  const put = (place, number) => numbers().setUint32(place, number, true);
  const parts = (list, count) => {
    const at = (place) => numbers().getUint32(place, true);
    return Array.from({ length: count }, (_, part) => new Uint8Array(memory.buffer, at(list + 8 * part), at(list + 8 * part + 4)));
  };
  const ended = { code: 0 };
  const world = {
    fd_read: (_, list, count, done) => {
      const before = read;
      for (const part of parts(list, count)) {
        const bytes = reading.subarray(read, read + part.length);
        part.set(bytes);
        read += bytes.length;
      }
      put(done, read - before);
      return 0;
    },
    fd_write: (to, list, count, done) => {
      const bytes = parts(list, count).map((part) => part.slice());
      written[to].push(...bytes);
      put(done, bytes.reduce((sum, { length }) => sum + length, 0));
      return 0;
    },
    // Keys of hash tables, on which no result depends.
    random_get: () => 0,
    environ_get: () => 0,
    environ_sizes_get: (count, size) => {
      put(count, 0);
      put(size, 0);
      return 0;
    },
    proc_exit: (code) => {
      ended.code = code;
      throw ended;
    },
  };
  const text = (parts) => {
    const decoder = new TextDecoder();
    return parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
  };
  const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: world });
  memory = exports.memory;
  try {
    exports._start();
  } catch (thrown) {
    // A panic traps after it has been told.
    if (thrown !== ended) throw new Error(text(written[2]) || String(thrown));
  }
  if (ended.code !== 0) throw new Error(text(written[2]));
  return text(written[1]);
}

/// From base64 of gzip.
function compile(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compileStreaming(new Response(inflated, { headers: { "content-type": "application/wasm" } }));
}

let module;
onmessage = async ({ data: { engine, question } }) => {
  try {
    if (engine) module = compile(engine);
    else postMessage({ answer: run(await module, question) });
  } catch (error) {
    postMessage({ fault: error.message });
  }
};
