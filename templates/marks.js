// A mark of a chart tells its fact in a label, when it is pointed at, tapped or focused; arrow keys
// walk from one to the next. Without this its words are in its title, and in the table of values.
addEventListener("DOMContentLoaded", () => {
  const label = document.createElement("a"), own = (e) => e.target.closest?.(".marks g");
  let told, touched;
  label.className = "told-label";
  label.tabIndex = -1;
  label.ariaHidden = true;  // the mark that has the focus says the same

  function hide() {
    told?.classList.remove("told");
    told = label.mark = null;
    label.remove();
  }

  function tell(mark) {
    if (mark === told) return;
    hide();
    const title = mark.querySelector("title");
    if (title) {  // or else the browser would show it too
      mark.ariaLabel = title.textContent;
      title.remove();
    }
    told = label.mark = mark;
    mark.classList.add("told");
    label.textContent = mark.ariaLabel;
    label.setAttribute("href", mark.dataset.to);
    document.body.append(label);
    place(mark);
  }

  // Above, below or beside the mark: where it lies on the fewest others.
  function place(mark) {
    const at = mark.getBoundingClientRect(), {width, height} = label.getBoundingClientRect();
    const room = document.documentElement.clientWidth - width;
    const x = at.left + at.width / 2 - width / 2, y = at.top + at.height / 2 - height / 2;
    const others = [...mark.parentNode.children].filter((e) => e !== mark).map((e) => e.getBoundingClientRect());
    const [best] = [[x, at.top - height], [x, at.bottom], [at.right, y], [at.left - width, y]].map(([left, top], i) => {
      const [l, t] = [i < 2 ? Math.max(Math.min(left, room - 8), Math.min(8, room / 2)) : left, top];
      const out = l < 0 || l > room || t < 0 || t + height > innerHeight;
      const over = others.filter((e) => e.left < l + width && l < e.right && e.top < t + height && t < e.bottom);
      return {l, t, cost: over.length + (out ? 1000 : 0)};
    }).sort((a, b) => a.cost - b.cost);
    label.style.left = `${best.l + scrollX}px`;
    label.style.top = `${best.t + scrollY}px`;
  }

  // One mark of each drawing is a stop of the Tab key.
  for (const marks of document.querySelectorAll(".marks svg")) {
    for (const mark of marks.children) {
      mark.setAttribute("role", "link");
      mark.tabIndex = -1;
    }
    marks.children[0].tabIndex = 0;
  }

  // Fingers are wider than the marks of a map.
  const near = (e) => [...e.target.closest?.(".drawing")?.querySelectorAll(".marks g") ?? []].map((mark) => {
    const {x, y, width, height} = mark.getBoundingClientRect();
    return {mark, away: width ? Math.hypot(x + width / 2 - e.clientX, y + height / 2 - e.clientY) : 99};
  }).filter(({away}) => away < 24).sort((a, b) => a.away - b.away)[0]?.mark;

  const on = document.addEventListener.bind(document);
  on("pointerdown", (e) => { touched = e.pointerType === "touch"; });
  on("pointerover", (e) => {
    if (e.pointerType === "touch" || label.contains(e.target)) return;
    const mark = own(e);
    if (mark) tell(mark);
    else if (told !== document.activeElement) hide();
  });
  on("focusin", (e) => { if (own(e) && !touched) tell(own(e)); else if (e.target !== label) hide(); });
  on("click", (e) => {
    const mark = own(e) ?? (touched && near(e));
    if (mark && touched && mark !== told) tell(mark);
    else if (mark) label.click();
    else if (!label.contains(e.target)) hide();
  });
  on("keydown", (e) => {
    const mark = own(e), marks = mark && [...mark.parentNode.children], at = marks?.indexOf(mark);
    if (e.key === "Escape") hide();
    if (!mark || e.altKey || e.ctrlKey || e.metaKey) return;
    const next = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1,
      Home: 0, End: marks.length - 1}[e.key];
    if (e.key === "Enter") { tell(mark); label.click(); }
    else if (next === undefined) return;
    else if (marks[next]) {
      mark.tabIndex = -1;
      marks[next].tabIndex = 0;
      marks[next].focus();
    }
    e.preventDefault();
  });
});
