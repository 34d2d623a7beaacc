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
  const speech = venue.speech.value;
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
      {until === null && speech?.may && (
        <div class="chat-notice">
          <Notice
            tone="good"
            role="status"
            title={words.mayWrite}
            dismiss={words.mayWriteClose}
            onDismiss={() => venue.dismissSpeech()}
          >
            <Why
              by={speech.by && words.mayWriteBy(speech.by)}
              reason={speech.reason && words.silencedWhy(speech.reason)}
            />
          </Notice>
        </div>
      )}
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
          <Notice tone="warn" icon="mute" role="status" title={words.silenced}>
            <p>{until === 0 ? words.silencedOpen : words.silencedUntil(formats.clock(until))}</p>
            {speech && !speech.may && (
              <Why
                by={speech.by && words.silencedBy(speech.by)}
                reason={speech.reason && words.silencedWhy(speech.reason)}
              />
            )}
          </Notice>
        </div>
      )}
    </div>
  );
}

/** Who decided about my right to speak, and what they said to it. */
function Why({ by, reason }: { by: string; reason: string }) {
  return (
    <>
      {by && (
        <p class="said" dir="auto">
          {by}
        </p>
      )}
      {reason && (
        <p class="said" dir="auto">
          {reason}
        </p>
      )}
    </>
  );
}
