/** The operators' board. Numbers come twice where a plural depends on them: as a number, and as it is written. */
export const operations = {
  title: "Betrieb",
  measuredAt: (age: string): string => `gemessen ${age}`,
  waiting: "Auf die erste Messung wird gewartet …",

  alarms: {
    title: "Alarme",
    none: "Alles in Ordnung",
    noneText: (nodes: number, text: string): string =>
      nodes === 1
        ? "Der Knoten und der Speicher antworten, kein Raum ist voll."
        : `Alle ${text} Knoten und der Speicher antworten, kein Raum ist voll.`,
    unknown: "Noch keine Messung",
    count: (count: number): string => (count === 1 ? "1 Alarm" : `${count} Alarme`),
    forget: "Verstanden",
    kinds: {
      link: (_subject: string, value: string): string =>
        `Dieser Browser hat keine Verbindung. Alle Zahlen sind von ${value} Uhr.`,
      store: (): string =>
        "Der Speicher (Redis) antwortet nicht. Lesen geht weiter, Befehle warten. Niemand wird hinausgeworfen.",
      silent: (_subject: string, value: string): string => `Seit ${value} ist keine Messung gekommen.`,
      node_gone: (subject: string, value: string): string =>
        `Knoten ${subject} ist weg, zuletzt gehört vor ${value}. Seine Leute kommen über andere Knoten wieder.`,
      node_late: (subject: string, value: string): string =>
        `Knoten ${subject} hat sich seit ${value} nicht gemeldet. Nach 6 s gilt er als ausgefallen.`,
      loop_lag: (subject: string, value: string): string => `Knoten ${subject} hängt: ${value} Verzug.`,
      store_trip: (subject: string, value: string): string => `Knoten ${subject} wartet ${value} auf den Speicher.`,
      bus_lag: (subject: string, value: string): string =>
        `Knoten ${subject} hört Neues aus dem Speicher erst nach ${value}.`,
      refusals: (subject: string, value: string): string => `Knoten ${subject} lehnt ${value} Befehle pro Sekunde ab.`,
      round_trip: (_subject: string, value: string): string => `Die Antwortzeit dieses Browsers ist ${value}.`,
      room_full: (subject: string, value: string, of: string): string =>
        `${subject} ist voll: ${value} von ${of} Plätzen.`,
      room_filling: (subject: string, value: string, of: string): string =>
        `${subject} ist fast voll: ${value} von ${of} Plätzen.`,
    },
  },

  figures: {
    title: "Das Haus in Zahlen",
    present: "Anwesend",
    changed: (age: string): string => `letzte Änderung ${age}`,
    tickets: (text: string): string => `von ${text} Tickets`,
    held: "Plätze gehalten",
    heldNote: "für Menschen ohne Verbindung",
    connections: "Verbindungen",
    nodes: (count: number, text: string): string => (count === 1 ? "auf 1 Knoten" : `auf ${text} Knoten`),
    deliveries: "Zustellungen",
    perSecond: (text: string): string => `${text}/s`,
    commands: (text: string): string => `${text} Befehle/s`,
    roundTrip: "Antwortzeit",
    roundTripNote: "dieses Browsers",
    milliseconds: (text: string): string => `${text}\u00a0ms`,
    store: "Speicher",
    storeNote: (version: string): string => `Redis ${version}`,
    storeDown: "gestört",
    unknown: "–",
    joined: (one: string, other: string): string => `${one} · ${other}`,
    presentTrend: (from: string, to: string): string => `Anwesende im Verlauf, zuletzt ${to}, vorher ${from}`,
    deliveriesTrend: (to: string): string => `Zustellungen im Verlauf, zuletzt ${to} pro Sekunde`,
  },

  trend: {
    title: "Anwesende im Verlauf",
    since: (time: string): string => `seit ${time} Uhr, alle 10 s ein Punkt`,
    most: (text: string): string => `höchstens ${text}`,
    least: (text: string): string => `mindestens ${text}`,
    soon: "Der Verlauf beginnt, sobald diese Seite eine Weile offen ist.",
  },

  rooms: {
    title: "Räume",
    note: "Dieselben Zahlen, die auch die Teilnehmenden sehen.",
    caption: "Räume mit Anwesenden, Plätzen und Verlauf",
    columns: { name: "Raum", present: "Anwesend", share: "Auslastung", trend: "Verlauf" },
    of: (taken: string, capacity: string): string => `${taken} von ${capacity}`,
    unbounded: "ohne Grenze",
    tables: "Tische einzeln zeigen",
    trend: (name: string, to: string): string => `${name} im Verlauf, zuletzt ${to}`,
  },

  nodes: {
    title: "Knoten",
    none: "Kein Knoten hat sich gemeldet.",
    age: (age: string): string => `gemeldet ${age}`,
    started: (time: string): string => `läuft seit ${time} Uhr`,
    fields: {
      connections: "Verbindungen",
      people: "Personen",
      deliveries: "Zustellungen",
      commands: "Befehle",
      refusals: "Ablehnungen",
      loop_lag: "Loop-Verzug",
      store_trip: "Redis-Umlauf",
      bus_lag: "Bus-Verzug",
      memory: "Arbeitsspeicher",
    },
  },

  people: {
    title: "Wer ist wo?",
    caption: "Personen mit Raum, Zustand und Verbindungen",
    columns: { name: "Name und Organisation", room: "Raum", state: "Zustand", connections: "Verbindungen" },
  },
};
