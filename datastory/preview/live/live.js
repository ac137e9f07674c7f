// Keeps the page like the files it is built from. It stands in the preview only.
(() => {
  const sheet = new CSSStyleSheet();
  const problems = document.createElement("datastory-problems");
  const looks = new CSSStyleSheet();
  looks.replaceSync(`
    :host { position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 50vh; overflow: auto;
      box-sizing: border-box; padding: 1rem 1.25rem; background: #2b0f0f; color: #fff;
      border-top: 4px solid #ff6b5e; font: 16px/1.45 system-ui, sans-serif; }
    :host([hidden]) { display: none }
    @media print { :host { display: none } }
    p, ol { margin: 0 } ol { padding: 0; list-style: none } li { margin-top: .9rem }
    code, pre { font: 14px/1.45 ui-monospace, monospace } code { color: #ffb4ab }
    pre { margin: .25rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere; color: #e8d5d3 }
    mark { background: #ff6b5e; color: #2b0f0f }`);
  problems.attachShadow({ mode: "open" }).adoptedStyleSheets = [looks];
  problems.setAttribute("role", "alert");
  problems.hidden = true;

  const element = (name, ...children) => {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  };

  const item = ({ where, message, line }) => {
    const made = element("li", element("code", where), ` ${message}`);
    if (line) made.append(element("pre", line[0], element("mark", line[1] || " "), line[2]));
    return made;
  };

  const tell = (title, found) => {
    problems.hidden = !title;
    problems.shadowRoot.replaceChildren(element("p", title), element("ol", ...found.map(item)));
    if (!problems.isConnected) document.documentElement.append(problems);
  };

  const scripts = page => [...page.scripts].filter(script => !/json/.test(script.type))
    .map(script => script.outerHTML).join();
  const inline = () => [...document.head.querySelectorAll("style")];

  // The page's policy allows the styles it came with and no others; a script may still set some.
  let worn;
  const dress = rules => {
    if (rules === worn) return; // to set them again would lay the whole page out again
    worn = rules;
    const own = inline().map(style => style.textContent).join("") === rules;
    sheet.replaceSync(own ? "" : rules);
    document.adoptedStyleSheets = [sheet];
    for (const style of inline()) style.sheet.disabled = !own;
  };
  const link = next => {
    const files = page => [...page.querySelectorAll("link[rel=stylesheet]")];
    files(next).forEach((file, i) => {
      const old = files(document)[i];
      if (old?.getAttribute("href") !== file.getAttribute("href")) old?.replaceWith(file);
    });
  };

  // What a reader or the page's own script has set stays: an open detail, a note beside its figure.
  const touched = new WeakMap();
  const touch = changes => {
    for (const { target, attributeName } of changes) {
      if (!touched.has(target)) touched.set(target, new Set());
      touched.get(target).add(attributeName);
    }
  };
  const watch = new MutationObserver(touch);
  watch.observe(document.documentElement, { attributes: true, subtree: true });
  const beforeAttributeUpdated = (name, node) => !touched.get(node)?.has(name);

  // The least part with a name in which a page differs from the last: morphing takes its time.
  const alike = (a, b) => a.cloneNode().isEqualNode(b.cloneNode());
  const own = part => [...part.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
    .map(node => node.data).join("\n");
  const differing = (old, next) => {
    let part = next;
    while (old && alike(old, next) && own(old) === own(next)
      && old.children.length === next.children.length) {
      const at = [...next.children].findIndex((child, i) => !child.isEqualNode(old.children[i]));
      if (at < 0) return;
      if (next.id && document.getElementById(next.id)) part = next;
      const rest = [...next.children].slice(at + 1);
      if (rest.some((child, i) => !child.isEqualNode(old.children[at + 1 + i]))) break;
      [old, next] = [old.children[at], next.children[at]];
    }
    return part;
  };

  const parsed = text => new DOMParser().parseFromString(text, "text/html");
  let before, soon; // the page as it was last, and what will parse it
  const morph = (here, part) => {
    touch(watch.takeRecords());
    Idiomorph.morph(here, part, { callbacks: { beforeAttributeUpdated } });
    watch.takeRecords(); // our own changes
  };
  const refresh = async () => {
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    let rules = "";
    const text = (await answer.text()).replace(/<style[^>]*>([^]*?)<\/style>/g, (_, css) => {
      rules += css;
      return "";
    });
    const next = parsed(text);
    if (scripts(next) !== scripts(document)) return location.reload();
    dress(rules);
    link(next);
    document.title = next.title;
    const part = differing(before, next.body);
    if (part) morph(part === next.body ? document.body : document.getElementById(part.id), part);
    before = undefined; // morphing takes its new parts from `next`
    clearTimeout(soon);
    soon = setTimeout(() => { before = parsed(text).body; }, 100);
  };

  // The sections that are others, here and in the page as it was last.
  const replace = texts => {
    const section = text => parsed(text).body.firstElementChild;
    const parts = texts.map(section);
    const here = parts.map(part => document.getElementById(part?.id));
    if (!here.length || here.includes(null)) return refresh();
    here.forEach((old, i) => morph(old, parts[i]));
    clearTimeout(soon);
    setTimeout(() => texts.map(section).forEach(part =>
      before?.ownerDocument.getElementById(part.id)?.replaceWith(part)), 100);
  };

  let stream, gone = 0, last = new Promise(ready => addEventListener("DOMContentLoaded", ready));
  const listen = () => {
    stream = new EventSource(`/-/live?page=${encodeURIComponent(location.pathname)}`);
    stream.onopen = () => { clearTimeout(gone); gone = 0; };
    stream.onerror = () => {
      gone ||= setTimeout(tell, 2000, "The preview has ended. Start it again: build.py serve", []);
    };
    stream.onmessage = event => {
      const { title, found } = JSON.parse(event.data);
      tell(title, found);
    };
    stream.addEventListener("page", ({ data }) => {
      last = last.then(() => replace(JSON.parse(data))).catch(() => {}); // in their order
    });
  };
  // A browser holds few connections to one address, so a page that is not seen holds none.
  const see = () => document.hidden ? stream?.close() : listen();
  document.addEventListener("visibilitychange", see);
  addEventListener("pagehide", () => stream?.close());
  addEventListener("pageshow", event => event.persisted && listen());
  see();
})();
