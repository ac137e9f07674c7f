import { readFileSync } from "node:fs";
import { parseHTML } from "linkedom";
import { chart } from "./plot.js";

export default function (config) {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  config.addShortcode("chart", name => {
    const said = JSON.parse(readFileSync(`charts/${name}.json`, "utf8"));
    return chart(said, { document }).outerHTML;
  });
  config.addWatchTarget("charts/");
  return { markdownTemplateEngine: "liquid" };
}
