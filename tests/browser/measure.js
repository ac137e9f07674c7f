// What a page looks like, in numbers. Each function returns a list of what is wrong, or a measure.
({
  sideways() {
    const root = document.scrollingElement, width = document.documentElement.clientWidth;
    if (root.scrollWidth <= width) return [];
    const wide = [...document.querySelectorAll("body *")]
      .filter((e) => e.getBoundingClientRect().right > width + 1)
      .slice(0, 3).map((e) => e.outerHTML.slice(0, 90));
    return [`scrolls sideways: ${root.scrollWidth} in ${width}: ${wide.join(" | ")}`];
  },

  // Every chart shows one of its drawings, with marks in it and words that can be read.
  charts(smallest = 11.99) {
    const wrong = [];
    for (const drawing of document.querySelectorAll(".drawing")) {
      const shown = [...drawing.querySelectorAll(":scope > svg")].filter((svg) => svg.checkVisibility());
      const say = (what) => wrong.push(`${drawing.closest("figure").id || "chart"}: ${what}`);
      if (shown.length !== 1) { say(`${shown.length} drawings are shown`); continue; }
      const svg = shown[0], frame = svg.getBoundingClientRect();
      if (frame.width < 200 || frame.height < 40) say(`drawn at ${frame.width} x ${frame.height}`);
      const marks = [...svg.querySelectorAll("path, rect, circle, line, use")].filter((mark) => {
        const box = mark.getBoundingClientRect(), style = getComputedStyle(mark);
        return (box.width > 1 || box.height > 1) && style.visibility === "visible"
          && (style.fill !== "none" || style.stroke !== "none");
      });
      if (!marks.length) say("holds no mark");
      const seen = [];
      for (const text of svg.querySelectorAll("text")) {
        if (!text.textContent.trim()) continue;
        const scale = text.getScreenCTM(), size = parseFloat(getComputedStyle(text).fontSize)
          * Math.sqrt(Math.abs(scale.a * scale.d - scale.b * scale.c));
        if (size < smallest) say(`"${text.textContent}" is ${size.toFixed(2)} px high`);
        const lines = text.querySelectorAll("tspan").length ? [...text.querySelectorAll("tspan")] : [text];
        for (const line of lines) {
          const box = line.getBoundingClientRect();
          // A line's box is higher than its letters: what is cut off holds none of them.
          const cut = box.height * .2, top = box.top + cut, bottom = box.bottom - cut;
          if (box.left < frame.left - 1 || box.right > frame.right + 1
            || top < frame.top - 1 || bottom > frame.bottom + 1)
            say(`"${line.textContent}" leaves the drawing: ${[box.left - frame.left, frame.right - box.right,
              top - frame.top, frame.bottom - bottom].map((n) => n.toFixed(1))}`);
          for (const other of seen) {
            if (other.text === text) continue;
            const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
            const down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
            if (across > 1 && down > 1) say(`"${line.textContent}" lies on "${other.words}"`);
          }
          seen.push({text, words: line.textContent, left: box.left, right: box.right, top, bottom});
        }
      }
    }
    return wrong;
  },

  // Words in drawings against what is painted under them; 4.5 to 1 is what small text needs.
  contrast() {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
    const rgb = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const light = (colour) => {
      const [r, g, b] = rgb(colour).map((n) => (n / 255 <= .04045 ? n / 255 / 12.92 : ((n / 255 + .055) / 1.055) ** 2.4));
      return .2126 * r + .7152 * g + .0722 * b;
    };
    const paper = getComputedStyle(document.body).backgroundColor, wrong = [];
    for (const svg of document.querySelectorAll(".drawing > svg")) {
      if (!svg.checkVisibility()) continue;
      const shapes = [...svg.querySelectorAll("path, rect, circle")].filter((shape) => {
        const style = getComputedStyle(shape);
        return rgb(style.fill)[3] > 200 && style.fill !== "none" && style.fillOpacity > .8;
      });
      for (const text of svg.querySelectorAll("text")) {
        if (!text.textContent.trim()) continue;
        const box = text.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2;
        const under = shapes.filter((shape) => {
          const matrix = shape.getScreenCTM();
          return matrix && shape.isPointInFill(new DOMPoint(x, y).matrixTransform(matrix.inverse()))
            && shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
        }).pop();
        const ground = under ? getComputedStyle(under).fill : paper, ink = getComputedStyle(text).fill;
        const [a, b] = [light(ink), light(ground)].sort((one, other) => other - one);
        const ratio = (a + .05) / (b + .05);
        if (ratio < 4.5) wrong.push(`"${text.textContent}" ${ink} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
    return wrong;
  },

  // Targets of at least 24 px (WCAG 2.2, 2.5.8). Links in a sentence are excepted, and marks of a
  // chart: where they stand is what they say, and the table of values has the same links.
  targets() {
    const wrong = [];
    for (const target of document.querySelectorAll("a[href], button, summary, input, textarea, [tabindex='0']")) {
      if (target.disabled) continue; // shows something, and is no target
      if (!target.checkVisibility({visibilityProperty: true}) || target.matches(".skip, .marks *")) continue;
      const style = getComputedStyle(target), words = target.closest("p, li, dd, dt, td, th, blockquote, figcaption, caption");
      const sentence = style.display === "inline" && words
        && words.textContent.replace(/\s+/g, " ").trim().length > target.textContent.trim().length;
      const box = target.getBoundingClientRect();
      if (!sentence && box.width && (box.width < 23.9 || box.height < 23.9))
        wrong.push(`${box.width.toFixed(1)} x ${box.height.toFixed(1)}: ${target.outerHTML.slice(0, 100)}`);
    }
    return wrong;
  },

  // Characters in a line of text, per paragraph, its last line left out.
  lines(selector) {
    const found = [];
    for (const paragraph of document.querySelectorAll(selector)) {
      if (!paragraph.checkVisibility() || paragraph.clientWidth < 99) continue;
      const range = document.createRange();
      range.selectNodeContents(paragraph);
      const bottoms = new Set([...range.getClientRects()].filter((r) => r.width).map((r) => r.bottom));
      const height = parseFloat(getComputedStyle(paragraph).lineHeight);
      const lines = Math.round((Math.max(...bottoms) - Math.min(...bottoms)) / height) + 1;
      if (lines < 4) continue;
      const width = paragraph.clientWidth, length = paragraph.textContent.replace(/\s+/g, " ").trim().length;
      const last = [...range.getClientRects()].filter((r) => r.bottom > Math.max(...bottoms) - height / 2);
      const part = last.reduce((sum, r) => Math.max(sum, r.right), 0) - paragraph.getBoundingClientRect().left;
      found.push([length / (lines - 1 + Math.min(part / width, 1)), paragraph.textContent.slice(0, 50)]);
    }
    return found;
  },

  // What has the focus: its mark, its place, and whether anything lies over it.
  focused() {
    const at = document.activeElement;
    if (at === document.body) return null;
    const style = getComputedStyle(at), boxes = [...at.getClientRects()];
    const box = boxes[0] || at.getBoundingClientRect();
    const x = box.left + Math.min(box.width / 2, 60), y = box.top + box.height / 2;
    const top = document.elementFromPoint(x, y);
    window.trail ||= [];
    const before = window.trail.at(-1);
    window.trail.push(at);
    return {
      what: at.outerHTML.slice(0, 110),
      hash: at.hash || "",
      marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5,
      inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      // A mark may lie on a larger one.
      covered: !!top && !(at.closest(".marks") && top.closest(".marks")) && !(at === top || at.contains(top) || top.contains(at)) && top.outerHTML.slice(0, 90),
      inOrder: !before || !!(before.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    };
  },

  // Where the thing of the page's anchor is; `head` is what lies over the top of the screen.
  landed(id) {
    const thing = document.getElementById(id), box = thing.getBoundingClientRect();
    const rail = document.querySelector(".rail"), style = rail && getComputedStyle(rail);
    const bar = rail && style.position === "sticky" ? rail.getBoundingClientRect() : null;
    const head = bar && bar.top <= 1 && bar.width > innerWidth / 2 ? bar.bottom : 0;
    return {top: box.top, bottom: box.bottom, head, height: innerHeight, shown: thing.checkVisibility()};
  },

  landings(ids) {
    return ids.map((id) => {
      location.hash = id;
      return this.landed(id);
    });
  },

  notes() {
    return [...document.querySelectorAll(".notes > li")]
      .filter((note) => !note.checkVisibility() || note.getBoundingClientRect().height < 10)
      .map((note) => note.id);
  },

  words() {
    return document.querySelector("main").textContent.replace(/\s+/g, " ").trim();
  },
})
