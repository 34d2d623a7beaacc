/** My day: the way through the rounds, how one is taken along, and the calendar. */
export const day = {
  title: "Mein Tag",
  programme: "Ganzes Programm",
  chosen: (chosen: number, rounds: number): string =>
    rounds === 1
      ? chosen === 1
        ? "Sie haben einen Platz."
        : "Sie haben noch keinen Platz."
      : `Sie haben für ${chosen} von ${rounds} Runden einen Platz.`,
  emptyTitle: "Noch nichts gewählt",
  emptyText: "Wählen Sie für jede Runde einen Workshop. Ändern können Sie das, solange Plätze frei sind.",
  nothingTitle: "Heute müssen Sie sich nirgends anmelden",
  nothingText: "Alles steht allen offen. Im Programm sehen Sie, was wann läuft.",
  now: "Jetzt",
  next: "Als Nächstes",
  past: "vorbei",
  pastParts: (count: number): string =>
    count === 1 ? "1 Programmpunkt ist vorbei" : `${count} Programmpunkte sind vorbei`,
  overTitle: "Der Tag ist zu Ende",
  overText: "Danke, dass Sie dabei waren. Die Räume bleiben noch offen.",
  was: "Ihr Platz war hier",
  wasNone: "Kein Platz gewählt",
  here: "Sie sind hier",
  go: "Hingehen",
  goTo: (title: string): string => `Hingehen: ${title}`,
  before: (before: string): string => `Geändert, vorher ${before}`,
  gap: "Noch nichts gewählt",
  gapFree: (count: number): string =>
    count === 1 ? "1 Workshop mit freien Plätzen" : `${count} Workshops mit freien Plätzen`,
  gapFull: "Alle Workshops sind ausgebucht. Auf den Wartelisten ist Platz.",
  gapBegun: "Alle Workshops sind ausgebucht und haben begonnen.",
  choose: "Workshop wählen",
  others: "Anderen Workshop wählen",
  hoped: (round: string): string => `Wartelisten und Angebote: ${round}`,

  follow: {
    title: "Wenn es weitergeht",
    intro: "Eine Runde beginnt, und Sie haben dort einen Platz. Wie möchten Sie hinkommen?",
    always: "Automatisch mitnehmen",
    alwaysText: "Ihr Raum wechselt von selbst. Was Sie gerade schreiben, bleibt erhalten.",
    ask: "Erst fragen",
    askText: "Sie bekommen einen Hinweis und entscheiden selbst.",
    never: "Gar nicht mitnehmen",
    neverText: "Sie bleiben, wo Sie sind, bis Sie selbst gehen oder der Raum schließt.",
    saved: "Gespeichert.",
  },

  calendar: {
    title: "In Ihren Kalender",
    intro: "Ihr Tag als Termine, mit Uhrzeit und Raum.",
    file: "Kalenderdatei laden",
    make: "Abo-Adresse anzeigen",
    makeText: "Mit einem Abo holt Ihr Kalender Änderungen von selbst.",
    link: "Abo-Adresse",
    linkHint: "Fügen Sie sie in Ihrem Kalender als Abonnement ein. Wer sie kennt, sieht Ihren Tag.",
    copy: "Kopieren",
    copied: "Kopiert.",
    notCopied: "Das Kopieren hat nicht geklappt. Bitte kopieren Sie die Adresse aus dem Feld.",
    failed: "Die Adresse ließ sich gerade nicht holen. Bitte versuchen Sie es noch einmal.",
  },
};
