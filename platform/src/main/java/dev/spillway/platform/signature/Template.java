package dev.spillway.platform.signature;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What is signed: literal text and variables, such as <code>{timestamp}.{body}</code>. Parsed once;
 * nothing is joined per request.
 */
final class Template {

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * @throws InvalidSchemeException on a variable that does not exist or a brace that does not
     *     close
     */
    static Template parse(String parameter, String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            int end = open < 0 ? text.length() : open;
            if (end > at) {
                parts.add(new Literal(text.substring(at, end).getBytes(StandardCharsets.UTF_8)));
            }
            if (open < 0) {
                break;
            }
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new InvalidSchemeException(parameter, "has a { that is never closed");
            }
            parts.add(Variable.named(parameter, text.substring(open + 1, close)));
            at = close + 1;
        }
        return new Template(List.copyOf(parts));
    }

    boolean uses(Variable variable) {
        return parts.contains(variable);
    }

    /** Whether a change of the body changes what is signed. */
    boolean coversBody() {
        return uses(Variable.BODY)
                || uses(Variable.BODY_SHA256)
                || uses(Variable.PARAMS)
                || uses(Variable.URL_PARAMS);
    }

    boolean coversUrl() {
        return uses(Variable.URL) || uses(Variable.URI);
    }

    /** Hands the bytes to be signed to {@code sink}, in order. */
    void feed(Message message, Consumer<byte[]> sink) {
        for (Part part : parts) {
            sink.accept(part.bytes(message));
        }
    }

    sealed interface Part {
        byte[] bytes(Message message);
    }

    @SuppressWarnings("ArrayRecordComponent") // private to the template and never compared
    private record Literal(byte[] text) implements Part {
        @Override
        public byte[] bytes(Message message) {
            return text;
        }
    }

    /** What a template can name. */
    enum Variable implements Part {
        BODY {
            @Override
            public byte[] bytes(Message message) {
                return message.request().body();
            }
        },
        /** As the header spells it, so that no parsing and printing can change it. */
        TIMESTAMP {
            @Override
            public byte[] bytes(Message message) {
                return message.timestamp().getBytes(StandardCharsets.ISO_8859_1);
            }
        },
        ID {
            @Override
            public byte[] bytes(Message message) {
                return message.id().getBytes(StandardCharsets.ISO_8859_1);
            }
        },
        URL {
            @Override
            public byte[] bytes(Message message) {
                return message.request().url().getBytes(StandardCharsets.UTF_8);
            }
        },
        METHOD {
            @Override
            public byte[] bytes(Message message) {
                return message.request().method().getBytes(StandardCharsets.UTF_8);
            }
        },
        /** The URL without its query. */
        URI {
            @Override
            public byte[] bytes(Message message) {
                return message.request().address().getBytes(StandardCharsets.UTF_8);
            }
        },
        /** The query's parameters in the order of their names, escaped as they came. */
        QUERY {
            @Override
            public byte[] bytes(Message message) {
                return FormParameters.sortedQuery(message.request().query());
            }
        },
        /** The body's form fields in the order of their names, each as name and value. */
        PARAMS {
            @Override
            public byte[] bytes(Message message) {
                return FormParameters.concatenated(message.request().body());
            }
        },
        /**
         * URL, sorted query and sorted form fields as Plivo joins them: a question mark before
         * either, and a point between them.
         */
        URL_PARAMS {
            @Override
            public byte[] bytes(Message message) {
                return FormParameters.afterUrl(message.request());
            }
        },
        /** 32 bytes, not their spelling. */
        BODY_SHA256 {
            @Override
            public byte[] bytes(Message message) {
                return Sha256.of(message.request().body());
            }
        };

        static Variable named(String parameter, String name) {
            for (Variable variable : values()) {
                if (Parameters.id(variable).equals(name)) {
                    return variable;
                }
            }
            throw new InvalidSchemeException(
                    parameter, "knows " + known() + ", but not {" + abbreviated(name) + "}");
        }

        private static String known() {
            return Arrays.stream(values())
                    .map(variable -> "{" + Parameters.id(variable) + "}")
                    .collect(Collectors.joining(", "));
        }

        private static String abbreviated(String name) {
            return name.length() <= 30 ? name : name.substring(0, 30) + "…";
        }
    }
}
