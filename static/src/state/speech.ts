import { type Me } from "../protocol";

/** What the moderators said about my right to speak. */
export interface SpeechWord {
  /** They gave it back; else they took it. */
  readonly may: boolean;
  /** Name of the moderator; empty: not told. */
  readonly by: string;
  readonly reason: string;
}

interface Known {
  readonly me: Me | null;
  readonly speech: SpeechWord | null;
}

interface News {
  readonly me: Me;
  readonly by?: string;
  readonly reason?: string;
}

/** The last word about my right to speak, after news of me; null where nothing is known of the right I have now. */
export function speechAfter({ me: before, speech }: Known, { me, by = "", reason = "" }: News): SpeechWord | null {
  const was = before?.silenced_until ?? null;
  const now = me.silenced_until;
  if (by === "" && reason === "") return was === now ? speech : null;
  if (now !== null) return { may: false, by, reason };
  return was === null ? speech : { may: true, by, reason };
}
