/** Versions of the event file, for operators. */
export const versions = {
  title: "Fassungen der Veranstaltung",
  note: "Räume, Programm und Texte lassen sich ändern, während alle da sind. Niemand muss neu laden.",
  loading: "Die Fassungen werden geladen …",
  failed: "Die Fassungen konnten nicht geladen werden.",
  again: "Noch einmal",
  none: "Diese Veranstaltung hat noch keine veröffentlichte Fassung.",
  number: (number: string): string => `Fassung ${number}`,
  current: "gilt jetzt",
  sources: {
    start: "mit dem Start des Servers",
    command: "über die Kommandozeile",
    browser: "hier im Haus",
  },
  by: (name: string): string => `von ${name}`,
  back: (number: string): string => `bringt Fassung ${number} zurück`,
  download: (number: string): string => `Fassung ${number} herunterladen`,
  bringBack: "Zurückholen",
  bringBackOf: (number: string): string => `Fassung ${number} zurückholen`,
  publish: "Neue Fassung …",

  dialog: {
    title: "Neue Fassung veröffentlichen",
    titleBack: (number: string): string => `Fassung ${number} zurückholen`,
    close: "Schließen",
    file: "Datei wählen",
    fileHint: "Die Veranstaltungsdatei (TOML), höchstens 512 KB.",
    text: "Oder den Text einfügen",
    look: "Prüfen",
    lookAgain: "Noch einmal prüfen",
    publish: "Veröffentlichen",
    cancel: "Abbrechen",
    ready: "Fertig",
    done: (number: string): string => `Fassung ${number} gilt jetzt, für alle.`,
    overtaken: (number: string): string =>
      `Inzwischen gilt Fassung ${number}: Jemand anderes hat veröffentlicht. Bitte noch einmal prüfen.`,
    failed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
    tooLarge: "Die Datei ist größer als 512 KB.",
    unreadable: "Die Datei konnte nicht gelesen werden.",
    same: "Diese Fassung sagt dasselbe wie die, die gilt.",
    faults: (count: number): string =>
      count === 1 ? "Die Datei hat einen Fehler:" : `Die Datei hat ${String(count)} Fehler:`,
    faultsNote: "Es wurde nichts geändert.",
    line: (line: string): string => `Zeile ${line}`,
    whole: "Datei",
    found: "gefunden:",
    wanted: "richtig wäre:",
    changes: "Was anders ist",
    effects: "Was das für die Menschen bedeutet",
    noEffects: "Niemand muss den Raum wechseln, und kein Platz geht verloren.",
  },

  kinds: { event: "Veranstaltung", room: "Raum", slot: "Zeitblock", session: "Programmpunkt" },
  how: { added: "neu", removed: "entfällt", changed: "geändert" },
  field: (key: string, before: string, after: string): string => `${key}: ${before} → ${after}`,
  fieldOther: (key: string): string => `${key}: anderer Text`,
  nothing: "–",
  keys: {
    title: "Titel",
    subtitle: "Untertitel",
    description: "Beschreibung",
    capacity: "Plätze",
    room: "Raum",
    slot: "Zeitblock",
    starts: "Beginn",
    ends: "Ende",
    kind: "Art",
    successor: "Ausweichraum",
    topic: "Thema",
    organisers: "Veranstalter",
    languages: "Sprachen",
    accent: "Farbe",
    expected: "Erwartete",
    help: "Text der Information",
    parent: "gehört zu",
    number: "Nummer",
    copy_of: "Probe von",
    "legal.imprint": "Impressum",
    "legal.privacy": "Datenschutz",
    "legal.accessibility": "Barrierefreiheit",
    "retention.messages_hours": "Nachrichten bleiben gespeichert (Stunden)",
    "retention.names_hours": "Namen bleiben gespeichert (Stunden)",
    "retention.journal_hours": "Das Protokoll bleibt gespeichert (Stunden)",
    "chat.history": "Nachrichten, die ein Raum behält",
    "chat.max_length": "Längste Nachricht (Zeichen)",
    "chat.burst": "Nachrichten kurz hintereinander",
    "chat.per_second": "Nachrichten in der Sekunde",
  },
  roomKinds: { foyer: "Foyer", plenum: "Plenum", workshop: "Workshop", cafeteria: "Cafeteria", table: "Tisch" },
  /** Numbers come twice: as a number, and as it is written. */
  effects: {
    leave_room: (title: string, count: number, text: string): string =>
      `${title}: ${people(count, text)} in diesem Raum. Er entfällt; wer dort ist, geht dorthin, wo er hingehört.`,
    over_capacity: (title: string, _count: number, text: string, more: string): string =>
      `${title}: ${text} Plätze sind besetzt, künftig gibt es ${more}. Alle bleiben, niemand kommt dazu.`,
    places_gone: (title: string, count: number, text: string, more: string): string =>
      `${title}: ${people(count, text)} ohne den bisherigen Platz; vergeblich auf der Warteliste: ${more}.`,
    places_barred: (title: string, count: number, text: string): string =>
      `${title}: ${people(count, text)} ohne den bisherigen Platz, weil das Ticket den neuen Raum nicht öffnet.`,
    places_collide: (title: string, count: number, text: string): string =>
      `${title}: ${people(count, text)} ohne diesen Platz, weil im selben Zeitblock schon ein anderer da ist.`,
    places_queued: (title: string, count: number, text: string, more: string): string =>
      count === 0
        ? `${title}: zurückgezogene Angebote: ${more}. Wer eines hatte, wartet wieder.`
        : `${title}: ${people(count, text)} vom Platz an die Spitze der Warteliste; zurückgezogene Angebote: ${more}.`,
    places_over: (title: string, _count: number, text: string): string =>
      `${title}: läuft schon. Alle Plätze bleiben, ${text} mehr, als es gibt.`,
  },
};

function people(count: number, text: string): string {
  return count === 1 ? "1 Person" : `${text} Personen`;
}
