// An editor for one file: a text field, and behind it the same text painted, with what is wrong underlined.

import { element } from "./element.js";
import { painted } from "./toml.js";

/// Longer texts are not painted.
const PAINTED = 400_000;

export class Editor {
  #field;
  #paint = element("div", { className: "paint", ariaHidden: "true" });
  #list = element("ul", { className: "choices", id: "choices", role: "listbox", ariaLabel: "What can stand here" });
  #marks = [];
  #offer;
  #choices;
  #chosen = 0;

  /// `changed` hears of each change; `offer` says what can be written at a caret.
  constructor(path, text, { changed, offer }) {
    this.#field = element("textarea", { value: text, spellcheck: false, autocomplete: "off", autocapitalize: "off", wrap: "off", ariaLabel: path });
    this.#field.setSelectionRange(0, 0);
    this.#field.setAttribute("autocorrect", "off");
    this.#field.setAttribute("aria-describedby", "summary");
    this.#field.setAttribute("aria-autocomplete", "list");
    this.#offer = offer;
    this.root = element("div", { className: "editor" }, element("div", { className: "sheet" }, this.#paint, this.#field));
    this.#field.addEventListener("input", ({ inputType, data }) => {
      this.#draw();
      changed(this.#field.value);
      // While a word is written, not while one is pasted.
      if (inputType === "insertText" && /[\w"'[]/.test(data ?? "")) this.#suggest(false);
      else if (inputType.startsWith("delete") && this.#choices) this.#suggest(false);
      else this.#close();
    });
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("blur", () => this.#close());
    this.#field.addEventListener("pointerdown", () => this.#close());
    // A click would take the focus away first.
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const item = event.target.closest("li");
      if (item) this.#accept([...this.#list.children].indexOf(item));
    });
    this.#draw();
  }

  get text() {
    return this.#field.value;
  }

  focus() {
    this.#field.focus();
  }

  /// Underlines what is wrong: from where to where, and what is said.
  mark(marks) {
    // What has no length is the letter there, or at the end of a line the one before it.
    const wide = ({ from, until, message }) => {
      if (until > from) return { from, until, message };
      return /[^\n]/.test(this.text[from] ?? "\n") ? { from, until: from + 1, message } : { from: Math.max(from - 1, 0), until: from, message };
    };
    this.#marks = marks.map(wide);
    this.#field.ariaInvalid = String(marks.length > 0);
    this.#draw();
  }

  /// Goes to a place of the text.
  show(at, until = at) {
    this.#field.focus();
    this.#field.setSelectionRange(at, until);
    const line = this.#paint.children[this.text.slice(0, at).split("\n").length - 1];
    const place = line?.querySelector(".wrong");
    const { clientWidth, clientHeight } = this.root;
    const left = place ? Math.max(0, place.offsetLeft + place.offsetWidth + 24 - clientWidth) : 0;
    if (line) this.root.scrollTo({ top: line.offsetTop - clientHeight / 2, left });
  }

  // The painted text.

  #draw() {
    const { value } = this.#field;
    const lines = [[]];
    for (const { kind, text, start } of value.length > PAINTED ? [{ kind: "plain", text: value, start: 0 }] : painted(value)) {
      text.split("\n").forEach((piece, at, pieces) => {
        if (at) lines.push([]);
        const from = start + pieces.slice(0, at).reduce((sum, { length }) => sum + length + 1, 0);
        if (piece) lines.at(-1).push({ kind, text: piece, from });
      });
    }
    let start = 0;
    const ends = value.split("\n").map(({ length }) => (start += length + 1) - 1);
    const drawn = lines.map((pieces, at) => this.#line(pieces, at ? ends[at - 1] + 1 : 0, ends[at]));
    // Only what has changed is drawn anew.
    const old = [...this.#paint.children];
    const same = (one, other) => one && other && one.isEqualNode(other);
    let above = 0;
    while (same(old[above], drawn[above])) above += 1;
    let below = 0;
    while (below < Math.min(old.length, drawn.length) - above && same(old.at(-1 - below), drawn.at(-1 - below))) below += 1;
    old.slice(above, old.length - below).forEach((line) => line.remove());
    const anew = drawn.slice(above, drawn.length - below);
    if (above) old[above - 1].after(...anew);
    else this.#paint.prepend(...anew);
  }

  #line(pieces, start, end) {
    const marks = this.#marks.filter(({ from }) => from >= start && from <= end);
    const line = element("div", { className: "line" });
    for (const { kind, text, from } of pieces) {
      const cuts = new Set([from, from + text.length]);
      for (const mark of marks) for (const cut of [mark.from, mark.until]) if (cut > from && cut < from + text.length) cuts.add(cut);
      const places = [...cuts].sort((one, other) => one - other);
      places.slice(0, -1).forEach((place, at) => {
        const isWrong = marks.some((mark) => place >= mark.from && place < mark.until);
        line.append(element("span", { className: isWrong ? `${kind} wrong` : kind, textContent: text.slice(place - from, places[at + 1] - from) }));
      });
    }
    if (marks.length) {
      line.classList.add("faulty");
      line.append(element("span", { className: "message", textContent: marks[0].message }));
    }
    return line;
  }

  // What can be written.

  #suggest(isAsked) {
    const { selectionStart: caret, selectionEnd, value } = this.#field;
    const found = caret === selectionEnd ? this.#offer(value, caret) : undefined;
    const isBegun = found && (caret > found.from || isAsked);
    if (!isBegun || !found.choices.length) return this.#close();
    [this.#choices, this.#chosen] = [found, 0];
    this.#list.replaceChildren(
      ...found.choices.map(({ label, about }, at) => element("li", { id: `choice-${at}`, role: "option" }, element("b", { textContent: label }), element("span", { textContent: about }))),
    );
    this.root.firstChild.append(this.#list);
    this.#place(found.from);
    this.#choose(0);
  }

  /// Puts the list under the place of the text.
  #place(at) {
    const before = this.text.slice(0, at).split("\n");
    const line = this.#paint.children[before.length - 1].getBoundingClientRect();
    const sheet = this.root.firstChild.getBoundingClientRect();
    const { style } = this.#list;
    style.top = `${line.bottom - sheet.top + 2}px`;
    style.left = `min(calc(var(--gutter) + ${before.at(-1).length}ch), calc(${this.root.scrollLeft + this.root.clientWidth}px - 20rem))`;
  }

  #choose(at) {
    const items = [...this.#list.children];
    this.#chosen = (at + items.length) % items.length;
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === this.#chosen)));
    items[this.#chosen].scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-controls", this.#list.id);
    this.#field.setAttribute("aria-activedescendant", items[this.#chosen].id);
  }

  #accept(at) {
    const { from, until, choices } = this.#choices;
    this.#close();
    this.#field.setSelectionRange(from, until);
    // The only way that can be undone.
    document.execCommand("insertText", false, choices[at].insert);
  }

  #close() {
    this.#choices = undefined;
    this.#list.remove();
    this.#field.removeAttribute("aria-activedescendant");
    this.#field.removeAttribute("aria-controls");
  }

  #key(event) {
    const { key, ctrlKey } = event;
    const act = {
      ArrowDown: () => this.#choose(this.#chosen + 1),
      ArrowUp: () => this.#choose(this.#chosen - 1),
      Enter: () => this.#accept(this.#chosen),
      Tab: () => this.#accept(this.#chosen),
      Escape: () => this.#close(),
    }[key];
    if (key === " " && ctrlKey) this.#suggest(true);
    else if (!this.#choices || !act || ctrlKey || event.metaKey) return;
    else act();
    event.preventDefault();
  }
}
