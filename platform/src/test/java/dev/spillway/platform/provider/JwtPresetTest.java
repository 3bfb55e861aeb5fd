package dev.spillway.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.Delivery;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verdict.Reason;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against Nimbus, and against what has gone wrong in other readers of tokens. */
class JwtPresetTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String SECRET =
            "a-shared-secret-of-more-than-sixty-four-bytes-for-every-kind-of-hmac";
    private static final Map<String, String> KEY = Map.of("secret", SECRET);
    private static final Verdict REFUSED = Verdict.refused(Reason.CREDENTIALS_INVALID);
    private static final Verdict UNTIMELY = Verdict.refused(Reason.TIMESTAMP_OUTSIDE_TOLERANCE);

    private final Preset preset = PresetCatalogue.standard().find("jwt").orElseThrow();

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void verifiesWhatNimbusSignsWithASecret(String algorithm) throws Exception {
        String token =
                token(new JWSHeader(new JWSAlgorithm(algorithm)), new MACSigner(SECRET), valid());

        assertThat(verdict(KEY, Map.of("algorithm", id(algorithm)), token))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(Map.of("secret", "another"), Map.of("algorithm", id(algorithm)), token))
                .isEqualTo(REFUSED);
    }

    @Test
    void verifiesWhatNimbusSignsWithAKeyPair() throws Exception {
        KeyPair rsa = SampleCredentials.generated("RSA");
        KeyPair ec = SampleCredentials.keyPair("secp256r1");
        String rs256 =
                token(
                        new JWSHeader(JWSAlgorithm.RS256),
                        new RSASSASigner(rsa.getPrivate()),
                        valid());
        String es256 =
                token(
                        new JWSHeader(JWSAlgorithm.ES256),
                        new ECDSASigner((ECPrivateKey) ec.getPrivate()),
                        valid());

        assertThat(verdict(publicKey(rsa), Map.of("algorithm", "rs256"), rs256))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(publicKey(ec), Map.of("algorithm", "es256"), es256))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(
                        verdict(
                                publicKey(SampleCredentials.generated("RSA")),
                                Map.of("algorithm", "rs256"),
                                rs256))
                .isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"rs256, RSA", "eddsa, Ed25519"})
    void verifiesWhatItSignsWithAKeyPair(String algorithm, String family) {
        KeyPair pair = SampleCredentials.generated(family);
        Map<String, String> settings = Map.of("algorithm", algorithm);
        Delivery delivery =
                Delivery.of("{}")
                        .signed(
                                preset.signer(
                                        Credentials.of(
                                                Map.of(
                                                        Credentials.PRIVATE_KEY,
                                                        base64(pair.getPrivate().getEncoded()))),
                                        settings),
                                NOW);

        assertThat(verdict(publicKey(pair), settings, delivery)).isEqualTo(Verdict.VERIFIED);
    }

    @Test
    void nimbusVerifiesWhatWeSign() throws Exception {
        Delivery ours = Delivery.of("{}").signed(preset.signer(Credentials.of(KEY), Map.of()), NOW);
        SignedJWT token =
                SignedJWT.parse(ours.header("Authorization").substring("Bearer ".length()));

        assertThat(token.verify(new MACVerifier(SECRET))).isTrue();
        assertThat(token.getJWTClaimsSet().getIssueTime()).isEqualTo(Date.from(NOW));
    }

    /** The public key is known to all: were it taken for a secret, anybody could sign. */
    @Test
    void doesNotTakeAPublicKeyForASecret() throws Exception {
        Map<String, String> key = publicKey(SampleCredentials.generated("RSA"));
        byte[] known = key.get("publicKey").getBytes(StandardCharsets.UTF_8);
        String forged = token(new JWSHeader(JWSAlgorithm.HS256), new MACSigner(known), valid());

        assertThat(verdict(key, Map.of("algorithm", "rs256"), forged)).isEqualTo(REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "hs256", "HS384", ""})
    void takesNoOtherAlgorithmThanItsOwn(String algorithm) {
        String claims = encoded("{\"iat\":1795255200}");
        String head = encoded("{\"alg\":\"" + algorithm + "\"}");

        assertThat(verdict(KEY, Map.of(), head + "." + claims + ".")).isEqualTo(REFUSED);
        assertThat(verdict(KEY, Map.of(), head + "." + claims + "." + signature(head, claims)))
                .isEqualTo(REFUSED);
    }

    /**
     * Though genuine, it asks for what we do not know (RFC 7515, 4.1.11), or could mean two things.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}",
                "{\"alg\":\"none\",\"alg\":\"HS256\"}",
                "[\"HS256\"]",
                "{\"alg\":[\"HS256\"]}"
            })
    void refusesHeadersThatItDoesNotUnderstand(String header) {
        String head = encoded(header);
        String claims = encoded("{}");

        assertThat(verdict(KEY, Map.of(), head + "." + claims + "." + signature(head, claims)))
                .isEqualTo(REFUSED);
    }

    @Test
    void holdsEndAndStartWithTheLeewayOfClocks() throws Exception {
        assertThat(verdict(claims().expirationTime(at(-59)))).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(claims().expirationTime(at(-60)))).isEqualTo(UNTIMELY);
        assertThat(verdict(claims().notBeforeTime(at(60)))).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(claims().notBeforeTime(at(61)))).isEqualTo(UNTIMELY);
    }

    @Test
    void holdsTheToleranceOfTheSource() throws Exception {
        Map<String, String> strict = Map.of("toleranceSeconds", "10");

        assertThat(verdict(strict, claims().expirationTime(at(-9)))).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(strict, claims().expirationTime(at(-10)))).isEqualTo(UNTIMELY);
        assertThat(verdict(strict, claims().issueTime(at(-11)))).isEqualTo(UNTIMELY);
        assertThat(verdict(strict, claims().issueTime(at(-11)).expirationTime(at(5))))
                .isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(strict, claims())).isEqualTo(UNTIMELY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"soon\"", "null", "-1", "1e99", "9223372036854775807", "{}"})
    void refusesATimeThatIsNone(String time) {
        String head = encoded("{\"alg\":\"HS256\"}");
        String claims = encoded("{\"exp\":" + time + "}");

        assertThat(verdict(KEY, Map.of(), head + "." + claims + "." + signature(head, claims)))
                .isEqualTo(UNTIMELY);
    }

    @Test
    void comparesTheBodyWithTheClaimThatHoldsItsHash() throws Exception {
        Map<String, String> settings = Map.of("payloadHashClaim", "sha", "header", "X-Token");
        Delivery delivery =
                Delivery.of("{\"id\":1}").signed(preset.signer(Credentials.of(KEY), settings), NOW);

        assertThat(verdict(KEY, settings, delivery)).isEqualTo(Verdict.VERIFIED);
        assertThat(verdict(KEY, settings, delivery.alterBody()))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
        assertThat(verdict(KEY, settings, Delivery.of("").header("X-Token", token(valid()))))
                .isEqualTo(Verdict.refused(Reason.SIGNATURE_INVALID));
    }

    /** A token that is good for an hour would let whoever reads a webhook send others. */
    @Test
    void keepsNoToken() {
        assertThat(preset.scheme().headers()).isEqualTo(Set.of());
        assertThat(preset.keepsHeader("Authorization")).isFalse();
    }

    private Verdict verdict(JWTClaimsSet.Builder claims) throws JOSEException {
        return verdict(Map.of(), claims);
    }

    private Verdict verdict(Map<String, String> settings, JWTClaimsSet.Builder claims)
            throws JOSEException {
        return verdict(KEY, settings, token(claims.build()));
    }

    private Verdict verdict(Map<String, String> key, Map<String, String> settings, String token) {
        return verdict(key, settings, Delivery.of("{}").header("Authorization", "Bearer " + token));
    }

    private Verdict verdict(
            Map<String, String> key, Map<String, String> settings, Delivery delivery) {
        return preset.bind(Credentials.of(key), settings).verify(delivery.request(), NOW);
    }

    private static JWTClaimsSet valid() {
        return claims().expirationTime(at(300)).build();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer("shop");
    }

    private static Date at(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    private static String token(JWTClaimsSet claims) throws JOSEException {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
        return token(header, new MACSigner(SECRET), claims);
    }

    private static String token(JWSHeader header, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(signer);
        return token.serialize();
    }

    /** HS256 over the parts as they stand. */
    private static String signature(String head, String claims) {
        try {
            return new MACSigner(SECRET)
                    .sign(
                            new JWSHeader(JWSAlgorithm.HS256),
                            (head + "." + claims).getBytes(StandardCharsets.UTF_8))
                    .toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> publicKey(KeyPair pair) {
        return Map.of("publicKey", base64(pair.getPublic().getEncoded()));
    }

    private static String id(String algorithm) {
        return algorithm.toLowerCase(Locale.ROOT);
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
