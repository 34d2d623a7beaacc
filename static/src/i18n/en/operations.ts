import { type operations as german } from "../de/operations";
import { type Like } from "../languages";

export const operations: Like<typeof german> = {
  title: "Operations",
  measuredAt: (age) => `measured ${age}`,
  waiting: "Waiting for the first measurement …",

  alarms: {
    title: "Alarms",
    none: "All is well",
    noneText: (nodes, text) =>
      nodes === 1
        ? "The node and the store answer, no room is full."
        : `All ${text} nodes and the store answer, no room is full.`,
    unknown: "No measurement yet",
    count: (count) => (count === 1 ? "1 alarm" : `${count} alarms`),
    forget: "Got it",
    kinds: {
      link: (_subject, value) => `This browser has no connection. All numbers are of ${value}.`,
      store: () => "The store (Redis) does not answer. Reading goes on, commands wait. Nobody is thrown out.",
      silent: (_subject, value) => `No measurement has come for ${value}.`,
      node_gone: (subject, value) =>
        `Node ${subject} is gone, last heard of ${value} ago. Its people come back through other nodes.`,
      node_late: (subject, value) =>
        `Node ${subject} has not been heard of for ${value}. After 6 s it counts as failed.`,
      loop_lag: (subject, value) => `Node ${subject} is stuck: ${value} behind.`,
      store_trip: (subject, value) => `Node ${subject} waits ${value} for the store.`,
      bus_lag: (subject, value) => `Node ${subject} hears news from the store only after ${value}.`,
      refusals: (subject, value) => `Node ${subject} refuses ${value} commands per second.`,
      round_trip: (_subject, value) => `The round trip of this browser takes ${value}.`,
      room_full: (subject, value, of) => `${subject} is full: ${value} of ${of} seats.`,
      room_filling: (subject, value, of) => `${subject} is nearly full: ${value} of ${of} seats.`,
    },
  },

  figures: {
    title: "The house in numbers",
    present: "Present",
    changed: (age) => `last change ${age}`,
    tickets: (text) => `of ${text} tickets`,
    held: "Seats held",
    heldNote: "for people without a connection",
    connections: "Connections",
    nodes: (count, text) => (count === 1 ? "on 1 node" : `on ${text} nodes`),
    deliveries: "Deliveries",
    perSecond: (text) => `${text}/s`,
    commands: (text) => `${text} commands/s`,
    roundTrip: "Round trip",
    roundTripNote: "of this browser",
    milliseconds: (text) => `${text}\u00a0ms`,
    store: "Store",
    storeNote: (version) => `Redis ${version}`,
    storeDown: "down",
    unknown: "–",
    joined: (one, other) => `${one} · ${other}`,
    presentTrend: (from, to) => `People present over time, now ${to}, before ${from}`,
    deliveriesTrend: (to) => `Deliveries over time, now ${to} per second`,
  },

  trend: {
    title: "People present over time",
    since: (time) => `since ${time}, one point every 10 s`,
    most: (text) => `at most ${text}`,
    least: (text) => `at least ${text}`,
    soon: "The line begins when this page has been open for a while.",
  },

  rooms: {
    title: "Rooms",
    note: "The same numbers that participants see.",
    caption: "Rooms with people present, seats and trend",
    columns: { name: "Room", present: "Present", share: "Usage", trend: "Trend" },
    of: (taken, capacity) => `${taken} of ${capacity}`,
    unbounded: "no limit",
    tables: "Show each table",
    trend: (name, to) => `${name} over time, now ${to}`,
  },

  nodes: {
    title: "Nodes",
    none: "No node has been heard of.",
    age: (age) => `heard of ${age}`,
    started: (time) => `running since ${time}`,
    fields: {
      connections: "Connections",
      people: "People",
      deliveries: "Deliveries",
      commands: "Commands",
      refusals: "Refusals",
      loop_lag: "Loop lag",
      store_trip: "Redis round trip",
      bus_lag: "Bus lag",
      memory: "Memory",
    },
  },

  people: {
    title: "Who is where?",
    caption: "People with room, state and connections",
    columns: { name: "Name and organisation", room: "Room", state: "State", connections: "Connections" },
  },
};
