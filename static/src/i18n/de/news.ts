/** Another version of the event counts: what people are told of it. */
export const news = {
  title: "Das Programm wurde geändert",
  lost: (session: string): string => `Ihr Platz in „${session}“ ist entfallen.`,
  waiting: (session: string): string => `In „${session}“ gibt es weniger Plätze. Sie stehen auf der Warteliste vorn.`,
  added: (titles: string): string => `Neu: ${titles}`,
  gone: (titles: string): string => `Entfällt: ${titles}`,
  moved: (titles: string): string => `Andere Zeit oder anderer Raum: ${titles}`,
  rooms: (titles: string): string => `Neue Räume: ${titles}`,
  roomsGone: (titles: string): string => `Diese Räume gibt es nicht mehr: ${titles}`,
  quoted: (title: string): string => `„${title}“`,
  andMore: (titles: string, count: number): string => `${titles} und ${String(count)} mehr`,
  show: "Zum Programm",
  understood: "Verstanden",
};
