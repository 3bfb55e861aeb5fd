package dev.spillway.worker.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;

/**
 * Looks through bodies that inflate to as much as they may, in a process of its own that has little
 * memory: {@link SearchMemoryTest} runs it.
 */
final class LargestBodies {

    private static final String HIM = "ana@x.example";

    private LargestBodies() {}

    public static void main(String[] arguments) {
        People ana = Somebody.known(HIM);
        find(ana, filled("a word or two, ".repeat(70) + HIM + " "));
        find(ana, filled("Ѡ, µ, ".repeat(70) + "ana%2540x.example "));
        find(ana, json("{\"email\":\"" + HIM + "\",\"n\":1},"));
        find(ana, base64(base64(filled("a word or two, ".repeat(70) + HIM + " "))));
        find(ana, base64Escaped(filled("a word or two >>>> " + HIM + " ")));
        nothingIn(ana, filled("a word or two with & and % and \\ and no address. "));
        System.out.println("found");
    }

    private static byte[] filled(String piece) {
        byte[] bytes = piece.getBytes(UTF_8);
        byte[] all = new byte[Coding.MAX_BYTES / bytes.length * bytes.length];
        for (int at = 0; at < all.length; at += bytes.length) {
            System.arraycopy(bytes, 0, all, at, bytes.length);
        }
        return all;
    }

    private static byte[] json(String item) {
        byte[] all = filled(item);
        Arrays.fill(all, 0, item.length(), (byte) ' ');
        all[0] = '[';
        all[all.length - 1] = ']';
        return all;
    }

    private static byte[] base64(byte[] plain) {
        return Base64.getEncoder().encode(Arrays.copyOf(plain, Coding.MAX_BYTES / 4 * 3));
    }

    private static byte[] base64Escaped(byte[] plain) {
        byte[] part = Arrays.copyOf(plain, Coding.MAX_BYTES / 8 * 3);
        return new String(Base64.getEncoder().encode(part), UTF_8)
                .replace("+", "%2B")
                .getBytes(UTF_8);
    }

    private static void find(People ana, byte[] plain) {
        byte[] body = Coding.GZIP.deflated(plain);
        if (rewriter(ana).rewrite(body, "text/plain", "gzip") == body) {
            throw new AssertionError("not found");
        }
    }

    private static void nothingIn(People ana, byte[] plain) {
        byte[] body = Coding.GZIP.deflated(plain);
        if (rewriter(ana).rewrite(body, "text/plain", "gzip") != body) {
            throw new AssertionError("found");
        }
    }

    private static BodyRewriter rewriter(People ana) {
        return new BodyRewriter(new TextRewriter(ana));
    }
}
