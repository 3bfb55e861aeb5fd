package dev.spillway.worker.normalise;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a reply of one word asks for. Carriers of the United States and Canada demand that these
 * words be obeyed, and SMS vendors obey them before the sender hears of it.
 *
 * @see <a href="https://help.twilio.com/articles/223134027">Twilio's list</a>
 * @see <a
 *     href="https://support.telnyx.com/en/articles/1270091-sms-opt-out-keywords-and-stop-words">Telnyx's
 *     list</a>
 */
final class SmsKeyword {

    private static final Set<String> STOP =
            Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE");
    private static final Set<String> START = Set.of("START", "UNSTOP");

    private SmsKeyword() {}

    /** {@code STOP} or {@code START}; empty when it is neither, and nothing but that word. */
    static Optional<String> in(Optional<String> reply) {
        return reply.map(text -> text.strip().toUpperCase(Locale.ROOT)).flatMap(SmsKeyword::of);
    }

    private static Optional<String> of(String word) {
        if (STOP.contains(word)) {
            return Optional.of("STOP");
        }
        return START.contains(word) ? Optional.of("START") : Optional.empty();
    }
}
