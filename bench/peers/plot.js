// A chart as those draw it who use Observable Plot: in the page (Framework) or at build (Eleventy).
import * as Plot from "@observablehq/plot";

export function chart({ form, rows, alt }, options) {
  const looks = { marginLeft: 180, ariaLabel: alt, ...options };
  if (form === "lines") {
    const marks = [Plot.lineY(rows, { x: "x", y: "y", stroke: "label" }), Plot.dot(rows, { x: "x", y: "y", fill: "label" })];
    return Plot.plot({ ...looks, marginLeft: 40, color: { legend: !looks.document }, x: { tickFormat: "d" }, y: { reverse: true }, marks });
  }
  if (form === "dots") {
    const marks = [Plot.dot(rows, { x: "x", y: "y", r: 4, fill: "steelblue" }), Plot.text(rows, { x: "x", y: "y", text: "label", dy: -10 })];
    return Plot.plot({ ...looks, marks });
  }
  const marks = [Plot.barX(rows, { x: "x", y: "label", fill: "steelblue", sort: { y: null } }), Plot.text(rows, { x: "x", y: "label", text: "said", dx: 4, textAnchor: "start" })];
  return Plot.plot({ ...looks, marginRight: 90, y: { label: null }, marks });
}
