package dev.spillway.localcloud.topic;

import java.util.List;

/** An element that holds text or elements; all an answer of the Query protocol needs. */
sealed interface Xml {

    String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

    record Text(String name, String value) implements Xml {}

    record Element(String name, List<Xml> children) implements Xml {}

    static Xml text(String name, String value) {
        return new Text(name, value);
    }

    static Xml element(String name, Xml... children) {
        return new Element(name, List.of(children));
    }

    static Xml element(String name, List<Xml> children) {
        return new Element(name, children);
    }

    /** A name and a value, as the protocol writes the entries of a map. */
    static Xml entry(String key, String value) {
        return element("entry", text("key", key), text("value", value));
    }

    /** The whole answer, with the namespace at its root. */
    static String document(String root, List<Xml> children) {
        StringBuilder out = new StringBuilder();
        out.append('<').append(root).append(" xmlns=\"").append(NAMESPACE).append("\">");
        children.forEach(child -> child.appendTo(out));
        return out.append("</").append(root).append('>').toString();
    }

    private void appendTo(StringBuilder out) {
        switch (this) {
            case Text(String name, String value) -> {
                out.append('<').append(name).append('>');
                escape(value, out);
                out.append("</").append(name).append('>');
            }
            case Element(String name, List<Xml> children) -> {
                out.append('<').append(name).append('>');
                children.forEach(child -> child.appendTo(out));
                out.append("</").append(name).append('>');
            }
        }
    }

    private static void escape(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;"); // a parser would make it a line feed
                default -> out.append(c);
            }
        }
    }

    /** Whether XML 1.0 allows every character; SQS takes no others (its "Message" section). */
    static boolean allows(String text) {
        return text.codePoints().allMatch(Xml::allows);
    }

    private static boolean allows(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }
}
