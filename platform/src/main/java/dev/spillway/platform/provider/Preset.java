package dev.spillway.platform.provider;

import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.SignatureScheme;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Signer;
import dev.spillway.platform.signature.Verifier;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Spillway knows of one vendor. Immutable and thread-safe. */
public final class Preset {

    private Preset() {}

    public String id() {
        throw new UnsupportedOperationException();
    }

    public String name() {
        throw new UnsupportedOperationException();
    }

    public Category category() {
        throw new UnsupportedOperationException();
    }

    /** How it signs when no setting says otherwise. */
    public SignatureScheme scheme() {
        throw new UnsupportedOperationException();
    }

    public List<CredentialField> credentials() {
        throw new UnsupportedOperationException();
    }

    public List<SettingField> settings() {
        throw new UnsupportedOperationException();
    }

    /**
     * Steps for a person at the vendor's console; {@code {{ingestUrl}}} stands for the source's
     * URL.
     */
    public List<String> setup() {
        throw new UnsupportedOperationException();
    }

    /** The vendor's page on its webhooks. */
    public URI docs() {
        throw new UnsupportedOperationException();
    }

    public PresetResponse response() {
        throw new UnsupportedOperationException();
    }

    /**
     * Whether a request header is worth keeping with the webhook; none that authenticates by itself
     * is.
     */
    public boolean keepsHeader(String name) {
        throw new UnsupportedOperationException(name);
    }

    /**
     * Every credential and setting that a source cannot be made with; empty when {@link #bind} will
     * take them.
     */
    public List<PresetViolation> validate(Credentials credentials, Map<String, String> settings) {
        throw new UnsupportedOperationException();
    }

    /**
     * The check for one source, to be kept as long as its credentials and settings stay the same.
     *
     * @throws IllegalArgumentException when {@link #validate} finds anything
     */
    public Verifier bind(Credentials credentials, Map<String, String> settings) {
        throw new UnsupportedOperationException();
    }

    /** Signs as the vendor would: for test sends, demonstrations and benchmarks. */
    public Signer signer(Credentials credentials, Map<String, String> settings) {
        throw new UnsupportedOperationException();
    }

    /** How events are told apart when no setting says otherwise. */
    public EventIdentity identity() {
        throw new UnsupportedOperationException();
    }

    /**
     * How events are told apart in a source with these settings; kept like {@link #bind}'s
     * verifier.
     */
    public EventIdentity identity(Map<String, String> settings) {
        throw new UnsupportedOperationException();
    }

    /**
     * The vendor's own key of the event, at most {@link EventIdentity#MAX_KEY_LENGTH} characters;
     * never throws.
     */
    public Optional<String> eventKey(SignedRequest request) {
        return identity().eventKey(request);
    }
}
