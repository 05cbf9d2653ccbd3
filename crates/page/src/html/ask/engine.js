// The engine in a worker: a program for WASI whose world is what it reads, a question and bytes behind it, and what it
// writes, the answer or a complaint. It has no files, no clock and no network.
"use strict";

const together = (parts) => {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    bytes.set(part, at);
    return at + part.length;
  }, 0);
  return bytes;
};

/// What the program answers, in bytes; its complaint is thrown.
function run(module, question, behind = []) {
  const reading = together([new TextEncoder().encode(`${JSON.stringify(question)}\n`), ...behind]);
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
    // A clock that stands still: nobody is told how long something took.
    clock_time_get: (clock, precision, time) => {
      numbers().setBigUint64(time, 0n, true);
      return 0;
    },
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
  const complaint = () => new TextDecoder().decode(together(written[2]));
  const { exports } = new WebAssembly.Instance(module, { wasi_snapshot_preview1: world });
  memory = exports.memory;
  try {
    exports._start();
  } catch (thrown) {
    // A panic traps after it has been told.
    if (thrown !== ended) throw new Error(complaint() || String(thrown));
  }
  if (ended.code !== 0) throw new Error(complaint());
  return together(written[1]);
}

let module;
onmessage = ({ data }) => {
  if (data instanceof WebAssembly.Module) {
    module = data;
    return;
  }
  try {
    const answer = run(module, data.question, data.behind);
    postMessage({ answer }, [answer.buffer]);
  } catch ({ message }) {
    postMessage({ fault: message });
  }
};
