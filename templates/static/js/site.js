// Comfort only: notes beside the words, links that copy themselves, where we
// are in the rail.
addEventListener("DOMContentLoaded", () => {
  const status = document.querySelector("[role=status]");
  const wide = matchMedia("(min-width: 73.75em)");
  const plain = (e) => !(e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey);

  // A note opens where its figure is: in the margin beside the text, else under the words.
  function place(note, from) {
    const boxes = from.getClientRects(), last = boxes[boxes.length - 1], edge = document.documentElement;
    const beside = wide.matches && from.matches(".chapter > * .fig") && !from.closest("figure, table");
    note.classList.toggle("beside", beside);
    const size = note.getBoundingClientRect(), room = edge.clientWidth - size.width;
    const column = from.closest(".chapter");
    const left = beside ? column.getBoundingClientRect().left + 34.5 * parseFloat(getComputedStyle(edge).fontSize)
      : Math.min(Math.max(last.left, 16), Math.max(room - 16, room / 2));
    let top = beside ? Math.min(boxes[0].top - 12, innerHeight - size.height - 12) : last.bottom + 8;
    if (!beside && top + size.height > innerHeight && boxes[0].top - size.height - 8 > 48) top = boxes[0].top - size.height - 8;
    note.style.left = `${left + scrollX}px`;
    note.style.top = `${Math.max(top, 8) + scrollY}px`;
  }

  function open(note, from) {
    const inside = from.closest(".notes > li");
    note.popover = "auto";
    note.tabIndex = -1;
    note.back = inside?.back || from;
    note.showPopover();
    place(note, note.back);
    note.focus({preventScroll: true});
    note.ontoggle = (e) => {
      if (e.newState !== "closed") return;
      note.removeAttribute("popover");
      const at = document.activeElement;
      if (at === document.body || note.contains(at)) note.back.focus({preventScroll: true});
    };
  }

  async function copy(link) {
    const words = document.getElementById(link.dataset.copies);
    try {
      await navigator.clipboard.writeText(words ? words.value ?? words.textContent : link.href);
    } catch {
      location.href = link.href;
      return;
    }
    link.classList.add("done");
    status.textContent = status.dataset[words ? "copied" : "linked"];
    setTimeout(() => { link.classList.remove("done"); status.textContent = ""; }, 2000);
  }

  document.addEventListener("click", (e) => {
    const link = e.target.closest("a");
    if (!link || !plain(e)) return;
    const note = /^#note-/.test(link.getAttribute("href")) && document.getElementById(link.hash.slice(1));
    const own = link.matches(".close") && link.closest(":popover-open");
    if (link.matches(".copy")) copy(link);
    else if (own) own.hidePopover();
    else if (note && note.showPopover) open(note, link.mark || link);
    else return link.closest(".rail details")?.removeAttribute("open");
    e.preventDefault();
  });

  // A note that an address called stays open without this script; Escape closes it too.
  document.addEventListener("keydown", (e) => {
    const called = e.key === "Escape" && document.querySelector(".notes > li:target .close");
    if (called && !document.querySelector(":popover-open")) location.replace(called.href);
  });

  const links = new Map([...document.querySelectorAll(".rail details > ol > li > a")].map((a) => [a.hash.slice(1), a]));
  const seen = new IntersectionObserver((entries) => {
    for (const {target, isIntersecting} of entries) {
      const link = links.get(target.id);
      if (isIntersecting) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }, {rootMargin: "-35% 0px -65%"});
  for (const id of links.keys()) seen.observe(document.getElementById(id));
});
