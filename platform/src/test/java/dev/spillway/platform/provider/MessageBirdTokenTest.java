package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code MessageBird-Signature-JWT}, whose rules are those of {@code signature_jwt} in
 * messagebird/go-rest-api. The library for Java that is published knows nothing of it, so Nimbus
 * signs.
 */
class MessageBirdTokenTest {

    private static final String HEADER = "MessageBird-Signature-JWT";
    private static final String SECRET = "2NvFnMZDVgOGLjiX3Xg4vLbDxRqLVtUY";
    private static final Map<String, String> TOKENS = Map.of("version", "messagebird-jwt");
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String URL = "https://in.spillway.example/in/key?status=sent&id=1";
    private static final String BODY = "{\"status\":\"delivered\",\"née\":\"é\"}";
    private static final Verdict INVALID = Verdict.refused(Reason.SIGNATURE_INVALID);
    private static final Verdict UNTIMELY = Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE);

    private final Preset bird = PresetCatalogue.standard().find("bird").orElseThrow();

    @Test
    void tokenProvesItsRequest() throws JOSEException {
        assertThat(verdict(claims().build())).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(delivery(new MACSigner("another " + SECRET), claims().build())))
                .isEqualTo(INVALID);
        assertThat(verdict(delivery(claims().build()).alterBody())).isEqualTo(INVALID);
        assertThat(verdict(delivery(claims().build()).body(new byte[0]))).isEqualTo(INVALID);
        assertThat(verdict(Delivery.of(BODY).url(URL)))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
    }

    @Test
    void urlIsProvedInAllItsParts() throws JOSEException {
        for (String other :
                new String[] {
                    URL.replace("https", "http"),
                    URL.replace("in.spillway", "on.spillway"),
                    URL.replace("/key", "/kez"),
                    "https://in.spillway.example/in/key?id=1&status=sent",
                    "https://in.spillway.example/in/key"
                }) {
            assertThat(verdict(delivery(claims().build()).url(other))).as(other).isEqualTo(INVALID);
        }
    }

    /** Without it, or empty, it must not count as the hash of whatever came. */
    @ParameterizedTest
    @CsvSource({
        "url_hash,",
        "url_hash, ''",
        "payload_hash,",
        "payload_hash, ''",
        "iss,",
        "iss, Vonage"
    })
    void claimsThatTieItToTheRequestAreNeeded(String claim, String value) throws JOSEException {
        assertThat(verdict(claims().claim(claim, value).build())).isEqualTo(INVALID);
    }

    @Test
    void emptyBodyHasNoHash() throws JOSEException {
        JWTClaimsSet without = claims().claim("payload_hash", null).build();
        JWTClaimsSet hashed = claims().claim("payload_hash", sha256("")).build();

        assertThat(verdict(delivery(without).body(new byte[0]))).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(delivery(hashed).body(new byte[0]))).isEqualTo(INVALID);
    }

    @Test
    void tokenCountsFromItsStartToItsEndWithALeewayForClocks() throws JOSEException {
        assertThat(verdict(claims().expirationTime(at(-59)).build())).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(claims().expirationTime(at(-60)).build())).isEqualTo(UNTIMELY);
        assertThat(verdict(claims().notBeforeTime(at(60)).build())).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(claims().notBeforeTime(at(61)).build())).isEqualTo(UNTIMELY);
    }

    /** However fresh it says it is: the vendor's own tokens have an end, and a short one. */
    @Test
    void tokenWithoutAnEndNeverCounts() throws JOSEException {
        JWTClaimsSet endless = claims().expirationTime(null).issueTime(at(0)).build();

        assertThat(verdict(endless)).isEqualTo(UNTIMELY);
        assertThat(verdict(claims().claim("exp", "soon").build())).isEqualTo(UNTIMELY);
    }

    @Test
    void algorithmIsNotTheTokensChoice() throws JOSEException {
        KeyPair rsa = SampleCredentials.generated("RSA");
        String unsigned = new PlainJWT(claims().build()).serialize();
        String ofAnotherKind =
                token(JWSAlgorithm.RS256, new RSASSASigner(rsa.getPrivate()), claims().build());
        String longer = token(JWSAlgorithm.HS512, new MACSigner(SECRET + SECRET), claims().build());
        String byPublicKey =
                token(
                        JWSAlgorithm.HS256,
                        new MACSigner(rsa.getPublic().getEncoded()),
                        claims().build());

        for (String token : new String[] {unsigned, ofAnotherKind, longer, byPublicKey}) {
            assertThat(verdict(Delivery.of(BODY).url(URL).header(HEADER, token)))
                    .isEqualTo(INVALID);
        }
    }

    @Test
    void verifiesWhatItSigns() {
        for (String body : new String[] {BODY, ""}) {
            Delivery ours =
                    Delivery.of(body)
                            .url(URL)
                            .signed(bird.signer(credentials(SECRET), TOKENS), NOW);
            assertThat(verdict(ours)).isEqualTo(Verdict.VERIFIED);
        }
    }

    @Test
    void bothSecretsOfARotationCount() throws JOSEException {
        Credentials rotating =
                Credentials.of(Map.of("secret", "the next one", "previousSecret", SECRET));

        assertThat(bird.bind(rotating, TOKENS).verify(delivery(claims().build()).request(), NOW))
                .isEqualTo(Verdict.VERIFIED);
    }

    /** Neither the other way round: a source takes the kind it is set to. */
    @Test
    void tokenIsNoneOfTheOtherSignatures() throws JOSEException {
        Delivery token = delivery(claims().build());

        for (String version : new String[] {"bird", "messagebird"}) {
            assertThat(
                            bird.bind(credentials(SECRET), Map.of("version", version))
                                    .verify(token.request(), NOW))
                    .isEqualTo(Verdict.refused(Reason.SIGNATURE_MISSING));
        }
    }

    private Verdict verdict(JWTClaimsSet claims) throws JOSEException {
        return verdict(delivery(claims));
    }

    private Verdict verdict(Delivery delivery) {
        return bird.bind(credentials(SECRET), TOKENS).verify(delivery.request(), NOW);
    }

    private static Credentials credentials(String secret) {
        return Credentials.of(Map.of("secret", secret));
    }

    private static Delivery delivery(JWTClaimsSet claims) throws JOSEException {
        return delivery(new MACSigner(SECRET), claims);
    }

    private static Delivery delivery(JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        return Delivery.of(BODY).url(URL).header(HEADER, token(JWSAlgorithm.HS256, signer, claims));
    }

    private static String token(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("MessageBird")
                .notBeforeTime(Date.from(NOW))
                .expirationTime(at(60))
                .jwtID("93e55006-a0e8-4526-a190-fa5ff00ea116")
                .claim("url_hash", sha256(URL))
                .claim("payload_hash", sha256(BODY));
    }

    private static Date at(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
