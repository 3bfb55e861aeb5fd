package dev.spillway.platform.signature;

import dev.spillway.platform.signature.Verdict.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Unisender Go: the body's member {@code auth} is the MD5 of the body in which the API key stands
 * in its place.
 *
 * <p>MD5 lets anybody who has seen a body continue it and know the new sum. What he cannot avoid is
 * to keep the old end, padding included, in the middle: so nothing may follow the JSON.
 *
 * @see <a href="https://godocs.unisender.ru/web-api-ref#callback-format">Callback format</a>
 */
record UnisenderGoScheme() implements SignatureScheme {

    private static final JsonFactory JSON = new JsonFactory();
    private static final RotatingCredential SECRET = new RotatingCredential("secret");
    private static final String AUTH = "auth";

    /**
     * Where the sum stands in a body.
     *
     * @param start of the text itself, behind its quote
     */
    private record Auth(int start, String sum) {}

    @Override
    public String name() {
        return "unisender-go";
    }

    @Override
    public Set<String> credentials() {
        return SECRET.names();
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
        return Set.of();
    }

    @Override
    public List<InvalidCredential> check(Credentials credentials) {
        return SECRET.check(credentials, SecretForm.TEXT::faultIn);
    }

    @Override
    public Verifier verifier(Credentials credentials, Tolerance tolerance) {
        InvalidCredential.throwIfAny(check(credentials));
        List<byte[]> keys =
                SECRET.values(credentials).stream().map(SecretForm.TEXT::decode).toList();
        return (request, _) -> verdict(request.body(), keys);
    }

    private static Verdict verdict(byte[] body, List<byte[]> keys) {
        Optional<Auth> auth = find(body);
        if (auth.isEmpty()) {
            return Verdict.refused(Reason.SIGNATURE_MISSING);
        }
        byte[] presented = Encoding.HEX.comparable(auth.get().sum());
        boolean matches = false;
        for (byte[] key : keys) {
            byte[] expected = sum(body, auth.get(), key).getBytes(StandardCharsets.ISO_8859_1);
            matches |= MessageDigest.isEqual(expected, presented);
        }
        return matches ? Verdict.VERIFIED : Verdict.refused(Reason.SIGNATURE_INVALID);
    }

    private static String sum(byte[] body, Auth auth, byte[] key) {
        MessageDigest md5 = md5();
        int end = auth.start() + auth.sum().length();
        md5.update(body, 0, auth.start());
        md5.update(key);
        md5.update(body, end, body.length - end);
        return HexFormat.of().formatHex(md5.digest());
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This JDK lacks MD5", impossible);
        }
    }

    /** Empty also when the body is not one JSON object, or not in UTF-8 as its bytes stand. */
    private static Optional<Auth> find(byte[] body) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Optional<Auth> found = Optional.empty();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isAuth = parser.currentName().equals(AUTH);
                if (parser.nextToken() == JsonToken.VALUE_STRING && isAuth) {
                    if (found.isPresent()) {
                        return Optional.empty();
                    }
                    int quote = (int) parser.currentTokenLocation().getByteOffset();
                    found = at(body, quote + 1, parser.getString());
                } else {
                    parser.skipChildren();
                }
            }
            return parser.nextToken() == null ? found : Optional.empty();
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /**
     * Only where its bytes are its characters, nothing escaped: else its place would be unknown.
     */
    private static Optional<Auth> at(byte[] body, int start, String sum) {
        boolean plain =
                start >= 1
                        && start + sum.length() <= body.length
                        && new String(body, start, sum.length(), StandardCharsets.ISO_8859_1)
                                .equals(sum);
        return plain ? Optional.of(new Auth(start, sum)) : Optional.empty();
    }

    @Override
    public Signer signer(Credentials credentials) {
        InvalidCredential.throwIfAny(check(credentials));
        byte[] key = SecretForm.TEXT.decode(SECRET.values(credentials).getFirst());
        return (request, _) -> {
            ObjectNode body = StrictJson.newObject();
            body.put(AUTH, "");
            StrictJson.demandObject(request.body())
                    .properties()
                    .forEach(member -> body.putIfAbsent(member.getKey(), member.getValue()));
            return Signature.inBody(signed(StrictJson.bytes(body), key), request);
        };
    }

    private static byte[] signed(byte[] body, byte[] key) {
        Auth place = find(body).orElseThrow();
        ByteArrayOutputStream signed = new ByteArrayOutputStream(body.length + 32);
        signed.write(body, 0, place.start());
        signed.writeBytes(sum(body, place, key).getBytes(StandardCharsets.ISO_8859_1));
        signed.write(body, place.start(), body.length - place.start());
        return signed.toByteArray();
    }
}
