// The playground: files on one side, what the engine says of them on the other.

import { Engine, load } from "./ask.js";
import { offered } from "./complete.js";
import { Editor } from "./editor.js";
import { element } from "./element.js";
import { Files } from "./files.js";

/// What is open at first.
const FIRST = "scenarios/templates/school-board.toml";
/// So long after a key the file is checked, and after a longer rest the link is made anew, in milliseconds.
const [CHECKED, LINKED] = [150, 500];

const at = (id) => document.getElementById(id);
const name = (path) => path.split("/").at(-1);
const counted = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
/// Does something once nothing has asked for it for a while.
const later = (wait, act) => {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
};

const files = new Files();
const editors = new Map();
let active;
/// The files in which names are defined, and what is said of the kinds of files.
let texts = [];
const schemas = new Map();
/// One that checks while the other works on an answer.
let checker;
let answerer;

// Files.

const kind = (text) => {
  if (/^\s*extends\s*=|^\s*\[question\]/m.test(text)) return "scenario";
  return /^\s*\[\[(?:number|common)\]\]/m.test(text) ? "coding" : "body";
};

const offer = (text, caret) => {
  const schema = schemas.get(kind(text));
  return active.endsWith(".toml") && schema ? offered(schema, text, caret, [text, ...texts]) : undefined;
};

const tabs = () => {
  const tab = (path) => {
    const button = element("button", { type: "button", textContent: name(path), title: path });
    if (path === active) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => look(path));
    const close = element("button", { type: "button", className: "close", textContent: "×", ariaLabel: `Close ${name(path)}` });
    close.addEventListener("click", () => shut(path));
    return element("li", {}, button, ...(files.open.size > 1 ? [close] : []));
  };
  at("tabs").replaceChildren(...[...files.open.keys()].map(tab));
};

const editorOf = (path) => {
  if (!editors.has(path)) {
    const changed = (text) => {
      files.open.set(path, text);
      edited();
    };
    const editor = new Editor(path, files.open.get(path), { changed, offer });
    editors.set(path, editor);
    at("editors").append(editor.root);
  }
  return editors.get(path);
};

/// Looks at an open file.
const look = (path) => {
  active = path;
  for (const [other, { root }] of editors) root.hidden = other !== path;
  editorOf(path).root.hidden = false;
  tabs();
  edited();
};

const open = async (path) => {
  const text = await files.text(path);
  if (text === undefined) return;
  files.open.set(path, text);
  look(path);
};

const shut = (path) => {
  files.open.delete(path);
  editors.get(path)?.root.remove();
  editors.delete(path);
  look(path === active ? [...files.open.keys()].at(-1) : active);
};

/// What follows from a change of any file.
const edited = () => {
  const text = files.open.get(active);
  at("save").download = name(active);
  at("save").href = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
  for (const id of ["forecast", "what-if"]) at(id).disabled = kind(text) !== "scenario";
  at("ask").classList.add("changed");
  if (at("state").textContent.startsWith("Answered")) at("state").textContent = "Changed since. Ctrl+Enter asks again.";
  check();
  relink();
};

const relink = later(LINKED, async () => history.replaceState(null, "", `#${await files.packed(active)}`));

// What is wrong.

/// Places in bytes as places in a text.
const placed = (text) => {
  const bytes = new TextEncoder().encode(text);
  return (place) => new TextDecoder().decode(bytes.subarray(0, place)).length;
};

const problem = ({ file, line, column, message, help, start, end }) => {
  const where = line ? `${name(file)}:${line}:${column}` : name(file);
  const button = element("button", { type: "button", textContent: where });
  button.addEventListener("click", async () => {
    if (file !== active) await open(file);
    const place = placed(files.open.get(file) ?? "");
    if (start !== null) editorOf(file).show(place(start), place(end));
  });
  return element("li", {}, button, element("strong", { textContent: message }), ...(help ? [element("span", { textContent: help })] : []));
};

const check = later(CHECKED, async () => {
  if (!checker) return;
  const path = active;
  const within = await files.within([path]);
  texts = [...within.values()];
  const answer = await checker.ask({ check: { files: Object.fromEntries(within), file: path } });
  if (!answer || path !== active) return;
  const { summary, notices, diagnostics } = JSON.parse(answer).files[0];
  const text = files.open.get(path);
  const place = placed(text);
  const here = diagnostics.filter(({ file, start }) => file === path && start !== null);
  editorOf(path).mark(here.map(({ message, start, end }) => ({ message, from: place(start), until: place(end) })));
  at("verdict").className = summary === null ? "wrong" : "right";
  at("summary").textContent = summary === null ? `${name(path)}: ${counted(diagnostics.length, "error")}` : `ok: ${name(path)}: ${summary}`;
  at("problems").replaceChildren(...diagnostics.slice(0, 100).map(problem), ...notices.map((notice) => element("li", { className: "note", textContent: notice })));
});

// Answers.

const show = (id, content) => {
  for (const part of ["page", "table", "fault"]) at(part).hidden = part !== id;
  if (id === "page") at(id).srcdoc = content;
  else at(id).textContent = content;
  at("keep").hidden = id !== "page";
  URL.revokeObjectURL(at("keep").href);
  at("keep").href = URL.createObjectURL(new Blob([content], { type: "text/html" }));
};

/// Asks for an answer, and shows it in its place.
const answer = async (what, command, question, place) => {
  if (!answerer) return;
  at("command").hidden = false;
  at("command").textContent = command;
  at("ask").classList.remove("changed");
  at("state").className = "busy";
  at("stop").hidden = false;
  const start = performance.now();
  const elapsed = () => `${((performance.now() - start) / 1000).toFixed(1)} s`;
  const clock = setInterval(() => (at("state").textContent = `${what}, ${elapsed()}`), 100);
  try {
    const told = await answerer.ask(question);
    at("state").textContent = told === undefined ? "Stopped." : `Answered in ${elapsed()}.`;
    if (told !== undefined) show(place, told);
  } catch ({ message }) {
    at("state").textContent = "There is no answer.";
    show("fault", message.trim());
  } finally {
    clearInterval(clock);
    at("state").className = "";
    at("stop").hidden = true;
  }
};

const quoted = (word) => (/^[\w./+=:@,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const forecast = async () => {
  const { base, variants } = await files.family(active);
  const named = [base, ...variants];
  const runs = Number(at("runs").value);
  const question = { report: { files: Object.fromEntries(await files.within(named)), base, variants, runs } };
  await answer("Simulating", `nemcon report ${named.map(quoted).join(" ")} --runs ${runs}`, question, "page");
};

const power = async () => {
  // As many columns as there is room for: a letter is 0.61 times as wide as it is high, and the frame takes some.
  const { fontSize } = getComputedStyle(at("table"));
  const columns = Math.floor((at("state").clientWidth - 36) / (0.61 * parseFloat(fontSize)));
  const width = Math.min(Math.max(columns, 40), 100);
  const question = { power: { files: Object.fromEntries(await files.within([active])), file: active, width } };
  await answer("Counting coalitions", `nemcon power ${quoted(active)}`, question, "table");
};

/// What is asked of a file unless something else is.
const ask = () => (kind(files.open.get(active)) === "scenario" ? forecast() : power());

// Controls.

const shelve = async () => {
  const told = { templates: "Templates", "nato-2024": "NATO, 2024", "what-if": "What-ifs of NATO", bodies: "Bodies", history: "History" };
  for (const { title, paths } of await files.shelves()) {
    const groups = Map.groupBy(paths, (path) => title || (told[path.split("/").at(-2)] ?? "More"));
    for (const [label, group] of groups) at("shelf").append(element("optgroup", { label }, ...group.map((path) => element("option", { value: path, textContent: title ? path : name(path).replace(/\.toml$/, "") }))));
  }
};

const begin = async () => {
  at("shelf").addEventListener("change", async ({ target }) => {
    await open(target.value);
    target.value = "";
  });
  at("what-if").addEventListener("click", async () => {
    const { base } = await files.family(active);
    const path = files.free(base, "what-if");
    files.open.set(path, `extends = ${JSON.stringify(name(base))}\ntitle   = "What if …"\n\n`);
    look(path);
    editorOf(path).show(files.open.get(path).length);
  });
  at("link").addEventListener("click", async () => {
    history.replaceState(null, "", `#${await files.packed(active)}`);
    await navigator.clipboard.writeText(location.href).then(
      () => (at("copied").textContent = "Copied."),
      () => (at("copied").textContent = "The link is in the address bar."),
    );
    setTimeout(() => (at("copied").textContent = ""), 3000);
  });
  at("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    forecast();
  });
  at("power").addEventListener("click", power);
  at("stop").addEventListener("click", () => answerer.stop());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    ask();
  });

  await shelve();
  let linked;
  try {
    linked = location.hash.length > 1 && (await files.unpack(location.hash.slice(1)));
  } catch {
    at("copied").textContent = "The link cannot be read.";
  }
  if (linked) look(linked);
  else await open(FIRST);

  const module = await load();
  // Nobody else asks it before this is done: another question would come first.
  const engine = new Engine(module);
  for (const what of ["scenario", "body", "coding"]) schemas.set(what, JSON.parse(await engine.ask({ schema: what })));
  [checker, answerer] = [engine, new Engine(module)];
  check();
  await ask();
};

begin().catch(({ message }) => {
  at("summary").textContent = `The playground does not work here: ${message}`;
  at("verdict").className = "wrong";
});
