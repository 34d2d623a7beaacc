export const house = {
  title: "Das Haus",
  total: (count: number, shown: string): string => (count === 1 ? "1 Person im Haus" : `${shown} Personen im Haus`),
  open: "Haus",
  close: "Haus schließen",
  rooms: "Räume",
  gathering: "Begegnung",
  workshops: "Workshops",
  now: "jetzt",
  here: "Sie sind hier",
  full: "voll",
  closed: "geschlossen",
  locked: "nicht für Ihre Einladung",
  people: (count: number): string => (count === 0 ? "niemand da" : count === 1 ? "1 Person" : `${count} Personen`),
  seats: "Plätzen besetzt",
  of: (taken: number, capacity: number): string => `${taken} von ${capacity}`,
  tables: (people: number, tables: number, free: number): string =>
    tables === 0
      ? `${free} Plätze an den Tischen frei`
      : `${people} ${people === 1 ? "Person" : "Personen"} an ${tables} ${tables === 1 ? "Tisch" : "Tischen"} · ${free} Plätze frei`,
  next: (time: string, title: string): string => `${time} ${title}`,
  empty: "Für diese Veranstaltung sind noch keine Räume eingerichtet.",
  stale: (time: string): string => `Stand ${time} Uhr, gerade ohne Verbindung`,
};
