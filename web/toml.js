// TOML as it is written: the kinds of its parts for the eye, and what can stand where a reader writes.

const PART =
  /(?<comment>#[^\n]*)|(?<text>"""[^]*?(?:"""|$)|'''[^]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'[^'\n]*'?)|(?<line>\n)|(?<space>[ \t\r]+)|(?<word>[\w+\-:.]+)|(?<sign>[^])/gy;

/// The parts of a text, in order: their kind, and where they begin and end.
export function* parts(text) {
  PART.lastIndex = 0;
  for (let found = PART.exec(text); found; found = PART.exec(text)) {
    const kind = Object.keys(found.groups).find((kind) => found.groups[kind] !== undefined);
    yield { kind, text: found[0], start: found.index, end: PART.lastIndex };
  }
}

const unquoted = (text) => text.replace(/^(["'])(.*?)\1?$/, "$2");
const CONSTANT = /^(?:true|false|[+-]?(?:inf|nan)|[+-]?\d[\w.:+-]*)$/;

/// Walks along a text; tells of each part what it is there, `key`, `value` or `header`.
class Place {
  table = [];
  where = "key";
  keys = [];
  /// The keys that a table has already.
  used = [];
  path = [];
  frames = [];

  pass({ kind, text }) {
    if (kind === "space" || kind === "comment") return;
    if (kind === "line") {
      if (this.where === "header" || !this.frames.length) this.#begin();
    } else if (this.where === "header") {
      if (kind === "sign") return;
      this.table = kind === "word" ? text.split(".") : [...this.table, unquoted(text)];
      this.used = [];
    } else if (this.where === "key") {
      this.#key(kind, text);
    } else if (text === "{" || text === "[") {
      this.frames.push({ brace: text === "{", path: this.path, used: this.used });
      if (text === "{") [this.where, this.keys, this.used] = ["key", [], []];
    } else if (text === "," && this.frames.at(-1)?.brace) {
      [this.where, this.keys] = ["key", []];
    } else if (text === "}" || text === "]") {
      this.#leave();
    }
  }

  /// Where a key stands: in a table, or in the braces around it.
  get base() {
    return this.frames.length ? this.frames.at(-1).path : this.table;
  }

  #begin() {
    [this.where, this.keys] = ["key", []];
  }

  #key(kind, text) {
    if (kind === "text") this.keys.push(unquoted(text));
    else if (kind === "word") this.keys.push(...text.split(".").filter(Boolean));
    else if (text === "=") {
      this.path = [...this.base, ...this.keys];
      this.used.push(this.keys[0]);
      this.where = "value";
    } else if (text === "[" && !this.keys.length && !this.frames.length) {
      this.where = "header";
    } else if (text === "}") this.#leave();
  }

  #leave() {
    const frame = this.frames.pop();
    if (frame) [this.path, this.used, this.where] = [frame.path, frame.used, "value"];
  }
}

/// The parts of a text with what each is to the eye: a comment, a text, a constant, a key, a header, or nothing special.
export function* painted(text) {
  const place = new Place();
  for (const part of parts(text)) {
    const { where } = place;
    place.pass(part);
    if (part.kind === "comment" || part.kind === "line" || part.kind === "space") yield part;
    else if (where === "header" || place.where === "header") yield { ...part, kind: "header" };
    else if (where === "key" && part.kind !== "sign") yield { ...part, kind: "key" };
    else yield part.kind === "word" && CONSTANT.test(part.text) ? { ...part, kind: "constant" } : part;
  }
}

/// What is being written at a place of a text: a key, a value or the name of a table, in which table, as far as it is
/// there; nothing within a comment.
export function written(text, caret) {
  const place = new Place();
  let last;
  for (const part of parts(text)) {
    if (part.end >= caret) {
      last = part.start < caret ? part : undefined;
      break;
    }
    place.pass(part);
  }
  if (last?.kind === "comment") return undefined;
  const quote = last?.kind === "text" ? last.text[0] : "";
  const isOpen = last && (last.kind === "word" || (quote && (last.end > caret || last.text.length === 1 || !last.text.endsWith(quote))));
  if (last && !isOpen) place.pass(last);
  const { where, path, used, keys } = place;
  const from = isOpen ? last.start : caret;
  const begun = isOpen ? text.slice(last.start + quote.length, caret) : "";
  if (where === "header") return { where, path: [], used: [], from, begun, quote };
  if (where === "value") return { where, path, used, from, begun, quote };
  const rest = place.frames.length ? "" : text.slice(caret).split(/^\s*\[/m)[0];
  const later = [...rest.matchAll(/^\s*([\w-]+)\s*=/gm)].map(([, key]) => key);
  return { where, path: [...place.base, ...keys], used: [...used, ...later], from, begun, quote };
}
