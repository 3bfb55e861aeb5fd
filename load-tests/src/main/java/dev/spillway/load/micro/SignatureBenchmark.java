package dev.spillway.load.micro;

import dev.spillway.platform.provider.Preset;
import dev.spillway.platform.provider.PresetCatalogue;
import dev.spillway.platform.signature.Credentials;
import dev.spillway.platform.signature.RequestHeaders;
import dev.spillway.platform.signature.Signature;
import dev.spillway.platform.signature.SignedRequest;
import dev.spillway.platform.signature.Verdict;
import dev.spillway.platform.signature.Verifier;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One check of a signature over 800 bytes, its keys parsed beforehand as the door has them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBenchmark {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    /** A preset of each kind of cryptography. */
    @Param({"github", "stripe", "standard-webhooks", "sendgrid"})
    public String provider = "";

    private Verifier verifier = (_, _) -> Verdict.UNCHECKED;
    private SignedRequest request =
            new SignedRequest("POST", "", RequestHeaders.none(), new byte[0]);

    /** Signs what {@link #check} verifies. */
    @Setup
    public void sign() throws GeneralSecurityException {
        Preset preset = PresetCatalogue.standard().find(provider).orElseThrow();
        Map<String, String> credentials = new HashMap<>(credentials());
        Credentials signing = Credentials.of(credentials);
        credentials.remove(Credentials.PRIVATE_KEY);
        verifier = preset.bind(Credentials.of(credentials), Map.of());
        SignedRequest plain =
                new SignedRequest(
                        "POST", "https://in.example/in/key", RequestHeaders.none(), new byte[800]);
        Signature signature = preset.signer(signing, Map.of()).sign(plain, NOW);
        Map<String, List<String>> headers = new HashMap<>();
        signature.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        request =
                new SignedRequest(
                        "POST", signature.url(), RequestHeaders.of(headers), signature.body());
        if (!check().equals(Verdict.VERIFIED)) {
            throw new IllegalStateException(provider + " does not verify what it signed");
        }
    }

    private Map<String, String> credentials() throws GeneralSecurityException {
        if (!provider.equals("sendgrid")) {
            return Map.of("secret", "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3");
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        return Map.of(
                "publicKey",
                Base64.getEncoder().encodeToString(keys.getPublic().getEncoded()),
                Credentials.PRIVATE_KEY,
                Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded()));
    }

    @Benchmark
    public Verdict check() {
        return verifier.verify(request, NOW);
    }
}
