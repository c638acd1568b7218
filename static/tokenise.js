/**
 * Text to search tokens, the same for index and query (the build has a twin of this function):
 * NFKC, lower case, no accents, then every run of letters and numbers.
 */
function tokenise(text) {
  const plain = text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").normalize("NFC");
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
