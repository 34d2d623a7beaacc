import { type cafeteria as de } from "../de/cafeteria";
import { type Like } from "../languages";

export const cafeteria: Like<typeof de> = {
  tables: "Tables",
  summary: (people, free) =>
    `${people === 1 ? "1 person sits" : `${people} people sit`} at the tables, ${free === 1 ? "1 seat is" : `${free} seats are`} free.`,
  table: (number) => `Table ${number}`,
  taken: (taken, seats) => (taken === 0 ? `${seats} seats free` : `${taken} of ${seats} taken`),
  sit: "Sit down",
  sitAt: (table) => `Sit down: ${table}`,
  sitting: "You sit here",
  full: "full",
  closed: "closed",
  company: "Find company",
  companyHint: "Seats you at a table where somebody sits already.",
  quiet: "Take a free table",
  noCompany: "Nobody sits at a table with a free seat at the moment. Take a free table: others will join you.",
  search: "Search topic or table number",
  clear: "Clear search",
  filter: "Which tables",
  all: "All",
  withPeople: "With people",
  withRoom: "With free seats",
  found: (count) => (count === 1 ? "1 table" : `${count} tables`),
  nothingTitle: "No table matches",
  nothingText: "Try another word, or show all tables.",
  showAll: "Show all tables",
  noTables: "There are no tables in this room. You can talk in the chat here.",
};
