/* What a search compares: å, ä, ö, æ and ø are letters, other accents are not. */
const plain = (text) => [...text.normalize("NFC").toLocaleLowerCase("sv")].map((sign) => ("åäöæø".includes(sign) ? sign : sign.normalize("NFD").replace(/\p{M}/gu, ""))).join("");

/* How well a name answers a search: 0 is the name itself, 9 nothing of it. */
function rankHit(name, text) {
  if (name === text) return 0;
  if (name.startsWith(text)) return 1;
  if (name.split(/[\s/(–-]+/u).some((word) => word.startsWith(text))) return 2;
  return name.includes(text) ? 3 : 9;
}

/* A sentence with its gaps filled. */
const fill = (text, values) => text.replace(/\{(\w+)\}/gu, (_, key) => values[key]);
