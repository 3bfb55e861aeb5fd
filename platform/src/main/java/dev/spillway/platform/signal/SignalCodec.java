package dev.spillway.platform.signal;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Signals as JSON with a version in {@code v}. Stateless and thread-safe. */
public final class SignalCodec {

    /** The newest version this code reads, and the one it writes. */
    public static final int VERSION = 1;

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private SignalCodec() {}

    /** The text of an SQS message; JSON escapes what SQS would refuse. */
    public static String encode(Signal signal) {
        ObjectNode node = JSON.createObjectNode().put("v", VERSION);
        node.setAll((ObjectNode) JSON.valueToTree(signal));
        return JSON.writeValueAsString(node);
    }

    /**
     * The signal in a message.
     *
     * @throws UnsupportedSignalException if a newer writer made it, whether it is the version that
     *     says so or the kind: hand it back untouched
     * @throws MalformedSignalException if it is no signal
     */
    public static Signal decode(String message) {
        try {
            JsonNode node = JSON.readTree(message);
            int version = node.path("v").asInt(0);
            if (version > VERSION) {
                throw new UnsupportedSignalException("version " + version);
            }
            return JSON.treeToValue(node, Signal.class);
        } catch (InvalidTypeIdException e) {
            if (e.getTypeId() == null) {
                throw new MalformedSignalException(e);
            }
            throw new UnsupportedSignalException("a kind of its own");
        } catch (JacksonException e) {
            throw new MalformedSignalException(e);
        }
    }

    /** A signal of a newer version, or of a newer kind, than this reader knows. */
    public static final class UnsupportedSignalException extends RuntimeException {
        UnsupportedSignalException(String what) {
            super("signal of " + what + "; this reader knows versions up to " + VERSION);
        }
    }

    /** A message that is no signal. */
    public static final class MalformedSignalException extends RuntimeException {
        MalformedSignalException(JacksonException cause) {
            super("malformed signal: " + cause.getClass().getSimpleName());
        }
    }
}
