package dev.spillway.platform.signature;

import dev.spillway.platform.signature.SignatureHeaders.Brand;
import dev.spillway.platform.signature.Template.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A signature scheme as data. {@code scheme} names the kind: {@code hmac}, {@code digest} (a plain
 * hash that begins with the secret), {@code ecdsa-p256}, {@code basic}, {@code bearer}, {@code
 * url-token}, {@code body-secret}, {@code twilio}, {@code none}. The first three take
 *
 * <ul>
 *   <li>{@code template}: what is signed, of <code>{body}</code>, <code>{timestamp}</code>, <code>
 *       {id}</code>, <code>{url}</code>, <code>{method}</code> and the rest of {@link
 *       Template.Variable};
 *   <li>{@code covers}: {@code url} where the vendor leaves the body unsigned;
 *   <li>{@code header}, {@code timestampHeader}, {@code idHeader}: where they stand; several names,
 *       separated by a space, are brands of the same and as many in each;
 *   <li>{@code separator}, {@code prefix}, {@code timestampPrefix}: the grammar of the signature
 *       header;
 *   <li>{@code timestampFormat}: {@code seconds}, {@code milliseconds}, {@code iso-8601}, {@code
 *       http-date}, {@code auto};
 * </ul>
 *
 * and {@code hmac} also {@code algorithm} ({@code sha1}, {@code sha256}, {@code sha512}), {@code
 * encoding} ({@code hex}, {@code base64}, {@code base64url}) and {@code secretForm} ({@code text},
 * {@code whsec}, {@code base64}, {@code hex}). {@code jwt} takes {@code algorithm}, {@code header},
 * whether a token has to say until when it counts, {@code end} ({@code optional}, {@code
 * required}), and what ties it to its request: {@code issuer}, {@code urlHashClaim}, {@code
 * payloadHashClaim} and {@code emptyBody} ({@code hashed}, {@code unhashed}).
 *
 * @param parameters flat, so that a source's settings can be laid over a preset's
 */
public record SchemeDefinition(Map<String, String> parameters) {

    public SchemeDefinition {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads the parameters.
     *
     * @throws InvalidSchemeException naming the first parameter that is missing, unknown or
     *     unusable
     */
    public SignatureScheme compile() {
        Parameters remaining = new Parameters(parameters);
        String kind = remaining.require("scheme");
        SignatureScheme scheme =
                switch (kind) {
                    case "hmac" -> message(remaining, hmac(remaining));
                    case "digest" -> message(remaining, new DigestKeys());
                    case "ecdsa-p256" ->
                            message(remaining, KeyPairs.inBase64(KeyPairAlgorithm.ECDSA_P256));
                    case "ed25519" ->
                            message(remaining, KeyPairs.inBase64(KeyPairAlgorithm.ED25519));
                    case "standard-webhooks" -> standardWebhooks(remaining);
                    case "postal" -> postal();
                    case "jwt" -> JwtScheme.of(remaining);
                    case "mailgun" -> new MailgunScheme();
                    case "adyen" -> new AdyenScheme();
                    case "sns" -> new SnsScheme();
                    case "unisender-go" -> new UnisenderGoScheme();
                    case "basic" -> new BasicScheme();
                    case "bearer" -> new BearerScheme();
                    case "url-token" -> UrlTokenScheme.of(remaining);
                    case "body-secret" -> BodySecretScheme.of(remaining);
                    case "twilio" -> new TwilioScheme();
                    case "none" -> new NoScheme();
                    default ->
                            throw new InvalidSchemeException(
                                    "scheme", "is not one that Spillway knows");
                };
        remaining.finish();
        return scheme;
    }

    private static SigningKeys hmac(Parameters parameters) {
        return new HmacKeys(
                parameters.choice("algorithm", HmacKeys.Algorithm.class),
                parameters.choice("encoding", Encoding.class),
                parameters.choice("secretForm", SecretForm.TEXT));
    }

    /** {@code v1} by a shared secret, {@code v1a} by a key pair, side by side in one header. */
    private static SignatureScheme standardWebhooks(Parameters parameters) {
        MessageScheme secret = message(parameters, hmac(parameters));
        MessageScheme keyPair = secret.with(KeyPairs.inBase64(KeyPairAlgorithm.ED25519), "v1a,");
        return new AnyOfScheme("standard-webhooks", List.of(secret, keyPair));
    }

    /** Servers since version 3 sign twice, older ones with SHA-1 only. */
    private static SignatureScheme postal() {
        return new AnyOfScheme(
                "rsa",
                List.of(
                        MessageScheme.ofBody(
                                "X-Postal-Signature-256",
                                KeyPairs.inBase64(KeyPairAlgorithm.RSA_SHA256)),
                        MessageScheme.ofBody(
                                "X-Postal-Signature",
                                KeyPairs.inBase64(KeyPairAlgorithm.RSA_SHA1))));
    }

    private static MessageScheme message(Parameters parameters, SigningKeys keys) {
        Template template = Template.parse("template", parameters.require("template"));
        SignatureHeaders headers =
                new SignatureHeaders(
                        brands(parameters),
                        parameters.text("separator"),
                        parameters.text("prefix"),
                        parameters.text("timestampPrefix"));
        demandWhatIsSigned(template, headers);
        demandCover(template, parameters.choice("covers", Cover.BODY));
        return new MessageScheme(
                headers,
                template,
                parameters.choice("timestampFormat", TimestampFormat.SECONDS),
                keys);
    }

    private static List<Brand> brands(Parameters parameters) {
        List<String> signatures = parameters.headers("header");
        if (signatures.isEmpty()) {
            throw new InvalidSchemeException("header", "is required");
        }
        List<String> timestamps = perBrand(parameters, "timestampHeader", signatures.size());
        List<String> ids = perBrand(parameters, "idHeader", signatures.size());
        List<Brand> brands = new ArrayList<>();
        for (int i = 0; i < signatures.size(); i++) {
            brands.add(new Brand(signatures.get(i), at(timestamps, i), at(ids, i)));
        }
        return List.copyOf(brands);
    }

    private static List<String> perBrand(Parameters parameters, String name, int brands) {
        List<String> names = parameters.headers(name);
        if (!names.isEmpty() && names.size() != brands) {
            throw new InvalidSchemeException(name, "names as many headers as header does");
        }
        return names;
    }

    private static @Nullable String at(List<String> names, int index) {
        return names.isEmpty() ? null : names.get(index);
    }

    /** A time that nothing signs would be checked in vain, since any forger sets it to now. */
    private static void demandWhatIsSigned(Template template, SignatureHeaders headers) {
        boolean signsTime = template.uses(Variable.TIMESTAMP);
        boolean hasTime =
                headers.brands().getFirst().timestamp() != null
                        || !headers.timestampPrefix().isEmpty();
        if (signsTime && !hasTime) {
            throw new InvalidSchemeException(
                    "timestampHeader", "is required, since the template signs {timestamp}");
        }
        if (hasTime && !signsTime) {
            throw new InvalidSchemeException(
                    "template", "leaves {timestamp} unsigned, so that anybody could set it");
        }
        if (template.uses(Variable.ID) && headers.brands().getFirst().id() == null) {
            throw new InvalidSchemeException(
                    "idHeader", "is required, since the template signs {id}");
        }
    }

    /** An unsigned body is the vendor's choice, never a slip of the entry's. */
    private static void demandCover(Template template, Cover cover) {
        if (cover == Cover.BODY && !template.coversBody()) {
            throw new InvalidSchemeException(
                    "template", "leaves {body} unsigned, so that anybody could change it");
        }
        if (cover == Cover.URL && (template.coversBody() || !template.coversUrl())) {
            throw new InvalidSchemeException("covers", "is not what the template signs");
        }
    }

    private enum Cover {
        BODY,
        URL
    }
}
