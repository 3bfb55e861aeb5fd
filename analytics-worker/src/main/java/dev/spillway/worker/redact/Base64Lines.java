package dev.spillway.worker.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Finds what may be base64 in a text as a script has it read. To be used by one thread. */
final class Base64Lines {

    /** Only full lines go on in the next one; mail's have 76 characters, PEM's 64. */
    private static final int SHORTEST_LINE = 60;

    private static final int MOST_PADDING = 2;

    private final String text;
    private final Characters characters;

    Base64Lines(String text, Characters characters) {
        this.text = text;
        this.characters = characters;
    }

    static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '-'
                || c == '_';
    }

    /** All that may be one text with what begins there: full lines, and the one behind them. */
    List<Base64Line> from(int at) {
        Base64Line first = line(at);
        List<Base64Line> lines = new ArrayList<>(List.of(first));
        String lineBreak = first.length() < SHORTEST_LINE ? "" : lineBreak(first.end());
        Base64Line last = first;
        while (!lineBreak.isEmpty()
                && last.length() == first.length()
                && !last.isPadded()
                && text.startsWith(lineBreak, last.end())) {
            last = line(last.end() + lineBreak.length());
            if (last.length() > 0 && last.length() <= first.length()) {
                lines.add(last);
            } else {
                break;
            }
        }
        return lines;
    }

    private Base64Line line(int from) {
        int to = from;
        int length = 0;
        while (characters.read(to) && isBase64(characters.read())) {
            to = characters.end();
            length++;
        }
        int end = to;
        for (int i = 0; i < MOST_PADDING && characters.read(end); i++) {
            end = characters.read() == '=' && length > 0 ? characters.end() : end;
        }
        return new Base64Line(from, to, end, length);
    }

    /** As it is written; empty where there is none. */
    private String lineBreak(int at) {
        int end = characters.read(at) && characters.read() == '\r' ? characters.end() : at;
        return characters.read(end) && characters.read() == '\n'
                ? text.substring(at, characters.end())
                : "";
    }

    /**
     * Gives what stands between the slashes of a line, if there are any. Where they are not all
     * written alike, between the shortest: base64's own are escaped once more than those of a path
     * that it is in.
     */
    void parts(Base64Line line, Consumer<Base64Line> each) {
        int shortest = shortestSlash(line);
        int from = line.from();
        int length = 0;
        for (int at = from; at < line.to() && characters.read(at); ) {
            int end = characters.end();
            length++;
            if (characters.read() == '/' && end - at == shortest) {
                each.accept(new Base64Line(from, at, at, length - 1));
                from = end;
                length = 0;
            }
            at = end;
        }
        if (from > line.from()) {
            each.accept(new Base64Line(from, line.to(), line.end(), length));
        }
    }

    private int shortestSlash(Base64Line line) {
        int shortest = Integer.MAX_VALUE;
        for (int at = line.from(); at < line.to() && characters.read(at); at = characters.end()) {
            if (characters.read() == '/') {
                shortest = Math.min(shortest, characters.end() - at);
            }
        }
        return shortest;
    }

    /** What lines hold, without what pads them. */
    String characters(List<Base64Line> lines) {
        Base64Line first = lines.getFirst();
        if (lines.size() == 1 && first.to() - first.from() == first.length()) {
            return text.substring(first.from(), first.to());
        }
        StringBuilder all = new StringBuilder(length(lines));
        for (Base64Line line : lines) {
            for (int at = line.from(); at < line.to() && characters.read(at); ) {
                all.append(characters.read());
                at = characters.end();
            }
        }
        return all.toString();
    }

    static int length(List<Base64Line> lines) {
        return lines.stream().mapToInt(Base64Line::length).sum();
    }

    /** How lines are written. */
    void learn(List<Base64Line> lines, Spelling spelling) {
        for (Base64Line line : lines) {
            for (int at = line.from(); at < line.end() && characters.read(at); ) {
                spelling.saw(characters.read(), text.substring(at, characters.end()));
                at = characters.end();
            }
        }
    }
}
