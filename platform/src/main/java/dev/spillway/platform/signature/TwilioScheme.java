package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Twilio's: HMAC-SHA1 over the URL and the form's sorted fields. A body that is no form is hashed
 * into the URL, as {@code bodySHA256}, and only the URL is signed then. Whether the signed URL
 * names its port is inconsistent, so both are accepted, as Twilio's libraries do.
 */
record TwilioScheme() implements SignatureScheme {

    private static final String HEADER = "X-Twilio-Signature";
    private static final String IDEMPOTENCY_TOKEN = "I-Twilio-Idempotency-Token";
    private static final String BODY_HASH = "bodySHA256";
    private static final int MOST_VALUES = 4;

    private static final Template FORM = Template.parse("template", "{url}{params}");
    private static final Template HASHED = Template.parse("template", "{url}");
    private static final HmacKeys KEYS =
            new HmacKeys(HmacKeys.Algorithm.SHA1, Encoding.BASE64, SecretForm.TEXT);

    @Override
    public String name() {
        return KEYS.name();
    }

    @Override
    public Set<String> credentials() {
        return KEYS.credentials();
    }

    @Override
    public boolean timestamped() {
        return false;
    }

    @Override
    public boolean coversBody() {
        return true;
    }

    @Override
    public boolean symmetric() {
        return true;
    }

    @Override
    public Set<String> headers() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(HEADER, IDEMPOTENCY_TOKEN)));
    }

    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        return KEYS.check(credentials);
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        InvalidCredential.throwIfAny(check(credentials));
        SigningKeys.Check form = KEYS.checking(credentials, FORM);
        SigningKeys.Check hashed = KEYS.checking(credentials, HASHED);
        return (request, _) -> {
            List<String> signatures = signatures(request);
            if (signatures.isEmpty()) {
                return Verdict.refused(Reason.SIGNATURE_MISSING);
            }
            Optional<String> hash = QueryParameters.first(request, BODY_HASH);
            boolean genuine =
                    hash.isPresent()
                            ? isHashOf(hash.get(), request.body())
                                    && matches(hashed, request, signatures)
                            : matches(form, request, signatures);
            return genuine ? Verdict.VERIFIED : Verdict.refused(Reason.SIGNATURE_INVALID);
        };
    }

    private static List<String> signatures(SignedRequest request) {
        return request.headers().values(HEADER).stream()
                .filter(value -> !value.isBlank())
                .limit(MOST_VALUES)
                .toList();
    }

    private static boolean matches(
            SigningKeys.Check check, SignedRequest request, List<String> signatures) {
        boolean matches = false;
        for (String url : spellings(request.url())) {
            matches |= check.matches(message(request, url), signatures);
        }
        return matches;
    }

    private static boolean isHashOf(String hash, byte[] body) {
        return MessageDigest.isEqual(
                HexFormat.of().formatHex(Sha256.of(body)).getBytes(StandardCharsets.ISO_8859_1),
                hash.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The URL as it is, and with its port left out or the standard one put in. */
    private static List<String> spellings(String url) {
        int host = url.indexOf("://") + 3;
        int path = url.indexOf('/', host);
        if (host < 3 || path < 0) {
            return List.of(url);
        }
        int port = portIn(url, host, path);
        if (port >= 0) {
            return List.of(url, url.substring(0, port) + url.substring(path));
        }
        String standard = url.startsWith("https:") ? ":443" : ":80";
        return List.of(url, url.substring(0, path) + standard + url.substring(path));
    }

    /** Where the port's colon is, -1 for none: the colons of an IPv6 address stand in brackets. */
    private static int portIn(String url, int host, int path) {
        int bracket = url.lastIndexOf(']', path);
        return url.substring(0, path).indexOf(':', Math.max(host, bracket));
    }

    private static Message message(SignedRequest request, String url) {
        return new Message(
                new SignedRequest(request.method(), url, request.headers(), request.body()),
                "",
                "");
    }

    @Override
    public Signer signer(Credentials credentials) {
        InvalidCredential.throwIfAny(check(credentials));
        SigningKeys.Sign form = KEYS.signing(credentials, FORM);
        SigningKeys.Sign hashed = KEYS.signing(credentials, HASHED);
        return (SignedRequest request, Instant _) -> {
            boolean isHashed = QueryParameters.first(request, BODY_HASH).isPresent();
            String signature = (isHashed ? hashed : form).of(new Message(request, "", ""));
            return Signature.inHeaders(Map.of(HEADER, signature), request);
        };
    }

    /** The same in every attempt to deliver an event. */
    @Override
    public Optional<String> messageId(SignedRequest request) {
        return request.headers().first(IDEMPOTENCY_TOKEN).filter(token -> !token.isBlank());
    }
}
