// Loaded by every page of `site-builder serve`, and by none that is published. It speaks livereload's protocol with the
// preview: the page is loaded again when its bytes have changed, and what is wrong is listed over the last good page.
(() => {
  "use strict";

  const version = document.currentScript.dataset.version;
  const bare = document.documentElement.dataset.problems === "shown"; // the page itself is a list of problems
  const openKey = "site-builder-preview-open";
  let box = null;
  let socket = null;
  let wait = 500;

  function connect() {
    socket = new WebSocket(`ws://${location.host}/_preview/socket`);
    socket.onopen = () => {
      wait = 500;
      say({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] });
      say({ command: "info", url: location.href, version });
    };
    socket.onmessage = (event) => {
      const message = JSON.parse(event.data);
      if (message.command === "reload") location.reload();
      if (message.command === "problems" && !bare) show(message.problems, message.good);
    };
    socket.onclose = () => {
      if (wait > 2000) stopped();
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, 5000);
    };
  }

  function say(message) {
    socket.send(JSON.stringify(message));
  }

  function element(tag, text, attributes = {}) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  }

  // A place that the theme's style sheets don't reach, and that is not printed.
  function place() {
    if (!box) {
      const host = element("site-builder-preview");
      box = host.attachShadow({ mode: "open" });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(styles);
      box.adoptedStyleSheets = [sheet];
      document.documentElement.append(host);
    }
    return box;
  }

  function stopped() {
    place().replaceChildren(element("p", "The preview has ended. Start it again with: site-builder serve", { class: "note", role: "status" }));
  }

  function show(problems, good) {
    if (!problems.length) {
      if (box) box.replaceChildren();
      return;
    }
    const panel = element("details", "", { class: good ? "doubts" : "errors" });
    const count = (severity) => problems.filter((problem) => problem.severity === severity).length;
    const counted = [[count("error"), "error"], [count("warning"), "warning"], [count("note"), "note"]]
      .filter(([number]) => number)
      .map(([number, what]) => `${number} ${what}${number === 1 ? "" : "s"}`)
      .join(", ");
    const title = good ? counted : `${counted}; behind this is the page as it was`;
    panel.append(element("summary", title), list(problems));
    panel.open = good ? sessionStorage.getItem(openKey) === "yes" : true;
    panel.addEventListener("toggle", () => {
      if (good) sessionStorage.setItem(openKey, panel.open ? "yes" : "no");
    });
    const region = element("section", "", { "aria-label": "Problems", role: good ? "status" : "alert" });
    region.append(panel);
    place().replaceChildren(region);
  }

  function list(problems) {
    const made = element("ol", "", { role: "list", tabindex: "0", "aria-label": "List of problems" });
    for (const problem of problems) {
      const row = element("li", "", { class: problem.severity });
      const where = problem.path + (problem.line ? `:${problem.line}:${problem.column}` : "");
      const head = element("p", "", { class: "where" });
      head.append(element("code", where), ` ${problem.severity}[${problem.code}]`);
      row.append(head, element("p", problem.message, { class: "what" }));
      if (problem.hint) row.append(element("p", problem.hint));
      if (problem.excerpt) row.append(element("pre", problem.excerpt));
      made.append(row);
    }
    return made;
  }

  const styles = `
    :host { all: initial; position: fixed; z-index: 2147483647; inset: auto 0 0 0; display: block; pointer-events: none;
      color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; }
    details, .note { pointer-events: auto; box-sizing: border-box; margin: 0 auto; max-width: 60rem;
      color: light-dark(#1f1b16, #f4f0e8); background: light-dark(#fffdf8, #24211d);
      border-top: 4px solid light-dark(#b3261e, #ff8a80); box-shadow: 0 -2px 24px rgb(0 0 0 / .28); }
    details.doubts { border-top-color: light-dark(#8a5a00, #ffc04d); }
    details.doubts:not([open]) { width: fit-content; margin-inline-end: 1rem; border-radius: .4rem .4rem 0 0; }
    .note { padding: .7rem 1rem; }
    summary { cursor: pointer; padding: .6rem 1rem; font-weight: 650; }
    summary:focus-visible, ol:focus-visible { outline: 3px solid light-dark(#0b57d0, #a8c7fa); outline-offset: -3px; }
    ol { list-style: none; margin: 0; padding: 0 1rem .6rem; max-height: min(55vh, 32rem); overflow: auto; }
    li { padding: .6rem 0; border-top: 1px solid light-dark(#e3ddd2, #423d36); }
    p { margin: 0 0 .15rem; overflow-wrap: anywhere; }
    .what { font-weight: 600; }
    .where { color: light-dark(#5c554b, #bdb5a8); }
    code, pre { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
    pre { margin: .3rem 0 0; overflow-x: auto; }
    @media print { :host { display: none; } }
  `;

  connect();
  addEventListener("pageshow", (event) => {
    if (event.persisted && socket.readyState > 1) connect();
  });
})();
