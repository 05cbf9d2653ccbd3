// The engine, asked: one question at a time, in a worker that can be stopped.

const GZIP = 0x1f;

/// The engine, compiled once for all workers.
export const load = async () => {
  const response = await fetch("nemcon.wasm.gz");
  if (!response.ok) throw new Error(`the engine cannot be read: ${response.status}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some hosts unpack what they send.
  if (bytes[0] !== GZIP) return WebAssembly.compile(bytes);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compileStreaming(new Response(unpacked, { headers: { "content-type": "application/wasm" } }));
};

export class Engine {
  #module;
  #worker;
  #asked;

  constructor(module) {
    this.#module = module;
  }

  /// The answer as a text; none where another question came first, or the engine was stopped. What is wrong is thrown.
  ask(question) {
    this.stop();
    this.#worker ??= this.#start();
    return new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      this.#worker.postMessage({ question });
    });
  }

  /// Gives up the question that is being asked.
  stop() {
    if (!this.#asked) return;
    this.#worker.terminate();
    this.#worker = undefined;
    this.#end().resolve(undefined);
  }

  #end() {
    const asked = this.#asked;
    this.#asked = undefined;
    return asked;
  }

  #start() {
    const worker = new Worker("engine.js");
    worker.postMessage(this.#module);
    worker.onmessage = ({ data: { answer, fault } }) => {
      if (answer) this.#end().resolve(new TextDecoder().decode(answer));
      else this.#end().reject(new Error(fault));
    };
    worker.onerror = () => this.#end()?.reject(new Error("The engine does not run in this browser."));
    return worker;
  }
}
