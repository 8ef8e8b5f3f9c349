const xmlSigns = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/* Text for an XML file: nothing in it is markup, and signs that XML does not know are left out. */
const xml = (text) => String(text).toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, "").replace(/[&<>"]/gu, (sign) => xmlSigns[sign]);
function tag(name, attributes, inner = "") {
  const said = Object.entries(attributes).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return `<${name}${said.map(([key, value]) => ` ${key}="${xml(value)}"`).join("")}>${inner}</${name}>`;
}
