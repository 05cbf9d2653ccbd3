// The files: those that can be opened, and those that are open, which are edited.

/// Where files can be opened from: a list of paths, one a line, and the folder that they are in.
const SHELVES = [
  { title: "Your folder", list: "folder.txt", at: "folder/" },
  { title: "", list: "library.txt", at: "library/" },
];

/// What of a link is read at most, in characters.
const LONGEST = 4 << 20;

const fetched = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} cannot be read: ${response.status}`);
  return response.text();
};

/// The path of a file that another one names, as the engine makes it.
export const beside = (path, name) => {
  const parts = path.split("/").slice(0, -1);
  for (const part of name.split("/")) {
    if (part === ".." && parts.length && parts.at(-1) !== "..") parts.pop();
    else if (part && part !== ".") parts.push(part);
  }
  return parts.join("/");
};

/// What a file extends, if it does.
export const extended = (path, text) => {
  const name = text.match(/^\s*extends\s*=\s*["']([^"'\n]+)["']/m)?.[1];
  return name && beside(path, name);
};

export class Files {
  /// By path: its text, as it is edited.
  open = new Map();
  #places = new Map();
  #texts = new Map();

  /// Those that can be opened, by shelf.
  async shelves() {
    const shelves = [];
    for (const { title, list, at } of SHELVES) {
      const paths = (await fetched(list)).split("\n").filter(Boolean);
      for (const path of paths) if (!this.#places.has(path)) this.#places.set(path, at + path.split("/").map(encodeURIComponent).join("/"));
      shelves.push({ title, paths });
    }
    return shelves;
  }

  /// The text of a file as it can be opened; none where there is no such file.
  async shelved(path) {
    if (!this.#texts.has(path) && this.#places.has(path)) this.#texts.set(path, await fetched(this.#places.get(path)));
    return this.#texts.get(path);
  }

  async text(path) {
    return this.open.get(path) ?? (await this.shelved(path));
  }

  /// The texts of files and of all that they name, by path.
  async within(paths) {
    const texts = new Map();
    const rest = [...paths];
    while (rest.length) {
      const path = rest.pop();
      const text = texts.has(path) ? undefined : await this.text(path);
      if (text === undefined) continue;
      texts.set(path, text);
      for (const [, name] of text.matchAll(/["']([^"'\n]+\.(?:toml|json|csv))["']/gi)) rest.push(beside(path, name));
    }
    return texts;
  }

  /// What a forecast of a file is of: the file that it extends, or itself, and the open files that change it.
  async family(path) {
    const base = extended(path, this.open.get(path));
    const root = base !== undefined && (await this.text(base)) !== undefined ? base : path;
    const changes = ([other, text]) => other !== root && extended(other, text) === root;
    return { base: root, variants: [...this.open].filter(changes).map(([other]) => other) };
  }

  /// A path that is free, beside another.
  free(path, stem) {
    const names = [stem, ...Array.from({ length: 99 }, (_, at) => `${stem}-${at + 2}`)];
    return names.map((name) => beside(path, `${name}.toml`)).find((name) => !this.open.has(name) && !this.#places.has(name));
  }

  /// The open files in a link: those that are as they were opened, by name alone.
  async packed(active) {
    const changed = ([path, text]) => [path, text === this.#texts.get(path) ? null : text];
    const files = Object.fromEntries([...this.open].map(changed));
    const bytes = new TextEncoder().encode(JSON.stringify({ files, active }));
    const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const letters = Array.from(new Uint8Array(await new Response(packed).arrayBuffer()), (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  /// Opens the files of a link; gives the one that was looked at.
  async unpack(link) {
    const letters = atob(link.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).pipeThrough(new TextDecoderStream());
    let json = "";
    for (const reader = stream.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      json += value;
      if (json.length > LONGEST) throw new Error("it is too long");
    }
    const { files, active } = JSON.parse(json);
    for (const [path, text] of Object.entries(files)) {
      const known = text ?? (await this.shelved(path));
      if (typeof known === "string") this.open.set(path, known);
    }
    return this.open.has(active) ? active : [...this.open.keys()][0];
  }
}
