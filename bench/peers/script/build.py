"""What an afternoon gives: Markdown into Jinja, charts by Altair, drawn in the reader's browser."""

import json
import re
import shutil
from pathlib import Path

import jinja2
import markdown
from charts import drawn


def embed(match: re.Match[str]) -> str:
    name = match[1]
    spec = drawn(json.loads(Path(f"charts/{name}.json").read_text("utf-8"))).to_json(indent=None)
    return f'<div id="chart-{name}"></div><script>vegaEmbed("#chart-{name}", {spec})</script>'


text = Path("index.md").read_text("utf-8")
html = re.sub(r"<p>\[chart (\w+)\]</p>", embed, markdown.markdown(text, extensions=["tables"]))
template = jinja2.Template(Path("page.html").read_text("utf-8"))
out = Path("out")
out.mkdir(exist_ok=True)
(out / "index.html").write_text(template.render(content=html), "utf-8")
for script in Path("static").iterdir():
    shutil.copy(script, out)
