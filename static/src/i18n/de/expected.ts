/** Should and is: who has a place, and who is there. */
export const expected = {
  tab: "Soll und Ist",
  title: "Soll und Ist",
  intro: "Wer einen Platz hat, und wer wirklich da ist. Die Zahlen erneuern sich, solange Sie hier sind.",
  running: "Läuft gerade",
  next: (time: string): string => `Als Nächstes, ${time} Uhr`,
  waiting: "noch keine Zahlen",
  stale: (reason: string): string => `Die Zahlen sind nicht aktuell. ${reason}`,
  emptyTitle: "Keine Runde mehr",
  emptyText: "Gerade läuft keine Runde mit Plätzen, und heute kommt keine mehr.",
  expected: (text: string): string => `${text} erwartet`,
  counts: {
    here: (text: string): string => `${text} da`,
    missing: (text: string): string => `${text} nicht im Haus`,
    strayed: (text: string): string => `${text} verirrt`,
    unexpected: (text: string): string => `${text} ohne Platz da`,
  },
  /** Before it begins nobody has strayed. */
  ahead: {
    strayed: (text: string): string => `${text} noch woanders`,
    name: "Noch woanders",
    fetch: (text: string): string => `Jetzt holen (${text})`,
  },
  names: { here: "Da", missing: "Nicht im Haus", strayed: "Verirrt", unexpected: "Ohne Platz da" },
  nobody: "Niemand hat hier einen Platz.",
  age: (age: string): string => `Stand ${age}`,
  fetch: (text: string): string => `Verirrte holen (${text})`,
  fetchFor: (fetch: string, title: string): string => `${fetch}: ${title}`,
  details: "Wer im Einzelnen?",
  detailsOf: (title: string): string => `Wer im Einzelnen? ${title}`,
};
