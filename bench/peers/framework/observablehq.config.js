export default { title: "The story", root: "src", output: "dist", pages: [], pager: false };
