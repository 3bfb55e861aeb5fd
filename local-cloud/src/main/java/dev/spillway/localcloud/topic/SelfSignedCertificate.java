package dev.spillway.localcloud.topic;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key and a certificate that says no more than whose it is (X.509 v3, RFC 5280, 4.1). The JDK
 * reads certificates and writes none, and this is the one that is needed.
 *
 * @param pem the certificate
 */
record SelfSignedCertificate(PrivateKey key, String pem) {

    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int VERSION = 0xa0;

    /** sha256WithRSAEncryption, with its parameter NULL (RFC 8017, A.2.4). */
    private static final byte[] ALGORITHM =
            HexFormat.of().parseHex("300d06092a864886f70d01010b0500");

    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("0603550403");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration VALIDITY = Duration.ofDays(3650);

    static SelfSignedCertificate of(String commonName) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            byte[] content = content(commonName, pair, Instant.now());
            return new SelfSignedCertificate(pair.getPrivate(), pem(signed(content, pair)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK lacks RSA", impossible);
        }
    }

    private static byte[] content(String commonName, KeyPair pair, Instant now) {
        byte[] name =
                der(
                        SEQUENCE,
                        der(
                                SET,
                                der(
                                        SEQUENCE,
                                        COMMON_NAME,
                                        der(
                                                UTF8_STRING,
                                                commonName.getBytes(StandardCharsets.UTF_8)))));
        byte[] validity =
                der(SEQUENCE, time(now.minus(Duration.ofDays(1))), time(now.plus(VALIDITY)));
        byte[] serial = BigInteger.valueOf(now.toEpochMilli()).toByteArray();
        return der(
                SEQUENCE,
                der(VERSION, der(INTEGER, new byte[] {2})),
                der(INTEGER, serial),
                ALGORITHM,
                name,
                validity,
                name,
                pair.getPublic().getEncoded());
    }

    private static byte[] time(Instant instant) {
        return der(GENERALIZED_TIME, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] signed(byte[] content, KeyPair pair) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(content);
        return der(SEQUENCE, content, ALGORITHM, der(BIT_STRING, new byte[] {0}, signature.sign()));
    }

    /** Tag, length and the parts one after the other (X.690, 8.1). */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        writeLength(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static void writeLength(ByteArrayOutputStream out, int length) {
        if (length > 0xff) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length > 0x7f) {
            out.write(0x81);
        }
        out.write(length);
    }

    private static String pem(byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    @Override
    public String toString() {
        return "SelfSignedCertificate";
    }
}
