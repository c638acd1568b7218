export const OPTIONS = {
  fields: ["term", "names", "definition", "body"],
  storeFields: ["term", "url", "category", "definition"],
  searchOptions: { boost: { term: 10, names: 8, definition: 3 }, prefix: true, fuzzy: 0.2 },
};
