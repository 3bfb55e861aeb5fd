package dev.spillway.platform.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** Messages of Amazon SNS, signed as its developer guide says, under a key of the test's own. */
final class SnsMessages {

    static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:ses-events";
    static final String CERTIFICATE =
            "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-9c6465fa7f48f5cacd23014631ec1136.pem";

    private static final KeyPair AMAZON = SampleCredentials.generated("RSA");

    private SnsMessages() {}

    static PublicKey publicKey() {
        return AMAZON.getPublic();
    }

    /** In base64 PKCS #8. */
    static String privateKey() {
        return Base64.getEncoder().encodeToString(AMAZON.getPrivate().getEncoded());
    }

    /** In PEM, and of the name that Amazon's library looks for. */
    static String certificate() {
        X500Name name = new X500Name("CN=sns.amazonaws.com");
        AlgorithmIdentifier algorithm =
                new AlgorithmIdentifier(
                        PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
        V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(1));
        content.setSignature(algorithm);
        content.setIssuer(name);
        content.setSubject(name);
        content.setStartDate(new Time(Date.from(Instant.parse("2020-01-01T00:00:00Z"))));
        content.setEndDate(new Time(Date.from(Instant.parse("2049-01-01T00:00:00Z"))));
        content.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(AMAZON.getPublic().getEncoded()));
        try {
            byte[] signed = content.generateTBSCertificate().getEncoded(ASN1Encoding.DER);
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(ASN1Primitive.fromByteArray(signed));
            parts.add(algorithm);
            parts.add(new DERBitString(signature("SHA256withRSA", signed)));
            return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
                    .formatted(
                            Base64.getMimeEncoder(64, new byte[] {'\n'})
                                    .encodeToString(new DERSequence(parts).getEncoded()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    static Map<String, String> notification() {
        Map<String, String> message = new LinkedHashMap<>();
        message.put("Type", "Notification");
        message.put("MessageId", "da41e39f-ea4d-435a-b922-c6aae3915ebe");
        message.put("TopicArn", TOPIC);
        message.put("Message", "{\"eventType\":\"Delivery\",\"née\":\"é\"}");
        message.put("Timestamp", "2026-11-21T09:59:59.123Z");
        message.put("SignatureVersion", "2");
        message.put("SigningCertURL", CERTIFICATE);
        return message;
    }

    static Map<String, String> confirmation() {
        Map<String, String> message = notification();
        message.put("Type", "SubscriptionConfirmation");
        message.put("Token", "2336412f37&x");
        message.put("SubscribeURL", "https://evil.example/?confirm");
        return message;
    }

    /** As Amazon's page says: names in order, each name and value on a line of its own. */
    static Map<String, String> signed(Map<String, String> message) {
        List<String> names =
                message.get("Type").equals("Notification")
                        ? List.of(
                                "Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
                        : List.of(
                                "Message",
                                "MessageId",
                                "SubscribeURL",
                                "Timestamp",
                                "Token",
                                "TopicArn",
                                "Type");
        StringBuilder text = new StringBuilder();
        names.stream()
                .filter(message::containsKey)
                .forEach(name ->
                        text.append(name).append('\n').append(message.get(name)).append('\n'));
        String algorithm =
                message.get("SignatureVersion").equals("1") ? "SHA1withRSA" : "SHA256withRSA";
        byte[] signature = signature(algorithm, text.toString().getBytes(StandardCharsets.UTF_8));
        message.put("Signature", Base64.getEncoder().encodeToString(signature));
        return message;
    }

    private static byte[] signature(String algorithm, byte[] text) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(AMAZON.getPrivate());
            signature.update(text);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
