/** The door: who comes in, as whom, and what is kept of it. */
export const door = {
  welcome: "Willkommen",
  enterAs: (name: string) => `Eintreten als ${name}`,
  you: "Ihr Ticket",
  continueAs: (name: string) => `Weiter als ${name}`,
  already: "Sie sind auf diesem Gerät schon angemeldet.",
  otherTicket: (name: string) =>
    `Auf diesem Gerät ist ${name} angemeldet. Mit Ihrem Ticket treten Sie stattdessen ein.`,
  notYou: "Nicht Sie? Abmelden",
  checking: "Ihr Ticket wird geprüft …",
  entering: "Sie treten ein …",
  enter: "Eintreten",
  roles: { participant: "Teilnahme", speaker: "Vortrag", moderator: "Moderation", operator: "Betrieb" },
  whenLabel: "Wann",
  organisersLabel: "Veranstalter",
  hours: (span: string) => `${span} Uhr`,
  eventTime: (zone: string) => `Zeiten der Veranstaltung (${zone})`,
  yourTime: (span: string) => `Bei Ihnen ${span} Uhr`,
  by: (organisers: string) => `Veranstaltet von ${organisers}`,
  openTitle: "Wie heißen Sie?",
  openHint: "Unter diesem Namen sehen Sie die anderen.",
  name: "Vor- und Nachname",
  org: "Organisation (freiwillig)",
  orgHint: "Zum Beispiel Ihr Jobcenter, Ihr Kreis oder Ihre Stadt.",
  nameMissing: "Bitte geben Sie Ihren Namen ein.",
  nameLong: (most: number) => `Der Name ist zu lang: höchstens ${most} Zeichen.`,
  orgLong: (most: number) => `Das ist zu lang: höchstens ${most} Zeichen.`,
  storedTitle: "Was gespeichert wird",
  storedWhat:
    "Ihr Name, Ihre Organisation und in welchem Raum Sie sind: sichtbar für alle, die teilnehmen. Ihre Nachrichten: sichtbar für alle, die in dem Raum sind oder später hineingehen. Was Sie am Info-Schalter fragen: sichtbar nur für das Team und gelöscht, sobald es erledigt ist.",
  storedMessages: (span: string) => `Nachrichten: ${span} gelöscht.`,
  storedNames: (span: string) => `Namen und Aufenthalt: ${span} gelöscht.`,
  storedJournal: (span: string) => `Protokoll der Moderation: ${span} gelöscht.`,
  afterHours: (hours: number) => {
    if (hours === 0) return "mit dem Ende der Veranstaltung";
    return hours === 1
      ? "eine Stunde nach dem Ende der Veranstaltung"
      : `${hours} Stunden nach dem Ende der Veranstaltung`;
  },
  afterDays: (days: number) =>
    days === 1 ? "einen Tag nach dem Ende der Veranstaltung" : `${days} Tage nach dem Ende der Veranstaltung`,
  storedCookie:
    "Ein technisch notwendiges Cookie hält Sie angemeldet. Es gibt keine Statistik, keine Werbung und keine Verbindung zu anderen Anbietern.",
  storedYours: "Ihre Daten können Sie jederzeit unter „Meine Daten“ ansehen und löschen.",
  rehearsal:
    "Das ist eine Probe der Veranstaltung, keine echte. Sie dauert wenige Minuten. Danach wird alles gelöscht, was hier geschehen ist.",
  demo: "Das ist eine Vorführung mit einem Beispiel. Was Sie schreiben, sehen alle, die sie geöffnet haben.",
  needTicketTitle: "Treten Sie mit Ihrem Einladungslink ein",
  needTicket:
    "Öffnen Sie den Link aus Ihrer Einladung. Er enthält Ihr persönliches Ticket, Sie brauchen kein Kennwort.",
  pasteLabel: "Oder fügen Sie den Link hier ein",
  pasteHint: "Der ganze Link aus der Einladung, mit allem nach dem #.",
  pasteAction: "Link prüfen",
  pasteWrong: "In diesem Text steckt kein Ticket. Bitte kopieren Sie den ganzen Link aus der Einladung.",
  help: "Sie kommen nicht weiter? Der Veranstalter hilft Ihnen. Wie Sie ihn erreichen, steht im",
  byName: "Mit Namen eintreten",
  again: "Noch einmal versuchen",
  offline: "Keine Verbindung. Bitte prüfen Sie Ihr Internet und versuchen Sie es noch einmal.",
  refused: {
    ticket_forged: {
      title: "Dieses Ticket können wir nicht lesen",
      body: "Vielleicht ist der Link beim Kopieren abgeschnitten worden. Öffnen Sie ihn am besten direkt aus der Einladung.",
    },
    ticket_expired: {
      title: "Ihr Ticket ist abgelaufen",
      body: "Bitte lassen Sie sich vom Veranstalter ein neues schicken.",
    },
    ticket_revoked: {
      title: "Ihr Ticket wurde zurückgezogen",
      body: "Vielleicht haben Sie inzwischen ein neues bekommen: Öffnen Sie dann den Link aus der neuesten Einladung.",
    },
    ticket_other_event: {
      title: "Dieses Ticket gehört zu einer anderen Veranstaltung",
      body: "Bitte öffnen Sie den Link aus der Einladung zu dieser Veranstaltung.",
    },
    ticket_needed: {
      title: "Hier brauchen Sie ein Ticket",
      body: "Öffnen Sie den Link aus Ihrer Einladung. Er enthält Ihr persönliches Ticket.",
    },
    name_needed: {
      title: "Es fehlt Ihr Name",
      body: "Bitte geben Sie Ihren Namen ein.",
    },
    name_too_long: {
      title: "Der Name ist zu lang",
      body: "Bitte geben Sie höchstens 80 Zeichen ein.",
    },
    name_bad: {
      title: "Der Name lässt sich nicht anzeigen",
      body: "Er enthält Zeichen, die sich nicht anzeigen lassen. Bitte tippen Sie ihn neu ein.",
    },
    shown_out: {
      title: "Das Team hat Sie hinausgebeten",
      body: "Wenn das ein Irrtum war, kann das Team Sie wieder einlassen. Versuchen Sie es danach noch einmal.",
    },
    pass_ended: {
      title: "Ihr Zugang wurde beendet",
      body: "Bitte öffnen Sie noch einmal den Link aus Ihrer Einladung.",
    },
    not_allowed: {
      title: "Das dürfen Sie hier nicht",
      body: "Dazu haben Sie keine Berechtigung. Bitte wenden Sie sich an die Organisation.",
    },
    too_many: {
      title: "Gerade kommen sehr viele",
      body: "Bitte warten Sie einen Moment und versuchen Sie es noch einmal.",
    },
    bad_request: {
      title: "Das hat nicht geklappt",
      body: "Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.",
    },
    store_unavailable: {
      title: "Die Veranstaltung ist gerade nicht zu erreichen",
      body: "Das liegt nicht an Ihnen. Bitte versuchen Sie es gleich noch einmal.",
    },
  },
  data: {
    title: "Meine Daten",
    intro: "Das alles ist über Sie gespeichert. Sie können es jederzeit löschen.",
    loading: "Ihre Daten werden geholt …",
    failed: "Ihre Daten konnten nicht geholt werden.",
    again: "Noch einmal versuchen",
    person: "Person",
    name: "Name",
    org: "Organisation",
    roles: "Rollen",
    none: "keine Angabe",
    room: "Raum",
    nowhere: "in keinem Raum",
    since: "Eingetreten",
    route: "Mein Tag",
    noRoute: "Sie haben keinen Platz und stehen auf keiner Warteliste.",
    places: { placed: "Platz", waiting: "Warteliste", offered: "Platz reserviert" },
    follow: "Mitnehmen, wenn eine Runde beginnt",
    follows: { always: "automatisch", ask: "erst fragen", never: "gar nicht" },
    messages: "Meine Nachrichten",
    noMessages: "Sie haben noch nichts geschrieben.",
    help: "Ihre offene Anfrage am Info-Schalter",
    moves: "Aufträge, die Sie bewegt haben",
    fates: {
      announced: "angekündigt",
      ordered: "unterwegs",
      arrived: "angekommen",
      already: "schon dort",
      offline: "vorgemerkt",
      full: "kein Platz",
      barred: "nicht möglich",
      declined: "abgelehnt",
      cancelled: "abgebrochen",
      returned: "zurückgebracht",
      elsewhere: "selbst weitergegangen",
      overtaken: "durch einen späteren Auftrag überholt",
    },
    journal: "Im Protokoll der Moderation",
    noJournal: "Dort steht nichts über Sie.",
    acts: {
      announce: "Durchsage",
      delete: "Nachricht gelöscht",
      let_in: "Wieder eingelassen",
      move: "In einen anderen Raum gebracht",
      revoke: "Ticket zurückgezogen",
      show_out: "Hinausgebeten",
      silence: "Stummgeschaltet",
      unsilence: "Stummschaltung aufgehoben",
    },
    act: (act: string, reason: string) => (reason === "" ? act : `${act}. Grund: ${reason}`),
    save: "Als Datei speichern",
    eraseTitle: "Alles löschen",
    eraseBody:
      "Ihr Name, Ihre Nachrichten und Ihr Aufenthalt werden sofort gelöscht, und Sie verlassen die Veranstaltung. Das lässt sich nicht rückgängig machen.",
    erase: "Meine Daten löschen",
    eraseSure: (messages: number) =>
      messages === 0
        ? "Ihre Daten jetzt löschen und die Veranstaltung verlassen?"
        : messages === 1
          ? "Ihre Daten mit einer Nachricht jetzt löschen und die Veranstaltung verlassen?"
          : `Ihre Daten mit ${messages} Nachrichten jetzt löschen und die Veranstaltung verlassen?`,
    eraseYes: "Ja, alles löschen",
    eraseNo: "Nein, behalten",
    eraseFailed: "Das Löschen hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
    notInside: "Treten Sie ein, um Ihre Daten zu sehen und zu löschen.",
    back: "Zurück zur Veranstaltung",
    toDoor: "Zum Eingang",
  },
};
