/* node build.mjs FOLDER: the whole indexes of lunr.js and MiniSearch from FOLDER/documents.json; prints seconds. */
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { OPTIONS } from "./minisearch_options.js";

const folder = process.argv[2];
const require = createRequire(`${process.cwd()}/`);
const lunr = require("lunr");
const MiniSearch = require("minisearch");
const documents = JSON.parse(readFileSync(`${folder}/documents.json`, "utf8"));
const seconds = {};

let start = performance.now();
const index = lunr(function () {
  this.ref("id");
  for (const [field, boost] of Object.entries({ term: 10, names: 8, definition: 3, body: 1 })) this.field(field, { boost });
  documents.forEach((each, id) => this.add({ id, ...each }));
});
writeFileSync(`${folder}/lunr/index.json`, JSON.stringify(index));
const shown = documents.map(({ term, url, category, definition }) => ({ term, url, category, definition }));
writeFileSync(`${folder}/lunr/documents.json`, JSON.stringify(shown));
seconds.lunr = (performance.now() - start) / 1000;

start = performance.now();
const mini = new MiniSearch(OPTIONS);
mini.addAll(documents.map((each, id) => ({ id, ...each })));
writeFileSync(`${folder}/minisearch/index.json`, JSON.stringify(mini));
seconds.minisearch = (performance.now() - start) / 1000;
console.log(JSON.stringify(seconds));
