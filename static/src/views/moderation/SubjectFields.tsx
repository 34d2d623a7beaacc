import { useVenue } from "../../app/context";
import { Segments } from "../../components/Switches";
import { useFormats, useTexts } from "../../i18n";
import { type Draft, type ModerationDesk, type Subject } from "./desk";
import { RoomSelect } from "./RoomSelect";
import { moderationTexts } from "./texts";

interface Props {
  desk: ModerationDesk;
  draft: Draft;
  onDraft: (draft: Draft) => void;
}

/** Whom an order is about: those who are named, a whole room, or everybody. */
export function SubjectFields({ desk, draft, onDraft }: Props) {
  const venue = useVenue();
  const text = useTexts(moderationTexts).move;
  const formats = useFormats();
  const { subject } = draft;
  const named = subject.kind === "people" ? subject.ids : [...desk.selection.value.chosen];
  const kinds: Subject["kind"][] = named.length > 0 ? ["people", "room", "everyone"] : ["room", "everyone"];
  const choose = (kind: Subject["kind"]) => {
    if (kind === subject.kind) return;
    const next: Readonly<Record<Subject["kind"], Subject>> = {
      people: { kind: "people", ids: named },
      room: { kind: "room", room: "" },
      everyone: { kind: "everyone" },
    };
    onDraft({ ...draft, subject: next[kind] });
  };
  const total = venue.house.value.total;
  return (
    <fieldset class="subject">
      <legend>{text.who}</legend>
      <Segments
        label={text.who}
        chosen={subject.kind}
        onChoose={choose}
        choices={kinds.map((id) => ({ id, label: text.kinds[id] }))}
      />
      {subject.kind === "people" && (
        <p class="subject-who">
          <bdi class="said">
            {named.length === 1
              ? (desk.directory.known.value.get(named[0] ?? "")?.person.name ?? text.selection(1, formats.number(1)))
              : text.selection(named.length, formats.number(named.length))}
          </bdi>
        </p>
      )}
      {subject.kind === "room" && (
        <RoomSelect
          label={text.whoRoom}
          hint={text.whoRoomHint}
          value={subject.room}
          onValue={(room) => onDraft({ ...draft, subject: { kind: "room", room } })}
          without={draft.to}
        />
      )}
      {subject.kind === "everyone" && <p class="subject-who">{text.everyone(formats.number(total))}</p>}
    </fieldset>
  );
}
