// Makes a what-if of what is changed, has the engine compare it with the base, and shows the difference.
if (globalThis.WebAssembly && globalThis.DecompressionStream) {
  const at = (id) => document.getElementById(`ask-${id}`);
  const section = document.getElementById("ask");
  const data = JSON.parse(at("data").textContent);
  const form = at("form");
  const folder = data.base.slice(0, data.base.lastIndexOf("/") + 1);
  const whatIf = `${folder}what-if.toml`;
  const workers = new Workers(at("worker").textContent, at("module").textContent);

  // The what-if.

  const text = (value) => JSON.stringify(value).replaceAll("\u007f", "\\u007f");
  const entry = (keys) => {
    const widest = Math.max(...Object.keys(keys).map(({ length }) => length));
    return ["[[event]]", ...Object.entries(keys).map(([key, value]) => `${key.padEnd(widest)} = ${value}`)].join("\n");
  };

  const comes = {
    support: { set: "support" },
    accept: { set: "accept", requires: "reserve" },
    reserve: { set: "reserve" },
    oppose: { set: "oppose" },
    objects: { set: "oppose", stays: true },
  };

  /// An id that no event of the base has.
  const unused = (id) => (data.events.includes(id) ? unused(`${id}-`) : id);

  /// An event on the first day, as `nemcon persuade` has it.
  const changeOfMind = (member, coming, candidate, number) => {
    const { set, requires, stays } = comes[coming];
    const id = unused(`what-if-${number}`);
    const pair = `candidate = ${text(candidate)}, members = [${text(member)}]`;
    const effects = [`{ stance = { ${pair}, set = "${set}" } }`];
    if (stays) effects.push(`{ pace = { ${pair}, factor = 0 } }`);
    const condition = requires && { requires: `[{ member = ${text(member)}, candidate = ${text(candidate)}, at_most = "${requires}" }]` };
    return entry({ id: text(id), on: data.as_of, ...condition, effects: `[${effects.join(", ")}]`, note: '"hypothetical"' });
  };

  /// Without the marks that set a name from right to left apart.
  const plainly = (words) => words.replace(/[\u2066-\u2069]/g, "");
  const chosen = (select) => plainly(select.selectedOptions[0].textContent);

  /// What is changed: in words, and as the blocks of a file.
  const changes = async () => {
    const words = [];
    const blocks = [];
    const { deadline } = form.elements;
    if (deadline.value && deadline.value !== deadline.defaultValue) {
      words.push(`deadline ${deadline.value}`);
      blocks.push(`[question]\ndeadline = ${deadline.value}`);
    }
    const set = [...form.querySelectorAll("[name=number]")].filter(({ value }) => value.trim());
    if (set.length) {
      const value = (typed) => (Number.isFinite(Number(typed)) ? typed : text(typed));
      words.push(...set.map((input) => `${input.dataset.key} ${input.value.trim()}`));
      blocks.push(["[dynamics]", ...set.map((input) => `${input.dataset.key} = ${value(input.value.trim())}`)].join("\n"));
    }
    // An event may be changed in both ways.
    const events = new Map();
    const change = (event, keys) => events.set(event, { ...events.get(event), ...keys });
    for (const select of form.querySelectorAll("[name=event]")) {
      const { event, joins } = select.dataset;
      const day = select.value === "on" && select.nextElementSibling.value;
      if (!select.value || day === "") continue;
      words.push(`${plainly(select.ariaLabel)}${day ? ` on ${day}` : `: ${chosen(select)}`}`);
      if (joins) change(unused(`${joins}-joins`), { on: day, effects: `[{ join = ${text(joins)} }]` });
      else change(event, day ? { on: day, probability: 1 } : { probability: select.value });
    }
    const rows = [...form.querySelectorAll(".ask-member")].map(({ children }) => [...children]).filter(([member]) => member.value);
    words.push(...rows.map(([member, coming, candidate]) => `${chosen(member)} ${chosen(coming)} (${chosen(candidate)})`));
    const minds = rows.map((row) => row.map(({ value }) => value));
    const objections = minds.filter(([, coming]) => comes[coming].stays);
    const pairs = objections.map(([member, , candidate]) => [member, candidate]);
    const spared = pairs.length ? await workers.json({ spare: { files: data.files, base: data.base, pairs } }) : {};
    for (const [event, effects] of Object.entries(spared)) change(event, { effects });
    for (const [event, keys] of events) blocks.push(entry({ id: text(event), ...keys, note: '"hypothetical"' }));
    blocks.push(...minds.map(([member, coming, candidate], at) => changeOfMind(member, coming, candidate, at + 1)));
    return { words, blocks };
  };

  const file = ({ words, blocks }) => {
    const head = `extends = ${text(data.base.slice(folder.length))}\ntitle   = ${text(`… ${words.join("; ") || "nothing is changed"}`)}`;
    return `# Made by a page of nemcon ${data.version}.\n\n${[head, ...blocks].join("\n\n")}\n`;
  };

  // The answer.

  /// Halves up, as the command rounds them, and what is nearer to one than sums of floating-point numbers are exact.
  const tenths = (number) => (Math.floor(10 * Math.abs(number) + 0.5 + 1e-8) / 10).toFixed(1);
  const percent = (share) => {
    const percent = tenths(100 * share);
    if (share > 0 && percent === "0.0") return "<0.1%";
    if (share < 1 && percent === "100.0") return ">99.9%";
    return `${percent}%`;
  };
  const points = (difference) => {
    const points = tenths(100 * difference);
    if (points === "0.0") return points;
    return `${difference > 0 ? "+" : "−"}${points}`;
  };
  const error = ({ difference, low, high }) => {
    const half = 100 * Math.max(difference - low, high - difference);
    const [places, unit] = half < 0.1 ? [2, 100] : [1, 10];
    return `±${(Math.ceil(half * unit - 1e-9) / unit).toFixed(places)}`;
  };
  const thousands = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

  const element = (name, words, attributes = {}) => Object.assign(document.createElement(name), { textContent: words, ...attributes });

  const show = (asked, compared) => {
    const known = new Map(data.outcomes);
    const base = new Map(compared.base.outcomes.map(({ outcome, probability }) => [outcome, probability]));
    const ids = [...known.keys()];
    const place = ({ outcome }) => (ids.includes(outcome) ? ids.indexOf(outcome) : ids.length);
    const found = [...compared.variants[0].outcomes].sort((one, other) => place(one) - place(other));
    const label = ({ outcome, name }) => known.get(outcome) ?? name ?? outcome;
    const before = ({ outcome }) => percent(base.get(outcome) ?? 0);
    const first = found[0];
    at("answer").textContent = asked.words.length
      ? `${label(first)} ${before(first)} → ${percent(first.probability)}, ${points(first.difference)} points`
      : `${label(first)} ${before(first)} as assumed. Change something below.`;
    at("rows").replaceChildren(
      ...found.map((outcome) => {
        const row = element("tr", "");
        row.append(
          element("th", label(outcome), { scope: "row" }),
          ...[before(outcome), percent(outcome.probability), `${points(outcome.difference)} ${error(outcome)}`].map((words) => element("td", words)),
        );
        return row;
      }),
    );
    at("runs").textContent = `${thousands(compared.runs)} runs of each by nemcon ${compared.engine}, on the same random numbers; ± is the simulation error (95%)`;
    at("toml").textContent = asked.toml;
    at("command").textContent = `nemcon compare ${data.base} ${whatIf} --runs ${compared.runs} --seed ${compared.seed}`;
    at("file").href = `data:application/toml;charset=utf-8,${encodeURIComponent(asked.toml)}`;
    at("result").hidden = !asked.words.length;
  };

  // Asking.

  const comparisons = new Comparisons(workers, data);
  let asking = 0;

  const ask = async () => {
    asking += 1;
    const mine = asking;
    at("answer").className = "busy";
    comparisons.stop();
    try {
      const asked = await changes();
      if (mine !== asking) return;
      asked.toml = file(asked);
      const of = { files: { ...data.files, [whatIf]: asked.toml }, base: data.base, variants: [whatIf] };
      await comparisons.compare(of, (compared) => {
        if (compared.engine !== data.version) throw new Error(`This page is of nemcon ${data.version}, and the engine in it of ${compared.engine}.`);
        show(asked, compared);
      });
      if (mine === asking) at("answer").className = "";
    } catch ({ message }) {
      if (mine !== asking) return;
      comparisons.stop();
      at("answer").className = "fault";
      at("answer").textContent = message.trim();
      at("result").hidden = true;
    }
  };

  // Controls.

  const rows = () => [...form.querySelectorAll(".ask-member")];
  const template = rows()[0].cloneNode(true);
  const mark = () => {
    for (const control of form.querySelectorAll("select[name=event], input"))
      control.classList.toggle("changed", control.value !== (control.defaultValue ?? ""));
    for (const day of form.querySelectorAll("[name=on]")) day.hidden = day.previousElementSibling.value !== "on";
    for (const row of rows()) row.children[0].classList.toggle("changed", row.children[0].value !== "");
    const last = rows().at(-1);
    if (last.children[0].value) last.after(template.cloneNode(true));
  };
  const changed = () => {
    mark();
    ask();
  };
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  form.addEventListener("reset", () => {
    rows().slice(1).forEach((row) => row.remove());
    setTimeout(changed);
  });

  for (const hidden of [section, document.querySelector('a[href="#ask"]').parentElement]) hidden.hidden = false;
  ask();
}
