/** The frame around all views: titles, language, theme, what went wrong, and the ways out. */
export const app = {
  loading: "Die Veranstaltung wird geladen …",
  entering: "Sie treten ein …",
  enteringSlowly: "Das dauert länger als sonst. Wir versuchen es weiter, Sie müssen nichts tun.",
  skip: "Zum Inhalt springen",
  mainLabel: "Inhalt",
  languageLabel: "Sprache",
  themeLabel: "Darstellung",
  themes: { auto: "Automatisch", light: "Hell", dark: "Dunkel" },
  close: "Schließen",
  legal: {
    label: "Rechtliches",
    imprint: "Impressum",
    privacy: "Datenschutz",
    accessibility: "Barrierefreiheit",
    back: "Zurück",
    empty: "Dazu hat die Veranstaltung keinen Text hinterlegt.",
  },
  titles: {
    door: "Eingang",
    programme: "Programm",
    moderation: "Moderation",
    operations: "Betrieb",
    privacy: "Meine Daten",
    nowhere: "Seite nicht gefunden",
    ended: "Verlassen",
  },
  unread: (count: number) => `(${count})`,
  nowhere: {
    title: "Diese Seite gibt es nicht",
    body: "Vielleicht ist die Adresse nicht vollständig. Im Foyer finden Sie alle Räume.",
    noRoom: "Diesen Raum gibt es bei dieser Veranstaltung nicht. Im Foyer finden Sie alle Räume.",
    action: "Zum Foyer",
  },
  forbidden: {
    title: "Dieser Bereich ist nicht für Sie freigeschaltet",
    body: "Er ist für das Team der Veranstaltung. Wenn Sie dazugehören, wenden Sie sich bitte an die Leitung.",
  },
  broken: {
    title: "Hier ist etwas schiefgegangen",
    body: "Die Seite konnte nicht angezeigt werden. Was Sie geschrieben haben, ist gesichert. Bitte laden Sie die Seite neu.",
    action: "Neu laden",
  },
  unreachable: {
    title: "Die Veranstaltung ist gerade nicht zu erreichen",
    body: "Bitte prüfen Sie Ihre Internetverbindung. Wir versuchen es weiter.",
    action: "Jetzt versuchen",
  },
  ended: {
    left: {
      title: "Bis bald!",
      body: "Sie haben die Veranstaltung verlassen. Ihr Platz ist frei.",
      action: "Wieder eintreten",
    },
    passEnded: {
      title: "Ihr Zugang wurde beendet",
      body: "Ihr Ticket wurde zurückgezogen, ist abgelaufen, oder das Team hat Sie hinausgebeten. Am Eingang steht, wie es weitergeht.",
      action: "Zum Eingang",
    },
    noPass: {
      title: "Bitte treten Sie noch einmal ein",
      body: "Ihr Zugang ist auf diesem Gerät nicht mehr gültig. Öffnen Sie dazu den Link aus Ihrer Einladung.",
      action: "Zum Eingang",
    },
    elsewhere: {
      title: "Die Veranstaltung ist in zu vielen Fenstern offen",
      body: "Dieses Fenster wurde geschlossen, weil Sie neuere geöffnet haben. Schließen Sie die anderen, wenn Sie hier weitermachen möchten.",
      action: "Hier weitermachen",
    },
    abuse: {
      title: "Die Verbindung wurde beendet",
      body: "Dieser Browser hat etwas gesendet, das die Veranstaltung nicht versteht. Meist hilft es, die Seite neu zu laden.",
      action: "Neu laden",
    },
    erased: {
      title: "Ihre Daten sind gelöscht",
      body: "Name, Nachrichten und Aufenthalt sind gelöscht. Sie können dieses Fenster schließen.",
      action: "Zum Eingang",
    },
    reason: (words: string): string => `Begründung des Teams: ${words}`,
    forget: "Von diesem Gerät abmelden",
  },
};
