export const people = {
  title: "Personen",
  inRoom: (count: number, shown = String(count)): string =>
    count === 1 ? "1 Person im Raum" : `${shown} Personen im Raum`,
  list: "Wer hier ist",
  search: "Name oder Organisation suchen",
  clear: "Suche leeren",
  me: "Sie",
  moderator: "Moderation",
  operator: "Team",
  speaker: "Auf dem Podium",
  rehearsal: "Probe",
  loading: "Personen werden geladen …",
  more: "Weitere Personen anzeigen",
  shown: (shown: number, total: number): string => `${shown} von ${total} angezeigt`,
  found: (total: number): string =>
    total === 0 ? "Niemand gefunden" : total === 1 ? "1 Person gefunden" : `${total} Personen gefunden`,
  aloneTitle: "Sie sind noch allein hier.",
  aloneText: "Sobald jemand hereinkommt, sehen Sie den Namen an dieser Stelle.",
  nobodyTitle: "Niemand gefunden",
  nobodyText: "In diesem Raum ist gerade niemand mit diesem Namen oder dieser Organisation.",
  failedTitle: "Die Liste konnte nicht geladen werden.",
  retry: "Erneut versuchen",
};
