import { type Me, type Member } from "../../protocol";

/**
 * Whether I may keep order about this person, as the venue decides it (`outranks` in its model): never about myself,
 * nobody about operators, moderators not about each other. Deeds that would be refused are not offered.
 */
export function outranks(me: Me | null, other: Member): boolean {
  const theirs = other.roles ?? [];
  if (!me || me.person.id === other.id || theirs.includes("operator")) return false;
  return me.person.roles?.includes("operator") === true || !theirs.includes("moderator");
}
