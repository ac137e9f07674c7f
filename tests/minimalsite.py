"""Pages to write, of a version that can be told from another. Imports nothing, so it is quick."""

from __future__ import annotations


def site(version: str, pages: int = 60) -> dict[str, bytes]:
    """Pages of one version, each of a size of its own, and one that is in every version."""
    text = {f"pages/{i}/index.html": f"{version} {'x' * i * 20}".encode() for i in range(pages)}
    return {**text, "index.html": version.encode(), "same.css": b"body{}"}
