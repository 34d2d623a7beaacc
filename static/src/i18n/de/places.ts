const people = (count: number): string => (count === 1 ? "1 Person" : `${count} Personen`);

/** Places in sessions: how many there are, what I have, and what became of what I did. */
export const places = {
  taken: (taken: number, places: number): string => `${taken} von ${places} Plätzen vergeben`,
  registered: (taken: number): string => (taken === 1 ? "1 Person angemeldet" : `${taken} Personen angemeldet`),
  free: (count: number): string => (count === 1 ? "noch 1 Platz" : `noch ${count} Plätze`),
  full: "ausgebucht",
  waiting: (count: number): string => (count === 1 ? "1 Person wartet" : `${count} Personen warten`),
  inRoom: (count: number): string => (count === 0 ? "noch niemand da" : `${people(count)} da`),
  mine: "Ihr Platz",
  ahead: (count: number): string =>
    count === 0 ? "Warteliste: Sie sind als Nächstes dran" : `Warteliste: ${people(count)} vor Ihnen`,
  offered: "Platz für Sie reserviert",
  deeds: {
    take: "Platz nehmen",
    wait: "Auf die Warteliste",
    giveUp: "Platz abgeben",
    leave: "Warteliste verlassen",
    accept: "Platz annehmen",
    refuse: "Ablehnen",
    undo: "Rückgängig",
  },
  about: (deed: string, title: string): string => `${deed}: ${title}`,

  ask: {
    swapTitle: "Platz tauschen?",
    swap: (old: string, title: string): string =>
      `Zur selben Zeit haben Sie einen Platz in „${old}“. Sie geben ihn ab und bekommen dafür einen in „${title}“.`,
    swapWanted: (count: number): string =>
      `Auf den alten Platz ${count === 1 ? "wartet 1 Person" : `warten ${count} Personen`}. Zurücktauschen geht dann nicht mehr.`,
    swapYes: "Ja, tauschen",
    waitTitle: "Auf die Warteliste?",
    wait: (old: string, title: string): string =>
      `„${title}“ ist ausgebucht. Ihren Platz in „${old}“ behalten Sie, bis Sie hier einen bekommen. Dann geben Sie ihn ab.`,
    waitYes: "Ja, auf die Warteliste",
    giveUpTitle: "Platz abgeben?",
    giveUp: (title: string, count: number): string =>
      `Auf einen Platz in „${title}“ ${count === 1 ? "wartet 1 Person" : `warten ${count} Personen`}. Ihr Platz geht sofort weiter, Sie bekommen ihn nicht zurück.`,
    giveUpYes: "Ja, abgeben",
    leaveTitle: "Warteliste verlassen?",
    leave: (title: string, count: number): string =>
      `Hinter Ihnen ${count === 1 ? "wartet 1 Person" : `warten ${count} Personen`} auf „${title}“. Wenn Sie es sich anders überlegen, stehen Sie am Ende.`,
    leaveYes: "Ja, verlassen",
    keep: "Alles so lassen",
    close: "Schließen",
  },

  done: {
    placed: (title: string): string => `Sie haben einen Platz: ${title}`,
    swapped: (title: string, old: string): string => `Getauscht: ${title} statt ${old}`,
    waiting: (title: string): string => `Sie stehen auf der Warteliste: ${title}`,
    waitingText: (ahead: number): string =>
      `${ahead === 0 ? "Sie sind als Nächstes dran." : `${people(ahead)} ${ahead === 1 ? "ist" : "sind"} vor Ihnen dran.`} Wird ein Platz frei, sagen wir es Ihnen hier.`,
    kept: (old: string): string => `Bis dahin behalten Sie Ihren Platz in „${old}“.`,
    gaveUp: (title: string): string => `Platz abgegeben: ${title}`,
    left: (title: string): string => `Warteliste verlassen: ${title}`,
    refused: (title: string): string => `Platz abgelehnt: ${title}`,
    refusedText: "Er geht an die nächste Person auf der Warteliste.",
    failed: (title: string): string => `Das hat nicht geklappt: ${title}`,
    close: "Schließen",
  },

  offer: {
    title: (title: string): string => `Ein Platz ist frei: ${title}`,
    text: (span: string, room: string): string => `${span} Uhr, ${room}.`,
    until: "Für Sie reserviert, noch",
    instead: (old: string): string => `Nehmen Sie an, wird Ihr Platz in „${old}“ frei.`,
    more: (count: number): string => (count === 1 ? "1 weiteres Angebot wartet." : `${count} weitere Angebote warten.`),
    said: (title: string, time: string): string =>
      `Ein Platz ist frei: ${title}. Er ist bis ${time} Uhr für Sie reserviert. Annehmen oder ablehnen können Sie am Anfang des Inhalts.`,
    soon: (title: string): string => `Noch 30 Sekunden, um den Platz anzunehmen: ${title}.`,
    lapsed: (title: string): string => `Der Platz ist nicht mehr für Sie reserviert: ${title}`,
    lapsedText: "Die Zeit ist abgelaufen. Der Platz ging an die nächste Person auf der Warteliste.",
    lapsedFree: "Die Zeit ist abgelaufen. Es ist aber noch ein Platz frei.",
    lapsedBegun: "Es hat schon begonnen.",
    lapsedBegunFree: "Es hat schon begonnen. Es ist aber noch ein Platz frei.",
    again: "Wieder auf die Warteliste",
    close: "Schließen",
  },

  ended: {
    begun: {
      title: (title: string): string => `Die Warteliste ist zu Ende: ${title}`,
      text: "Es hat begonnen, und kein Platz ist frei geworden.",
    },
    withdrawn: {
      title: (title: string): string => `Der Platz ist nicht mehr für Sie reserviert: ${title}`,
      text: "Dort gibt es jetzt weniger Plätze. Sie stehen wieder auf der Warteliste.",
    },
    understood: "Verstanden",
  },

  begin: {
    title: (title: string): string => `Ihr Workshop: ${title}`,
    soon: (time: string): string => `Er beginnt um ${time} Uhr.`,
    begun: (time: string): string => `Er hat um ${time} Uhr begonnen.`,
    go: (room: string): string => `Hingehen: ${room}`,
    stay: "Hier bleiben",
  },

  changed: {
    title: "Ihr Tag hat sich geändert",
    gone: (title: string): string => `„${title}“ entfällt.`,
    moved: (title: string, now: string, before: string): string => `„${title}“: jetzt ${now}, vorher ${before}.`,
    when: (span: string, room: string): string => `${span} Uhr, ${room}`,
    show: "Mein Tag",
    understood: "Verstanden",
  },

  card: {
    title: "Mein Tag",
    open: "Mein Tag öffnen",
    next: (time: string): string => `Ihr nächster Platz, ${time} Uhr`,
    now: "Ihr Platz, läuft gerade",
    chosen: (chosen: number, rounds: number): string =>
      rounds === 1
        ? chosen === 1
          ? "1 Runde gewählt"
          : "1 Runde, noch nichts gewählt"
        : `${chosen} von ${rounds} Runden gewählt`,
    over: "Für heute ist nichts mehr zu wählen.",
    gap: (round: string): string => `Noch nichts gewählt: ${round}`,
    gapFree: (count: number): string =>
      count === 1 ? "1 Workshop mit freien Plätzen" : `${count} Workshops mit freien Plätzen`,
    choose: "Jetzt wählen",
    waitingFor: (count: number): string => (count === 1 ? "1 Warteliste" : `${count} Wartelisten`),
    yours: "Ihr Workshop",
    others: (count: number): string => (count === 1 ? "1 anderer Workshop" : `${count} andere Workshops`),
  },
};
