// Asks the engine, in as many workers as the machine has cores.

/// More would cost more memory than they save time.
const MOST_WORKERS = 8;

/// The engine from base64 of gzip.
function compiled(text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compileStreaming(new Response(inflated, { headers: { "content-type": "application/wasm" } }));
}

/// Workers that answer questions, the most urgent first.
class Workers {
  constructor(script, engine) {
    const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    this.waiting = [];
    this.idle = [];
    this.count = Math.max(1, Math.min(navigator.hardwareConcurrency || 1, MOST_WORKERS));
    this.ready = compiled(engine).then((module) => {
      for (let worker = 0; worker < this.count; worker += 1) this.start(new Worker(url), module);
    });
  }

  start(worker, module) {
    const freed = () => {
      worker.asked = undefined;
      this.idle.push(worker);
      this.deal();
    };
    worker.onmessage = ({ data: { answer, fault } }) => {
      if (fault === undefined) worker.asked.resolve(answer);
      else worker.asked.reject(new Error(fault));
      freed();
    };
    worker.onerror = () => {
      worker.asked?.reject(new Error("The engine does not run in this browser."));
    };
    worker.postMessage(module);
    freed();
  }

  deal() {
    while (this.idle.length && this.waiting.length) {
      const worker = this.idle.pop();
      worker.asked = this.waiting.shift();
      worker.postMessage(worker.asked.message);
    }
  }

  /// The answer, in bytes, to a question with bytes behind it; the less `late`, the sooner.
  async ask(question, behind, late) {
    await this.ready;
    return new Promise((resolve, reject) => {
      const before = this.waiting.findIndex((other) => other.late > late);
      this.waiting.splice(before < 0 ? this.waiting.length : before, 0, { late, message: { question, behind }, resolve, reject });
      this.deal();
    });
  }

  /// The same where the answer is JSON, and soon wanted.
  async json(question, behind = []) {
    return JSON.parse(new TextDecoder().decode(await this.ask(question, behind, -1)));
  }

  /// What has not been begun is not answered any more.
  forget() {
    this.waiting = [];
  }
}

/// Comparisons of what-ifs with a base, in ranges of runs that workers count side by side.
class Comparisons {
  /// `first` runs are to be seen at once, of `runs`; a range has `most` at most.
  constructor(workers, { seed, first, runs, most }) {
    Object.assign(this, { workers, seed, first });
    /// How the runs of the base end, by the first of the range: the same whatever is changed.
    this.ends = new Map();
    this.asked = 0;
    const cut = (from, to, parts) => {
      const at = (part) => from + Math.round(((to - from) * part) / parts);
      return Array.from({ length: parts }, (_, part) => ({ start: at(part), end: at(part + 1) }));
    };
    const each = Math.ceil((runs - first) / (workers.count * most));
    this.ranges = [...cut(0, first, workers.count), ...cut(first, runs, workers.count * each)].filter(({ start, end }) => start < end);
  }

  async count(of, { start, end }) {
    if (!this.ends.has(start)) {
      const ends = { of: { ...of, variants: [] }, runs: { start, end }, seed: this.seed };
      this.ends.set(start, await this.workers.ask({ ends }, [], start));
    }
    return this.workers.ask({ count: of }, [this.ends.get(start)], start);
  }

  /// What has been asked is not answered any more.
  stop() {
    this.asked += 1;
    this.workers.forget();
  }

  /// Shows the document of files compared, from the first runs, then from twice as many each time, until something
  /// else is asked.
  async compare(of, show) {
    this.stop();
    const mine = this.asked;
    const parts = [];
    const runs = { counted: 0, compared: 0, shown: 0 };
    let counted = 0;
    await Promise.all(
      this.ranges.map(async (range, place) => {
        parts[place] = await this.count(of, range);
        for (; parts[counted]; counted += 1) runs.counted = this.ranges[counted].end;
        const enough = counted === this.ranges.length ? runs.compared + 1 : Math.max(this.first, 2 * runs.compared);
        if (mine !== this.asked || runs.counted < enough) return;
        const from = runs.counted;
        runs.compared = from;
        const behind = parts.slice(0, counted);
        const compared = await this.workers.json({ compare: { of, parts: behind.map(({ length }) => length) } }, behind);
        if (mine !== this.asked || from < runs.shown) return;
        runs.shown = from;
        show(compared);
      }),
    );
  }
}
