/** A dossier's number in a text, cut out of it as it was typed; '' when there is none. Its own rules come with the pages. */
export function dossierNumberIn(text: string): string {
  const found = /\S*\/theo-doi\/\S+|\bn[o0]p[\s.–-]*\d{6}[\s.–-]*[\da-z]{8}\b|\b[a-z]\d[\w.]*\s*[–-]\s*\d{6}\s*[–-]\s*\d{4,6}\b/i.exec(text);
  return found?.[0] ?? '';
}
