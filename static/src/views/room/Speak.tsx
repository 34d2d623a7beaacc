import { useVenue } from "../../app/context";
import { Button } from "../../components/Button";
import { Composer } from "../../components/Composer";
import { Notice } from "../../components/Notice";
import { localised, useFormats, useText } from "../../i18n";

/** Where I write; or why I cannot; and what I wrote elsewhere that came back. */
export function Speak() {
  const venue = useVenue();
  const words = useText("chat");
  const formats = useFormats();
  const room = venue.room.value;
  const until = venue.silenced.value;
  const returned = venue.outgoing.value.filter((message) => message.state === "returned");
  return (
    <div class="speak">
      {returned.map((message) => (
        <div class="chat-notice" key={message.ref}>
          <Notice
            tone="warn"
            role="status"
            title={words.returnedTitle}
            actions={
              <>
                <Button small onClick={() => venue.takeBack(message.ref)}>
                  {words.takeBack}
                </Button>
                <Button small look="quiet" onClick={() => venue.discard(message.ref)}>
                  {words.discard}
                </Button>
              </>
            }
          >
            <p class="said lines-3" dir="auto">
              {message.text}
            </p>
          </Notice>
        </div>
      ))}
      {until === null ? (
        <Composer
          room={localised(room?.title)}
          draft={venue.draft.value}
          onDraft={(draft) => venue.write(draft)}
          onSend={(text) => venue.say(text)}
          maxLength={venue.info.value.max_length}
          hint={venue.link.value.state === "connected" ? undefined : words.offlineHint}
          words={words}
        />
      ) : (
        <div class="chat-notice">
          <Notice tone="warn" icon="mute" title={words.silenced}>
            {until === 0 ? words.silencedOpen : words.silencedUntil(formats.clock(until))}
          </Notice>
        </div>
      )}
    </div>
  );
}
