// What can be written at a place, from the JSON Schema of the files and the names that they define.

import { parts, written } from "./toml.js";

/// What the schema calls the names of things, and the blocks that define them.
const NAMES = { Members: "member", MemberName: "member", CandidateName: "candidate", Selector: "candidate", EventName: "event" };

/// So many are offered.
const MOST = 40;

/// The forms that a schema allows, with what each is called.
const forms = (root, schema) => {
  const { $ref, allOf, anyOf, oneOf, items } = schema;
  const several = [...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? []), ...(Array.isArray(items) ? items : items ? [items] : [])];
  const referred = $ref ? [root.definitions[$ref.split("/").at(-1)]] : [];
  const name = $ref?.split("/").at(-1);
  return [{ schema, name }, ...referred.concat(several).flatMap((form) => forms(root, form))];
};

const within = (root, found, key) =>
  found.flatMap(({ schema: { properties, additionalProperties } }) => {
    const next = properties?.[key] ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
    return next ? forms(root, next) : [];
  });

/// The names that the blocks of files define.
const defined = (texts, block) => {
  const names = new Set();
  for (const text of texts)
    for (const [entry] of text.matchAll(new RegExp(`^\\[\\[${block}\\]\\][^]*?(?=^\\[|(?![^]))`, "gm"))) {
      const id = entry.match(/^\s*id\s*=\s*"([^"]+)"/m)?.[1];
      if (id) names.add(id);
    }
  return [...names];
};

const keys = (found, used) => {
  const known = new Map();
  for (const { schema } of found)
    for (const [key, { description, type }] of Object.entries(schema.properties ?? {}))
      if (!used.includes(key) && !known.has(key)) known.set(key, { label: key, insert: key, about: description ?? "", isList: type === "array" });
  return [...known.values()];
};

const values = (found, texts) => {
  const known = new Map();
  const add = (label, about, isText = true) => known.has(label) || known.set(label, { label, about: about ?? "", isText });
  for (const { schema, name } of found) {
    for (const word of schema.enum ?? []) add(String(word), schema.description, typeof word === "string");
    if (schema.const !== undefined) add(String(schema.const), schema.description, typeof schema.const === "string");
    if (schema.type === "boolean") for (const word of ["true", "false"]) add(word, schema.description, false);
    if (NAMES[name]) for (const id of defined(texts, NAMES[name])) add(id, NAMES[name]);
  }
  return [...known.values()];
};

/// What can be written at the caret: each with its label, what it puts in place of what is begun, and what it means.
export const offered = (root, text, caret, texts) => {
  const at = written(text, caret);
  if (!at) return undefined;
  const { where, path, used, from, begun, quote } = at;
  const found = path.reduce((found, key) => within(root, found, key), forms(root, root));
  const begins = ({ label }) => label.toLowerCase().startsWith(begun.toLowerCase()) && label !== begun;
  const list = {
    header: () => keys(found, []).filter(({ label }) => !["schema", "title", "extends", "remove", "note", "source"].includes(label)),
    key: () => keys(found, used).map((key) => ({ ...key, insert: `${key.insert} = ` })),
    value: () => values(found, texts).map(({ isText, ...value }) => ({ ...value, insert: isText ? `${quote || '"'}${value.label}${quote || '"'}` : value.label })),
  }[where]();
  return { from, until: end(text, caret, quote), choices: list.filter(begins).slice(0, MOST) };
};

/// Where what is being written ends: within quotes behind them, so that they are not doubled.
const end = (text, caret, quote) => {
  if (!quote) return caret + text.slice(caret).match(/^[\w-]*/)[0].length;
  const part = [...parts(text)].find(({ end }) => end >= caret);
  return part.text.length > 1 && part.text.endsWith(quote) && part.end > caret ? part.end : caret;
};
