// Long lists are searched, and long tables sorted too, in place; they are complete without this.
addEventListener("DOMContentLoaded", () => {
  const status = document.querySelector("[role=status]");
  const folded = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const order = new Intl.Collator(document.documentElement.lang, {numeric: true});

  // Shows the items that hold all words of the field, and opens what folds them away.
  function search(field, items) {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const item of items) {
      const inner = item.querySelector("li"), text = folded(item.textContent);
      const all = folded(item.parentNode.closest(".series")?.querySelector("summary").textContent || "") + text;
      item.hidden = !words.every((word) => all.includes(word));
      if (!item.hidden && !inner) found++;
    }
    for (const group of document.querySelectorAll(".group")) {
      for (const fold of group.querySelectorAll("details")) fold.open = words.length > 0 && !fold.closest("li").hidden;
      group.hidden = !group.querySelector(".facts > li:not([hidden])");
    }
    status.textContent = words.length ? status.dataset.found.replace("{n}", found) : "";
  }

  function key(row, column) {
    const cell = row.cells[column], exact = cell.dataset.sort ?? cell.querySelector("data")?.value ?? cell.textContent.trim();
    const number = Number(exact.replace(/[,\s%]/g, "").replace("−", "-"));
    return exact && !Number.isNaN(number) && !cell.dataset.sort ? number : exact;
  }

  function sort(head, body) {
    const down = head.ariaSort === "ascending", sign = down ? -1 : 1, column = head.cellIndex;
    for (const other of head.parentNode.cells) if (other.ariaSort) other.ariaSort = "none";
    head.ariaSort = down ? "descending" : "ascending";
    const rows = [...body.rows].map((row) => [key(row, column), row]);
    const both = (a, b) => typeof a === "number" && typeof b === "number";
    rows.sort(([a], [b]) => sign * (both(a, b) ? a - b : order.compare(a, b)));
    body.append(...rows.map(([, row]) => row));
  }

  for (const field of document.querySelectorAll("input[data-find]")) {
    field.hidden = false;
    field.oninput = () => search(field, [...document.querySelectorAll(field.dataset.find)]);
  }
  for (const table of document.querySelectorAll(".table > table")) {
    const body = table.tBodies[0], heads = table.tHead?.rows[0];
    if (!heads || body.rows.length <= 10 || table.querySelector("[colspan], [rowspan]")) continue;
    const field = document.createElement("input");
    Object.assign(field, {type: "search", className: "find", ariaLabel: status.dataset.search, placeholder: status.dataset.search});
    field.oninput = () => search(field, [...body.rows]);
    table.parentNode.before(field);
    for (const head of heads.cells) {
      const button = document.createElement("button");
      button.append(...head.childNodes);
      button.onclick = () => sort(head, body);
      head.append(button);
      head.ariaSort = "none";
    }
  }
});
