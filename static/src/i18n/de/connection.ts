/** How the venue is reached: said honestly, and what still works. */
export const connection = {
  connecting: "verbindet …",
  connected: "verbunden",
  reconnecting: "verbindet neu …",
  offline: "offline",
  troubled: "gestört",
  explainReconnecting:
    "Die Verbindung ist unterbrochen und wird wiederhergestellt. Sie können weiterlesen und schreiben: Was Sie schreiben, wird gesendet, sobald die Verbindung steht.",
  explainOffline:
    "Ihr Gerät ist nicht mit dem Internet verbunden. Sie können weiterlesen und schreiben: Was Sie schreiben, wird gesendet, sobald die Verbindung steht.",
  explainTroubled:
    "Die Veranstaltung kann gerade nichts speichern. Sie können weiterlesen; was Sie schreiben, wartet und wird gleich gesendet.",
  back: "Die Verbindung steht wieder.",
  lost: "Die Verbindung ist unterbrochen.",
};
