// Tells the page around this frame how high the chart is, in the words of five kinds of listeners.
(() => {
  const root = document.documentElement, query = new URLSearchParams(location.search);
  root.dataset.theme = query.get("theme") || "light";
  if (parent === window) return;
  const id = query.get("childId") || root.dataset.id;
  const secret = /secret=(\w+)/.exec(location.hash)?.[1];
  const tell = (message) => parent.postMessage(message, "*");
  let told = 0;
  const measure = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    tell({"datawrapper-height": {[root.dataset.id]: height}});
    tell(`pymxPYMx${id}xPYMxheightxPYMx${height}`);
    tell({sentinel: "amp", type: "embed-size", height});
    tell(JSON.stringify({src: location.href, context: "iframe.resize", height}));
    if (secret) tell({message: "height", value: height, secret});
  };
  new ResizeObserver(measure).observe(root);
  // A frame that is hidden until it speaks, as WordPress's is, observes nothing; and who begins to
  // listen only now has missed what was said.
  const again = () => { told = 0; measure(); };
  addEventListener("DOMContentLoaded", again);
  for (const wait of [500, 2000, 8000]) setTimeout(again, wait);
  // WordPress keeps its frames from leading anywhere, but follows the links that it is told.
  if (secret) addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    tell({message: "link", value: link.href, secret});
  });
})();
