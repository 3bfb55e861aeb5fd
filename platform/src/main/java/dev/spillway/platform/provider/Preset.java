package dev.spillway.platform.provider;

import dev.spillway.platform.handshake.Handshake;
import dev.spillway.platform.handshake.Handshakes;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.InvalidSchemeException;
import dev.spillway.platform.signature.SignatureScheme;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Signer;
import dev.spillway.platform.signature.SnsTrust;
import dev.spillway.platform.signature.Tolerance;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Spillway knows of one vendor. Immutable and thread-safe. */
public final class Preset {

    private final PresetEntry entry;
    private final PresetSettings settings;
    private final Set<String> keptHeaders;
    private final EventIdentity identity;
    private final @Nullable Handshake handshake;
    private final PresetCredentials credentials;

    /**
     * @throws InvalidSchemeException when the scheme does not work
     * @throws IllegalArgumentException when credentials are not those of the scheme or handshake
     */
    Preset(PresetEntry entry) {
        this.entry = entry;
        this.settings = new PresetSettings(entry);
        this.keptHeaders = KeptHeaders.of(entry.keptHeaders(), headersOf(settings.schemes()));
        this.identity = identityUnder(scheme());
        String kind = entry.handshake();
        this.handshake = kind == null ? null : Handshakes.named(kind, scheme());
        this.credentials = new PresetCredentials(entry.credentials(), scheme(), handshake);
    }

    private static Set<String> headersOf(List<SignatureScheme> schemes) {
        return schemes.stream()
                .flatMap(scheme -> scheme.headers().stream())
                .collect(Collectors.toSet());
    }

    public String id() {
        return entry.id();
    }

    public String name() {
        return entry.name();
    }

    public Category category() {
        return entry.category();
    }

    /** How it signs when no setting says otherwise. */
    public SignatureScheme scheme() {
        return settings.standardScheme();
    }

    public List<CredentialField> credentials() {
        return entry.credentials();
    }

    public List<SettingField> settings() {
        return settings.fields();
    }

    /**
     * Steps for a person at the vendor's console; {@code {{ingestUrl}}} stands for the source's
     * URL.
     */
    public List<String> setup() {
        return entry.setup();
    }

    /** The vendor's page on its webhooks. */
    public URI docs() {
        return entry.docs();
    }

    /** What the vendor wants to hear. */
    public PresetResponse response() {
        return response(Map.of());
    }

    /**
     * What is answered for a source with these settings.
     *
     * @throws IllegalArgumentException when a setting is invalid
     */
    public PresetResponse response(Map<String, String> settings) {
        refuse(this.settings.validate(settings));
        return this.settings.response(settings);
    }

    /** What the vendor asks before it posts, or beside it. */
    public Optional<Handshake> handshake() {
        return Optional.ofNullable(handshake);
    }

    /**
     * Whether a source with these credentials has yet to learn its secret from the vendor: until
     * then it is pending and refuses webhooks.
     */
    public boolean awaitsSecret(Credentials credentials) {
        return this.credentials.areAwaited(credentials);
    }

    /**
     * Whether a request header is worth keeping with the webhook; none that authenticates by itself
     * is.
     */
    public boolean keepsHeader(String name) {
        return keptHeaders.contains(name);
    }

    /**
     * Every credential and setting that a source cannot be made with; empty when {@link #bind} will
     * take them.
     *
     * @param settings by name; numbers as decimal text
     */
    public List<PresetViolation> validate(Credentials credentials, Map<String, String> settings) {
        List<PresetViolation> found = new ArrayList<>(this.settings.validate(settings));
        SignatureScheme scheme = found.isEmpty() ? this.settings.scheme(settings) : scheme();
        found.addAll(this.credentials.validate(credentials, scheme));
        return List.copyOf(found);
    }

    /**
     * The check for one source, to be kept as long as its credentials and settings stay the same.
     *
     * @throws IllegalArgumentException when {@link #validate} finds anything
     */
    public Verifier bind(Credentials credentials, Map<String, String> settings) {
        return bind(credentials, settings, SnsTrust.none());
    }

    /**
     * Likewise; the trust is for a preset that is signed by certificates, which is {@linkplain
     * Verdict#UNDECIDED undecided} without.
     */
    public Verifier bind(Credentials credentials, Map<String, String> settings, SnsTrust trust) {
        refuse(validate(credentials, settings));
        return verifier(credentials, settings, this.settings.tolerance(settings), trust);
    }

    /**
     * Likewise, for requests whose age somebody else answers for: any timestamp will do.
     *
     * @throws IllegalArgumentException when {@link #validate} finds anything
     */
    public Verifier bindTimeless(
            Credentials credentials, Map<String, String> settings, SnsTrust trust) {
        refuse(validate(credentials, settings));
        return verifier(credentials, settings, Tolerance.unlimited(), trust);
    }

    private Verifier verifier(
            Credentials credentials,
            Map<String, String> settings,
            Tolerance tolerance,
            SnsTrust trust) {
        if (awaitsSecret(credentials)) {
            return (_, _) -> Verdict.refused(Verdict.Reason.SIGNATURE_INVALID);
        }
        Verifier verifier = this.settings.scheme(settings).verifier(credentials, tolerance, trust);
        return this.settings.addresses(settings).guard(verifier);
    }

    /**
     * Whether sources with either settings verify by the same scheme, so that credentials of the
     * one do for the other.
     */
    public static boolean verifiesAlike(Map<String, String> one, Map<String, String> other) {
        return PresetSettings.makeTheSameScheme(one, other);
    }

    /** Whether a source with these settings keeps the requests that it refuses. */
    public static boolean quarantines(Map<String, String> settings) {
        return PresetSettings.quarantines(settings);
    }

    /**
     * Signs as the vendor would: for test sends, demonstrations and benchmarks. Where the scheme is
     * not symmetric, the credentials hold {@link Credentials#PRIVATE_KEY}.
     *
     * @throws IllegalArgumentException when a setting is invalid or there is no usable key
     */
    public Signer signer(Credentials credentials, Map<String, String> settings) {
        refuse(this.settings.validate(settings));
        return this.settings.scheme(settings).signer(credentials);
    }

    private void refuse(List<PresetViolation> found) {
        if (!found.isEmpty()) {
            PresetViolation first = found.getFirst();
            throw new IllegalArgumentException(
                    "%s: %s %s".formatted(id(), first.field(), first.message()));
        }
    }

    /** How events are told apart when no setting says otherwise. */
    public EventIdentity identity() {
        return identity;
    }

    /**
     * How events are told apart in a source with these settings; to be kept like {@link #bind}'s
     * verifier.
     *
     * @throws IllegalArgumentException when a setting is invalid
     */
    public EventIdentity identity(Map<String, String> settings) {
        refuse(this.settings.validate(settings));
        return identityUnder(this.settings.scheme(settings));
    }

    private EventIdentity identityUnder(SignatureScheme scheme) {
        PresetEntry.Identity declared = entry.identity();
        if (declared.messageId()) {
            return identity(scheme::messageId, scheme.coversMessageId(), scheme);
        }
        if (!declared.pointers().isEmpty()) {
            return identity(new BodyKey(declared.pointers()), scheme.coversBody(), scheme);
        }
        return identity(_ -> Optional.empty(), scheme.coversBody(), scheme);
    }

    private EventIdentity identity(
            EventIdentity.KeySource key, boolean covered, SignatureScheme scheme) {
        return new EventIdentity(key, covered, scheme.coversBody(), entry.identity().horizon());
    }

    /**
     * The vendor's own key of the event, at most {@link EventIdentity#MAX_KEY_LENGTH} characters;
     * never throws.
     */
    public Optional<String> eventKey(SignedRequest request) {
        return identity().eventKey(request);
    }

    @Override
    public String toString() {
        return "Preset[" + id() + "]";
    }
}
