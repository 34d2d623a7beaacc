/** Asking at the info desk: the dialog, the sign in the bar, and what is said when something comes of it. */
export const help = {
  title: "Info-Schalter",
  ask: "Hilfe holen",
  label: "Wobei können wir helfen?",
  hint: "Ein Satz genügt. Nur das Team liest ihn, und er wird gelöscht, sobald Ihre Anfrage erledigt ist.",
  room: (room: string): string => `Sie sind hier: ${room}. Das Team sieht das.`,
  left: (count: string): string => `noch ${count} Zeichen`,
  empty: "Bitte schreiben Sie kurz, worum es geht.",
  send: "Um Hilfe bitten",
  save: "Ändern",
  cancel: "Abbrechen",
  edit: "Text ändern",
  withdraw: "Zurückziehen",
  again: "Noch etwas fragen",
  yours: "Ihre Anfrage",
  number: (number: string): string => `Anfrage Nr. ${number}`,
  lost: "Der Text Ihrer Anfrage ist nicht mehr gespeichert. Sie können ihn neu schreiben.",
  next: "Sie sind als Nächstes dran.",
  ahead: (count: number, text: string): string =>
    count === 1 ? "1 Person ist vor Ihnen dran." : `${text} Personen sind vor Ihnen dran.`,
  waitingSince: (minutes: number): string =>
    minutes < 1
      ? "Sie haben gerade eben gefragt."
      : minutes === 1
        ? "Sie warten seit 1 Minute."
        : `Sie warten seit ${minutes} Minuten.`,
  stay: "Sie können überall hingehen: Ihr Platz in der Reihe bleibt.",
  takenBy: (name: string): string => `${name} kümmert sich um Sie.`,
  takenBySomebody: "Jemand vom Team kümmert sich um Sie.",
  role: (name: string, role: string): string => `${name} (${role})`,
  roles: { operator: "Team", moderator: "Moderation" },
  takenText: "Vielleicht kommt gleich jemand zu Ihnen in den Raum, oder Sie werden abgeholt.",
  closedTitle: "Ihre Anfrage ist erledigt",
  closed: {
    solved: "Das Team hat sie als gelöst abgeschlossen.",
    moved: "Sie wurden dorthin gebracht, wo es weitergeht.",
    gone: "Das Team konnte Sie nicht erreichen.",
    duplicate: "Sie war schon einmal gestellt.",
    other: "Das Team hat sie abgeschlossen.",
  },
  missed: "Sie wurde abgeschlossen, während Sie nicht verbunden waren.",
  notHelped: "Nicht geholfen? Dann fragen Sie einfach noch einmal.",
  dismiss: "Schließen",
  sign: {
    waiting: (place: string): string => `Hilfe: Platz ${place}`,
    taken: "Hilfe kommt",
    closed: "Hilfe: erledigt",
  },
  /** The same where there is little room: a part of it, word for word. */
  short: {
    waiting: (place: string): string => `Platz ${place}`,
    taken: (): string => "kommt",
    closed: (): string => "erledigt",
  },
  desk: "Info-Schalter",
  deskShort: "Schalter",
  waiting: (count: number): string => (count === 1 ? "1 Anfrage wartet" : `${count} Anfragen warten`),
};
